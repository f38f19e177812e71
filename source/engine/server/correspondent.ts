import type { FailureFacts, ServerAccess } from '../../domain/index.ts';

/** Whom the engine talks to, for the sentences of a failure. */
export interface Correspondent {
  readonly host: string;
  readonly port: number;
  readonly user: string | undefined;
}

export function correspondentOf({ connection, credential }: ServerAccess): Correspondent {
  const url = URL.canParse(connection.url) ? new URL(connection.url) : undefined;
  return {
    host: url?.hostname ?? connection.url,
    port: Number(url?.port) || (url?.protocol === 'https:' ? 443 : 80),
    user: credential?.user ?? connection.user,
  };
}

/** Whom it is about, as every failure's facts say it. */
export function addressOf({ host, port, user }: Correspondent): Pick<FailureFacts, 'host' | 'port' | 'user'> {
  return { host, port, ...(user === undefined ? {} : { user }) };
}
