import { lookup as systemLookup } from 'node:dns/promises';
import type { TLSSocket } from 'node:tls';
import { abortError } from '../../async/abort.ts';
import {
  type EndpointProbe,
  FailureError,
  type HttpAnswerFacts,
  judgeRedirect,
  judgeSchemes,
  mostRedirects,
  type ReachStage,
  type Unauthenticated,
} from '../../domain/index.ts';
import {
  BasicScheme,
  HttpFailure,
  type HttpFailureKind,
  type Lookup,
  type OpenedSocket,
  openSocket,
  type ProxyEnvironment,
  proxyFor,
} from '../../http/index.ts';
import { authoritiesOf } from '../server/authorities.ts';
import { correspondentOf } from '../server/correspondent.ts';
import { failureOf } from '../server/failures.ts';
import { askWithoutCredentials } from './http-question.ts';

export interface EndpointProbeOptions {
  readonly lookup?: Lookup;
  /** Where the usual variables for HTTP proxies are looked for; no proxies are used without. */
  readonly environment?: ProxyEnvironment;
  /** Milliseconds for the name, TCP and TLS together, and as long again for the answer. */
  readonly timeout?: number;
}

const systemsOwn: Lookup = (hostname) => systemLookup(hostname, { all: true });

/** Looks at a server over connections that are made as those of a session are. */
export function createEndpointProbe(options: EndpointProbeOptions = {}): EndpointProbe {
  const { lookup = systemsOwn, environment = {}, timeout: timeoutMs = 15_000 } = options;
  const open = async (
    { connection, signal }: Unauthenticated,
    url: URL,
    given: { readonly lookup: Lookup; readonly onStage: (stage: ReachStage) => void },
  ): Promise<OpenedSocket> => {
    const ca = await authoritiesOf(connection);
    const opened = await openSocket({
      url,
      tls: ca === undefined ? undefined : { ca },
      proxy: proxyFor(url, environment),
      lookup: given.lookup,
      timeoutMs,
      signal,
      onStage: ({ stage, state }) => {
        if (state === 'begun' && stage !== 'authenticate') given.onStage(stage);
      },
    });
    // What becomes of the connection later is the request's to say.
    opened.socket.on('error', () => undefined);
    return opened;
  };
  return {
    reach: (access, onStage) =>
      explained(access, async () => {
        const addresses: string[] = [];
        const noting: Lookup = async (hostname) => {
          const found = await lookup(hostname);
          addresses.push(...found.map(({ address }) => address));
          return found;
        };
        const url = new URL(access.connection.url);
        const found = { addresses, proxy: proxyFor(url, environment)?.label };
        const { socket, facts } = await open(access, url, {
          lookup: noting,
          onStage: (stage) => onStage(stage, found),
        });
        const end = facts.encrypted ? Date.parse((socket as TLSSocket).getPeerCertificate().valid_to) : Number.NaN;
        socket.destroy();
        return { ...found, address: facts.remoteAddress, validTo: Number.isNaN(end) ? undefined : end };
      }),
    ask: (access) =>
      explained(access, async () => {
        let url = new URL(access.connection.url);
        for (let hops = 0; ; hops++) {
          const opened = await open(access, url, { lookup, onStage: () => undefined });
          let answer: HttpAnswerFacts;
          try {
            answer = await askWithoutCredentials(opened, url, timeoutMs, access.signal);
          } finally {
            opened.socket.destroy();
          }
          const next = redirection(answer, url, access);
          if (!next || hops >= mostRedirects) return answer;
          url = next;
        }
      }),
  };
}

/** What may come of a request without credentials although a session can be opened. */
const inconclusive: readonly HttpFailureKind[] = ['response-timeout', 'reset', 'truncated', 'too-large', 'aborted'];

/** As an engine that uses our own client meets it: see `EngineDiagnosis.obstacle`. */
export async function lookForObstacle(access: Unauthenticated, options: EndpointProbeOptions = {}): Promise<void> {
  const { connection } = access;
  const url = new URL(connection.url);
  const refusal = connection.authentication === 'Basic' ? readableBasic(connection).refusal(url) : undefined;
  if (refusal) throw explainedBy(access, new HttpFailure('auth', { origin: url.origin, sent: false, ...refusal }));
  let answer: HttpAnswerFacts;
  try {
    answer = await createEndpointProbe(options).ask(access);
  } catch (error) {
    const cause = error instanceof Error ? error.cause : undefined;
    if (cause instanceof HttpFailure && inconclusive.includes(cause.kind)) return;
    throw error;
  }
  const { state, failure } = judgeSchemes(answer, connection);
  if (state === 'failed' && failure) throw new FailureError(failure);
}

/** Only says whether the password may go there. */
function readableBasic({ allowBasicOverHttp }: Unauthenticated['connection']): BasicScheme {
  return new BasicScheme({ user: '', secret: () => new Uint8Array(), allowBasicOverHttp });
}

/** Where a session would follow the answer to; undefined where it would not, and for all other answers. */
function redirection({ status, location }: HttpAnswerFacts, from: URL, { connection }: Unauthenticated) {
  if (![301, 302, 303, 307, 308].includes(status)) return undefined;
  const verdict = judgeRedirect(location, from, connection.redirectHosts ?? []);
  return 'follow' in verdict ? verdict.follow : undefined;
}

async function explained<T>(access: Unauthenticated, work: () => Promise<T>): Promise<T> {
  const { signal } = access;
  if (signal.aborted) throw abortError(signal);
  try {
    return await work();
  } catch (error) {
    if (signal.aborted) throw abortError(signal);
    throw explainedBy(access, error);
  }
}

function explainedBy(access: Unauthenticated, error: unknown): FailureError {
  return failureOf(error, correspondentOf({ ...access, credential: undefined }));
}
