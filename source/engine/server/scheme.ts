import { classify, FailureError, hostOf, type ServerAccess } from '../../domain/index.ts';
import { type AuthScheme, BasicScheme } from '../../http/index.ts';

/**
 * Basic authentication with the credential that the caller lends. The scheme takes a copy for each header and wipes it;
 * who wipes the credential ends the scheme with it.
 */
export function basicSchemeFor({ connection, credential }: ServerAccess): AuthScheme {
  if (connection.authentication !== 'Basic') {
    throw new FailureError(
      classify({
        layer: 'auth',
        network: 'auth.unsupported',
        host: hostOf(connection),
        details: { authentication: connection.authentication },
      }),
    );
  }
  if (!credential) {
    throw new FailureError(classify({ layer: 'auth', httpStatus: 401, host: hostOf(connection) }));
  }
  const { user, password } = credential;
  return new BasicScheme({
    user,
    secret: () => password.use((bytes) => new Uint8Array(bytes)),
    allowBasicOverHttp: connection.allowBasicOverHttp,
  });
}
