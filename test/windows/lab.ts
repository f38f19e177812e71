import {
  createSchemes,
  KerberosScheme,
  loadSecurity,
  NegotiateScheme,
  type SchemeOptions,
} from '../../source/auth/index.ts';
import { type Connection, type ConnectRequest, Secret } from '../../source/domain/index.ts';
import { NativeEngine } from '../../source/engine/native/index.ts';
import { CookieJar, HttpChannel } from '../../source/http/index.ts';
import { nobody } from '../contract/engine-contract.ts';
import type { AnswerMode } from '../peers/kerberos-acceptor/acceptor.ts';

/** Where everything of the lab is; ports are of 127.0.0.1, files are named as on Linux. */
export interface LabAddress {
  readonly control: number;
  readonly echo: number;
  readonly exchange: number;
  readonly krb5Config: string;
  /** Credential caches: with a ticket of the realm's user, and one that is not there. */
  readonly ticket: string;
  readonly noTicket: string;
}

/** What the lab does and answers, by the command's name. */
export interface LabCommands {
  answer(mode: AnswerMode): void;
  facts(): { contexts: number; opened: number; refused: number; user: string };
  tamper(how: 'none' | 'change' | 'replay'): void;
  cut(): void;
  shells(): number;
  readable(): { bytes: number; found: readonly string[] };
}

const given = process.env['EXTERM_WINDOWS_LAB'];
const address = JSON.parse(given ?? '{}') as LabAddress;

export async function ask<N extends keyof LabCommands>(
  name: N,
  ...values: Parameters<LabCommands[N]>
): Promise<ReturnType<LabCommands[N]>> {
  const body = JSON.stringify([name, ...values]);
  const answer = await fetch(`http://127.0.0.1:${address.control}/`, { method: 'POST', body });
  if (!answer.ok) throw new Error(`${name}: ${await answer.text()}`);
  return (await answer.json()) as ReturnType<LabCommands[N]>;
}

export const serviceHost = 'ex01.exterm.test';
const lookup = () => Promise.resolve([{ address: '127.0.0.1', family: 4 }]);

const schemes = { Kerberos: KerberosScheme, Negotiate: NegotiateScheme } as const;
export type SchemeName = keyof typeof schemes;
export const schemeNames = Object.keys(schemes) as SchemeName[];

/** A channel to the echo; by the ticket that is there where nothing else is said. */
export function channelTo(name: SchemeName, options: Partial<SchemeOptions> = {}): HttpChannel {
  return new HttpChannel({
    url: `http://${serviceHost}:${address.echo}/PowerShell/`,
    scheme: new schemes[name]({ load: loadSecurity, source: () => ({}), ...options }),
    cookies: new CookieJar(),
    lookup,
    maxResponseBytes: 64 * 1024 * 1024,
  });
}

export const engine = new NativeEngine({
  lookup,
  schemeFor: createSchemes({
    otherwise: () => {
      throw new Error('Nothing here is done by anything but SSPI');
    },
  }),
});

export function connection(authentication: SchemeName): Connection {
  const url = `http://${serviceHost}:${address.exchange}/PowerShell/`;
  return { name: 'ex01', url, configurationName: 'Microsoft.Exchange', authentication, engine: 'native' };
}

/** A session of the sandbox, by the ticket that is there or by a password. */
export function connect(authentication: SchemeName, account?: { user: string; password: string }) {
  const request: ConnectRequest = {
    connection: connection(authentication),
    credential: account && { user: account.user, password: Secret.fromText(account.password) },
    signal: new AbortController().signal,
    shellId: crypto.randomUUID(),
    onShell: () => Promise.resolve(),
    onStage: () => undefined,
    prompts: nobody,
  };
  return engine.connect(request);
}
