import { abortError } from '../../async/abort.ts';
import {
  type BridgeRequest,
  type ConnectRequest,
  type Credential,
  classify,
  copyOf,
  type Failure,
  FailureError,
  mayLeaveShell,
  wipe,
} from '../../domain/index.ts';
import type { CreateResult } from '../../wsman/index.ts';
import { addressOf, correspondentOf } from './correspondent.ts';
import { Endpoint } from './endpoint.ts';
import { failureOf } from './failures.ts';
import type { ServerOptions } from './options.ts';
import { isClosedDoor, isNotRunning, isRefused } from './refused.ts';
import { attemptsFor, type Delay, pauseBefore, realDelay } from './retry.ts';
import { Shell } from './shell.ts';
import { Stages } from './stages.ts';

export type OpeningRequest = BridgeRequest & Pick<ConnectRequest, 'onRetry'>;

/** Milliseconds for taking back what a failed attempt may have left. */
const undoTimeout = 5_000;

/**
 * The way to one shell on a server and back, whoever speaks through it: stages are reported, its id is kept before the
 * server has it, a server that is busy is asked again, and nothing stays that could not be used.
 */
export class Opening {
  readonly endpoint: Endpoint;
  /** A copy of its own: the password is needed again for each connection that is made. */
  readonly credential: Credential | undefined;
  readonly #request: OpeningRequest;
  readonly #stages: Stages;
  readonly #delay: Delay;
  /** The connection's URL is not where the shell is: a redirection led there. */
  #movedTo: string | undefined;
  #shell: Shell | undefined;
  #mayHaveShell = false;
  #createError: unknown;
  #removal: Promise<'removed' | 'gone'> | undefined;

  private constructor(request: OpeningRequest, credential: Credential | undefined, endpoint: Endpoint, delay: Delay) {
    this.endpoint = endpoint;
    this.credential = credential;
    this.#request = request;
    this.#delay = delay;
    this.#stages = new Stages(request.onStage);
  }

  /** Nothing goes to the server yet. Rejects with FailureError or AbortError. */
  static async begin(request: OpeningRequest, options: ServerOptions): Promise<Opening> {
    const { signal } = request;
    if (signal.aborted) throw abortError(signal);
    const credential = request.credential && copyOf(request.credential);
    try {
      const endpoint = await Endpoint.of({ ...request, credential }, options);
      return new Opening(request, credential, endpoint, options.delay ?? realDelay);
    } catch (error) {
      wipe(credential);
      if (signal.aborted) throw abortError(signal);
      throw failureOf(error, correspondentOf(request));
    }
  }

  /** The shell that is to be opened, once its id is known. */
  shellOf(id: string): Shell {
    this.#shell = new Shell(this.endpoint, id);
    return this.#shell;
  }

  /** Opens it. Rejects with what Endpoint.exchange throws, and FailureError. */
  async open(creationXml: Uint8Array, signal: AbortSignal): Promise<CreateResult> {
    await this.#named();
    this.endpoint.watchMoves(async (url) => {
      this.#movedTo = url;
      await this.#named();
    });
    if (signal.aborted) throw abortError(signal);
    this.endpoint.watchStages((event) => this.#stages.onConnection(event));
    const { id } = this.#open;
    const created = await this.#createWithin(creationXml, signal);
    this.endpoint.watchStages(undefined);
    if (this.#open.id !== id) await this.#named();
    this.#stages.begin('negotiate');
    return created;
  }

  /** Waits for its runspace pool, as long as the server may take for an operation. Rejects with FailureError then. */
  async negotiated(pool: (until: AbortSignal) => Promise<unknown>, signal: AbortSignal): Promise<void> {
    const limit = AbortSignal.timeout(this.endpoint.timeouts.operation);
    try {
      await pool(AbortSignal.any([signal, limit]));
    } catch (error) {
      if (!limit.aborted || signal.aborted) throw error;
      const facts = { layer: 'network', network: 'responseTimeout', ...addressOf(this.endpoint.to) } as const;
      throw new FailureError(classify(facts), { cause: error });
    }
  }

  /** With what is known of the shell: whether the server may have it. */
  failureOf(error: unknown): FailureError {
    const found = failureOf(error, this.endpoint.to);
    if (mayLeaveShell(found.failure) === this.#mayHaveShell) return found;
    return new FailureError({ ...found.failure, mayLeaveShell: this.#mayHaveShell }, { cause: error });
  }

  /** Deletes the shell where the server may have it; once, whoever asks. */
  remove(signal: AbortSignal): Promise<'removed' | 'gone'> {
    if (!this.#mayHaveShell) return Promise.resolve('removed');
    this.#removal ??= this.#delete(signal);
    return this.#removal;
  }

  async #delete(signal: AbortSignal): Promise<'removed' | 'gone'> {
    let result: 'removed' | 'gone' = 'gone';
    try {
      result = await this.#open.delete(signal);
    } catch (error) {
      if (!isClosedDoor(this.#createError, error)) throw error;
    }
    this.#mayHaveShell = false;
    return result;
  }

  /** Takes back what the server may have opened, and ends. */
  async undo(): Promise<void> {
    try {
      await this.remove(AbortSignal.timeout(undoTimeout));
    } catch {
      // The ledger has the shell's id: the next start finds it there.
    } finally {
      this.end();
    }
  }

  /** No more connections, and no password. */
  end(): void {
    this.endpoint.close();
    wipe(this.credential);
  }

  get #open(): Shell {
    if (!this.#shell) throw new TypeError('No shell was to be opened yet.');
    return this.#shell;
  }

  async #named(): Promise<void> {
    await this.#request.onShell(this.#open.id, ...(this.#movedTo === undefined ? [] : [this.#movedTo]));
  }

  /** Asks for the shell again where waiting can help. The id stays the same, so what a lost try left is removed first. */
  async #createWithin(creationXml: Uint8Array, signal: AbortSignal): Promise<CreateResult> {
    for (let attempt = 1; ; ) {
      try {
        return await this.#create(creationXml, signal);
      } catch (error) {
        const most = attemptsFor(error);
        const { failure } = this.failureOf(error);
        if (attempt >= most || signal.aborted || !(isNotRunning(error) || (await this.#isClear(signal)))) {
          throw attempt === 1 ? error : new FailureError(triedOften(failure, attempt), { cause: error });
        }
        attempt += 1;
        const delay = pauseBefore(attempt);
        this.#request.onRetry?.({ attempt, most, delay, failure });
        await this.#delay(delay, signal);
      }
    }
  }

  async #create(creationXml: Uint8Array, signal: AbortSignal): Promise<CreateResult> {
    const before = this.#mayHaveShell;
    this.#mayHaveShell = true;
    try {
      return await this.#open.create(creationXml, signal, this.#request.shellName);
    } catch (error) {
      // A refusal says nothing of an earlier try.
      this.#mayHaveShell = before || !isRefused(error, this.endpoint.to);
      this.#createError = error;
      throw error;
    }
  }

  /** The server has no shell of the last try, now at the latest. */
  async #isClear(signal: AbortSignal): Promise<boolean> {
    if (!this.#mayHaveShell) return true;
    try {
      await this.#delete(signal);
      return true;
    } catch {
      return false;
    }
  }
}

function triedOften(failure: Failure, times: number): Failure {
  return { ...failure, details: { ...failure.details, tries: `${times}` } };
}
