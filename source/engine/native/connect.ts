import { abortError } from '../../async/abort.ts';
import {
  type ConnectRequest,
  classify,
  type Failure,
  FailureError,
  mayLeaveShell,
  type ServerAccess,
} from '../../domain/index.ts';
import { HttpFailure } from '../../http/index.ts';
import { consoleHost, RunspacePoolClient } from '../../psrp/index.ts';
import type { CreateResult } from '../../wsman/index.ts';
import { addressOf, correspondentOf } from '../server/correspondent.ts';
import { Endpoint } from '../server/endpoint.ts';
import { failureOf } from '../server/failures.ts';
import { Shell } from '../server/shell.ts';
import { Stages } from '../server/stages.ts';
import { SessionHost } from './host/host.ts';
import type { NativeEngineOptions } from './options.ts';
import { RemotePool } from './pipeline/pool.ts';
import { attemptsFor, type Delay, pauseBefore, realDelay } from './retry.ts';
import { NativeSession } from './session.ts';

/** Cells of the host that a pool is opened with; each pipeline says its own. */
const poolHostSize = { width: 120, height: 50 };

/** Opens a shell and its runspace pool. Rejects with FailureError or AbortError, and leaves nothing open then. */
export async function connect(request: ConnectRequest, options: NativeEngineOptions): Promise<NativeSession> {
  const { signal, connection } = request;
  if (signal.aborted) throw abortError(signal);
  // A copy of its own: the session needs the password again for each connection it makes.
  const credential = request.credential && {
    user: request.credential.user,
    password: request.credential.password.clone(),
  };
  const access: ServerAccess = { connection, credential, signal };
  let attempt: Attempt | undefined;
  try {
    attempt = new Attempt(await Endpoint.of(access, options), request, options.delay ?? realDelay);
    const idleTimeout = await attempt.run();
    const { endpoint, shell, pool, host } = attempt;
    return new NativeSession({ endpoint, shell, pool, host, idleTimeout, credential });
  } catch (error) {
    await attempt?.undo();
    credential?.password.wipe();
    if (signal.aborted) throw abortError(signal);
    throw failureOf(error, attempt?.endpoint.to ?? correspondentOf(access));
  }
}

class Attempt {
  readonly endpoint: Endpoint;
  readonly shell: Shell;
  readonly pool: RemotePool;
  readonly host = new SessionHost();
  readonly #request: ConnectRequest;
  readonly #stages: Stages;
  readonly #delay: Delay;
  /** The connection's URL is not where the shell is: a redirection led there. */
  #movedTo: string | undefined;
  #mayHaveShell = false;

  constructor(endpoint: Endpoint, request: ConnectRequest, delay: Delay) {
    this.endpoint = endpoint;
    this.#request = request;
    this.#delay = delay;
    this.#stages = new Stages(request.onStage);
    this.shell = new Shell(endpoint, request.shellId);
    const { prompts } = request;
    this.pool = new RemotePool({
      shell: this.shell,
      client: new RunspacePoolClient({ poolId: request.shellId, hostInfo: consoleHost(poolHostSize, 'exterm') }),
      stopTimeout: endpoint.timeouts.stop,
      onHostCall: (event, signal) => this.host.answer(this.pool, event, { prompts, width: poolHostSize.width, signal }),
    });
  }

  /** @returns the idle timeout that the server said, in milliseconds */
  async run(): Promise<number | undefined> {
    const { signal } = this.#request;
    await this.#named();
    this.endpoint.watchMoves(async (url) => {
      this.#movedTo = url;
      await this.#named();
    });
    this.endpoint.watchStages((event) => this.#stages.onConnection(event));
    const { shell } = await this.#createWithin(this.pool.client.open(), signal);
    this.endpoint.watchStages(undefined);
    this.#stages.begin('negotiate');
    await this.#negotiate(signal);
    return shell.idleTimeoutMs;
  }

  /** Takes back what the server may have opened, and ends all connections. */
  async undo(): Promise<void> {
    this.pool.end('broke');
    try {
      if (this.#mayHaveShell) await this.shell.delete(AbortSignal.timeout(undoTimeout));
    } catch {
      // The ledger has the shell's id: the next start finds it there.
    } finally {
      this.endpoint.close();
    }
  }

  async #named(): Promise<void> {
    await this.#request.onShell(this.shell.id, ...(this.#movedTo === undefined ? [] : [this.#movedTo]));
  }

  /** Asks for the shell again where waiting can help. The id stays the same, so what a lost try left is removed first. */
  async #createWithin(creationXml: Uint8Array, signal: AbortSignal): Promise<CreateResult> {
    for (let attempt = 1; ; ) {
      try {
        return await this.#create(creationXml, signal);
      } catch (error) {
        const most = attemptsFor(error);
        const { failure } = failureOf(error, this.endpoint.to);
        if (attempt >= most || signal.aborted || !(await this.#isClear(signal))) {
          throw attempt === 1 ? error : new FailureError(triedOften(failure, attempt), { cause: error });
        }
        attempt += 1;
        const delay = pauseBefore(attempt);
        this.#request.onRetry?.({ attempt, most, delay, failure });
        await this.#delay(delay, signal);
      }
    }
  }

  /** The server has no shell of the last try, now at the latest. */
  async #isClear(signal: AbortSignal): Promise<boolean> {
    if (!this.#mayHaveShell) return true;
    try {
      await this.shell.delete(signal);
      this.#mayHaveShell = false;
      return true;
    } catch {
      return false;
    }
  }

  async #create(creationXml: Uint8Array, signal: AbortSignal): Promise<CreateResult> {
    this.#mayHaveShell = true;
    try {
      const created = await this.shell.create(creationXml, signal);
      if (this.shell.id !== this.#request.shellId) await this.#named();
      return created;
    } catch (error) {
      const isUnsent = error instanceof HttpFailure && error.facts.sent !== true;
      if (isUnsent || !mayLeaveShell(failureOf(error, this.endpoint.to).failure)) this.#mayHaveShell = false;
      throw error;
    }
  }

  async #negotiate(signal: AbortSignal): Promise<void> {
    const { operation } = this.endpoint.timeouts;
    const deadline = AbortSignal.timeout(operation);
    try {
      await this.pool.opened(AbortSignal.any([signal, deadline]));
    } catch (error) {
      if (!deadline.aborted || signal.aborted) throw error;
      throw new FailureError(
        classify({ layer: 'network', network: 'responseTimeout', ...addressOf(this.endpoint.to) }),
      );
    }
  }
}

const undoTimeout = 5_000;

function triedOften(failure: Failure, times: number): Failure {
  return { ...failure, details: { ...failure.details, tries: `${times}` } };
}
