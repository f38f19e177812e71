import { describe, expect, it } from 'vitest';
import type { Koffi } from '../../../source/auth/gss/native.ts';
import { createSchemes, type GssPlatform, GssProvider, KerberosScheme, loadGssOf } from '../../../source/auth/index.ts';
import { type Connection, FailureError } from '../../../source/domain/index.ts';
import { NativeEngine } from '../../../source/engine/native/index.ts';
import { BasicScheme, CookieJar, HttpChannel } from '../../../source/http/index.ts';
import { startRawHttpServer } from '../../support/raw-http-server.ts';

const absent: GssPlatform = {
  platform: 'linux',
  importKoffi: () => Promise.reject(Object.assign(new Error('Cannot find package'), { code: 'ERR_MODULE_NOT_FOUND' })),
};
const noLibrary: GssPlatform = {
  platform: 'linux',
  importKoffi: () =>
    Promise.resolve({
      load: () => {
        throw new Error('libgssapi_krb5.so.2: cannot open shared object file');
      },
    } as unknown as Koffi),
};

const absentProvider = async () => new GssProvider(await loadGssOf(absent));

async function failureOf(promise: Promise<unknown>): Promise<FailureError['failure']> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(FailureError);
  return (error as FailureError).failure;
}

describe('a computer without what Kerberos needs', () => {
  it('is told to install the optional package', async () => {
    expect(await failureOf(loadGssOf(absent))).toMatchObject({
      id: 'kerberos.koffi',
      next: expect.stringContaining('npm install'),
    });
  });

  it('is told which package of its system has the library', async () => {
    const { id, next, why } = await failureOf(loadGssOf(noLibrary));
    expect(id).toBe('kerberos.missing');
    expect(why).toContain('libgssapi_krb5');
    for (const command of ['apt install libgssapi-krb5-2', 'dnf install krb5-libs', 'apk add krb5-libs'])
      expect(next).toContain(command);
  });

  it('is told of a system that has none', async () => {
    expect((await failureOf(loadGssOf({ ...absent, platform: 'aix' }))).why).toContain('aix');
  });

  it('hears it with the first connection that wants Kerberos', async () => {
    const server = await startRawHttpServer(() => undefined);
    try {
      const source = () => ({ user: 'mira@contoso.com', password: new Uint8Array(1) });
      const scheme = new KerberosScheme({ load: absentProvider, source, servicePrincipalName: 'HTTP/x' });
      const channel = new HttpChannel({ url: server.url, scheme, cookies: new CookieJar() });
      const request = { body: 'x', contentType: 'text/xml', responseTimeoutMs: 1000 };
      expect((await failureOf(channel.exchange(request))).id).toBe('kerberos.koffi');
      expect(server.requests).toHaveLength(0);
      channel.close();
    } finally {
      await server.close();
    }
  });

  it('still has Basic authentication, which loads nothing', () => {
    let loads = 0;
    const basic = new BasicScheme({ user: 'mira', secret: () => new Uint8Array(1) });
    const schemeFor = createSchemes({
      otherwise: () => basic,
      load: () => {
        loads++;
        return absentProvider();
      },
    });
    const connection: Connection = {
      name: 'ex01',
      url: 'http://ex01.contoso.com/PowerShell/',
      configurationName: 'Microsoft.Exchange',
      authentication: 'Basic',
      engine: 'native',
    };
    const access = { connection, credential: undefined, signal: new AbortController().signal };
    expect(schemeFor(access)).toBe(basic);
    expect(schemeFor({ ...access, connection: { ...connection, authentication: 'Negotiate' } }).name).toBe('Negotiate');
    expect(schemeFor({ ...access, connection: { ...connection, authentication: 'Kerberos' } }).name).toBe('Kerberos');
    expect(new NativeEngine({ schemeFor }).kind).toBe('native');
    expect(loads).toBe(0);
  });
});
