import { orAborted } from '../../async/abort.ts';
import { deadline } from '../../async/deadline.ts';
import {
  type Connection,
  classify,
  type Failure,
  FailureError,
  localFailure,
  type RunningBridge,
  shellNameOf,
  wipe,
} from '../../domain/index.ts';
import type { AppDeps } from '../deps.ts';
import { failureOf } from '../failing.ts';
import { closeTimeout } from '../session/attempt.ts';
import { LeaseKeeper } from '../session/lease-keeper.ts';
import { type Access, withCredentials } from '../sign-in/access.ts';
import type { CredentialFlow } from '../sign-in/credentials.ts';
import type { HeadlessBridge } from './port.ts';

/**
 * Offers a connection to a PowerShell that the user has open, until that session ends or `signal` aborts. Gives the
 * failure that ended it; undefined where somebody closed it.
 */
export async function bridgeTo(
  connection: Connection,
  request: HeadlessBridge,
  flow: CredentialFlow,
  deps: AppDeps,
): Promise<Failure | undefined> {
  const offer = new Offer(request, deps);
  try {
    await withCredentials(connection, asOurClient(deps), flow, request.signal, (access) => offer.make(access));
    return await offer.ended();
  } catch (error) {
    if (request.signal.aborted) return undefined;
    return failureOf(error);
  } finally {
    await offer.close();
  }
}

/** The way to the server is our own client's, whatever engine the connection says, and the PowerShell is the user's. */
function asOurClient({ diagnosis, ...deps }: AppDeps): AppDeps {
  if (!diagnosis) return deps;
  const { native } = diagnosis.engines;
  return { ...deps, diagnosis: { ...diagnosis, engines: native ? { native, powershell: native } : {} } };
}

/** One connection's offer; asked for again with other credentials where the server refused them. */
class Offer {
  readonly #request: HeadlessBridge;
  readonly #deps: AppDeps;
  #lease: LeaseKeeper | undefined;
  #bridge: RunningBridge | undefined;
  #access: Access | undefined;

  constructor(request: HeadlessBridge, deps: AppDeps) {
    this.#request = request;
    this.#deps = deps;
  }

  async make(access: Access): Promise<void> {
    const { openBridge, clock } = this.#deps;
    if (!openBridge) throw new FailureError(localFailure('local.noBridge'));
    const { signal, prompts, onOffered, onStage, onOpened } = this.#request;
    this.#access = access;
    const lease = new LeaseKeeper(this.#deps, () => {});
    this.#lease = lease;
    this.#bridge = undefined;
    const bridge = await openBridge({
      ...access,
      signal,
      prompts,
      shellName: shellNameOf(this.#deps.processes.own),
      // The shell is our own client's, whatever speaks through it.
      onShell: (shellId, url) => lease.write(access.connection, 'native', shellId, url),
      onStage,
    });
    this.#bridge = bridge;
    onOffered(bridge.lines);
    const { idleTimeout } = await bridge.opened.catch(async (error: unknown) => {
      await this.close();
      throw error;
    });
    lease.opened(idleTimeout, clock());
    bridge.onTraffic(() => lease.used(clock()));
    onOpened(idleTimeout);
  }

  /** Waits for the session's end; rejects where the user ends it first. */
  async ended(): Promise<Failure | undefined> {
    const facts = await orAborted(this.#bridge!.ended, this.#request.signal);
    return facts && classify(facts);
  }

  /** Deletes the shell, and its line in the ledger where the server then has none. */
  async close(): Promise<void> {
    const limit = deadline(this.#deps.timers, closeTimeout);
    try {
      if (this.#bridge) await this.#lease?.close(this.#bridge, limit.signal);
    } finally {
      limit.clear();
      wipe(this.#access?.credential);
    }
  }
}
