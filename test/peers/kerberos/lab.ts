import { describe } from 'vitest';
import { KerberosScheme, loadGssProvider, NegotiateScheme, type SchemeOptions } from '../../../source/auth/index.ts';
import { classify, type Failure } from '../../../source/domain/index.ts';
import { factsOf } from '../../../source/engine/server/failures.ts';
import { CookieJar, HttpChannel, type HttpChannelOptions, type HttpRequest } from '../../../source/http/index.ts';
import { failure } from '../../http/harness.ts';
import { Kdc, type KdcOptions, realmUser, serviceHost } from '../kdc/kdc.ts';
import { type KdcPrograms, kdcPrograms } from '../kdc/programs.ts';
import { Acceptor, type AcceptorTarget, kerberosAcceptor } from '../kerberos-acceptor/acceptor.ts';
import { Echo } from './echo.ts';
import { Wiretap } from './wiretap.ts';

export { failure };

const programs = kdcPrograms();
const acceptor = await kerberosAcceptor();
const missing = [programs, acceptor].flatMap((peer) => ('missing' in peer ? [peer.missing] : []));

/** Tests that need a KDC and the acceptor. Without them they are skipped, and say what to install. */
export function describeKerberos(name: string, suite: () => void): void {
  if (missing.length === 0) describe(name, suite);
  else describe.skip(`${name} (skipped: ${missing.join(' ')})`, suite);
}

export const kdcProgramPaths = programs as KdcPrograms;
export const acceptorExecutable = 'executable' in acceptor ? acceptor.executable : '';

const schemes = { Kerberos: KerberosScheme, Negotiate: NegotiateScheme } as const;
export type SchemeName = keyof typeof schemes;
export const schemeNames = Object.keys(schemes) as SchemeName[];

export function byPassword(password = realmUser.password, user = realmUser.user): SchemeOptions['source'] {
  return () => ({ user, password: new TextEncoder().encode(password) });
}

/** Where the service's name leads: this machine. */
export const lookup = () => Promise.resolve([{ address: '127.0.0.1', family: 4 }]);

export interface LabOptions extends KdcOptions {
  readonly tls?: AcceptorTarget['tls'];
}

type ChannelOptions = Partial<SchemeOptions> & { readonly url?: string; readonly tls?: HttpChannelOptions['tls'] };

/** A realm, an acceptor of its service, and an echo behind that. */
export class Lab {
  readonly kdc: Kdc;
  readonly acceptor: Acceptor;
  readonly echo: Echo;
  readonly #open: { close(): unknown }[] = [];

  private constructor(kdc: Kdc, front: Acceptor, echo: Echo) {
    this.kdc = kdc;
    this.acceptor = front;
    this.echo = echo;
  }

  static async start({ tls, ...options }: LabOptions = {}): Promise<Lab> {
    const kdc = await Kdc.start(kdcProgramPaths, options);
    const echo = new Echo();
    const target = { url: await echo.start(), user: 'x', password: 'x', ...(tls && { tls }) };
    return new Lab(kdc, await Acceptor.start(acceptorExecutable, kdc, target), echo);
  }

  /** Clients in this process are in the realm from now on. */
  enter(config = this.kdc.config): void {
    process.env['KRB5_CONFIG'] = config;
  }

  async tap(): Promise<Wiretap> {
    const tap = await Wiretap.start(this.acceptor.port);
    this.#open.push(tap);
    return tap;
  }

  url(port = this.acceptor.port, host = serviceHost): string {
    return `http://${host}:${port}/PowerShell/`;
  }

  /** By the realm's user and password where nothing else is said. */
  channel(name: SchemeName, { url, tls, ...given }: ChannelOptions = {}): HttpChannel {
    const scheme = new schemes[name]({ load: loadGssProvider, source: byPassword(), ...given });
    return this.channelWith(scheme, { url: url ?? this.url(), tls });
  }

  channelWith(scheme: HttpChannelOptions['scheme'], given: Partial<HttpChannelOptions> = {}): HttpChannel {
    const maxResponseBytes = 64 * 1024 * 1024;
    const common = { url: this.url(), scheme, cookies: new CookieJar(), lookup, maxResponseBytes };
    const channel = new HttpChannel({ ...common, ...given });
    this.#open.unshift(channel);
    return channel;
  }

  /** Ends what a test has opened. */
  async tidy(): Promise<void> {
    for (const item of this.#open.splice(0)) await item.close();
    await this.acceptor.answer('sealed');
  }

  async stop(): Promise<void> {
    delete process.env['KRB5_CONFIG'];
    await this.acceptor.stop();
    await this.echo.stop();
    await this.kdc.stop();
  }
}

export const soap = (body: string | Uint8Array): HttpRequest => ({
  body,
  contentType: 'application/soap+xml;charset=UTF-8',
  responseTimeoutMs: 20_000,
});

/** What comes back for a body. */
export async function echoed(channel: HttpChannel, body: string | Uint8Array): Promise<Buffer> {
  const answer = await channel.exchange(soap(body));
  if (answer.kind !== 'answer' || answer.status !== 200) throw new Error(`Answer ${answer.status}`);
  return Buffer.from(answer.body);
}

/** What a person is told of it. */
export async function diagnosis(promise: Promise<unknown>, user: string = realmUser.user): Promise<Failure> {
  return classify(factsOf(await failure(promise), { host: serviceHost, port: 80, user }));
}
