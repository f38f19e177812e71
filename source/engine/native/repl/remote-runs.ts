import type { ErrorFacts, HostPrompts } from '../../../domain/index.ts';
import {
  ErrorObject,
  makeRemoteException,
  type RemoteCommand,
  type RemoteEnd,
  type RemoteEvent,
  type RemotePort,
  type RemoteRun,
} from '../../../language/index.ts';
import type { PsValue } from '../../../objects/index.ts';
import { type ClientEvent, consoleHost, type ErrorRecord } from '../../../psrp/index.ts';
import { errorFacts, failureFacts, ownError, recordsOf } from '../../records.ts';
import type { ChangeAsker } from '../../server/change-gate.ts';
import type { Correspondent } from '../../server/correspondent.ts';
import { failureOf } from '../../server/failures.ts';
import type { SessionHost } from '../host/host.ts';
import type { PipelineEnd, RemotePipeline } from '../pipeline/pipeline.ts';
import type { RemotePool } from '../pipeline/pool.ts';
import type { LineOutput } from './line-output.ts';

export interface RemoteRunsParts {
  readonly pool: RemotePool;
  readonly host: SessionHost;
  readonly to: Correspondent;
  readonly output: LineOutput;
  readonly width: number;
  readonly prompts: HostPrompts;
  /** Who is asked before a change. */
  readonly asker: ChangeAsker;
  /** A pipeline is being stopped, though not by the line itself. */
  readonly onStopping: () => void;
}

const hostHeight = 50;

/**
 * The remote pipelines of a line. A runspace runs one at a time: the next one waits until the one before has ended, and
 * what that still gives is kept here meanwhile.
 */
export class RemoteRuns implements RemotePort {
  readonly #parts: RemoteRunsParts;
  #current: NativeRun | undefined;
  #isStopped = false;

  constructor(parts: RemoteRunsParts) {
    this.#parts = parts;
  }

  async start(commands: readonly RemoteCommand[], { hasInput }: { readonly hasInput: boolean }): Promise<RemoteRun> {
    await this.#current?.caughtUp();
    // Whoever asked for it waits no longer.
    if (this.#isStopped) throw new Error('The line was stopped.');
    const run = new NativeRun(commands, hasInput, this.#parts);
    this.#current = run;
    return run;
  }

  seal(): ReturnType<RemotePort['seal']> {
    return this.#parts.pool.seal();
  }

  /** No pipeline starts from now on. */
  stop(): void {
    this.#isStopped = true;
    this.#current?.stop();
  }
}

interface Batch {
  readonly events: readonly RemoteEvent[];
  readonly weight: number;
  /** Lets the next events be fetched. */
  readonly taken: () => void;
}

class NativeRun implements RemoteRun {
  readonly ended: Promise<RemoteEnd>;
  readonly #parts: RemoteRunsParts;
  readonly #pipeline: RemotePipeline;
  readonly #batches: Batch[] = [];
  readonly #hasInput: boolean;
  #taken: (() => void) | undefined;
  /** Nothing holds the server up any more. */
  #isFree = false;
  #isOver = false;
  #isOurStop = false;
  #wake: (() => void)[] = [];

  constructor(commands: readonly RemoteCommand[], hasInput: boolean, parts: RemoteRunsParts) {
    this.#parts = parts;
    this.#hasInput = hasInput;
    const { pool, host, width, prompts, output } = parts;
    const hostInfo = consoleHost({ width, height: hostHeight }, 'exterm');
    this.#pipeline = pool.start(
      (client, pipelineId) =>
        client.createPipeline({ pipelineId, commands, hostInfo, addToHistory: true, noInput: !hasInput }),
      {
        asker: parts.asker,
        onEvents: (events, weight) => this.#accept(events, weight),
        onHostCall: async (event, signal) => {
          await output.beforeQuestion();
          await host.answer(pool, event, { prompts, width, signal });
        },
        onStopping: () => {
          this.#free();
          if (!this.#isOurStop) parts.onStopping();
        },
      },
    );
    this.ended = this.#pipeline.ended.then((end) => endOf(end, parts.to));
    const over = () => {
      this.#isOver = true;
      this.#arrived();
    };
    this.ended.then(over, over);
  }

  get hasArrived(): boolean {
    return this.#batches.length > 0 || this.#isOver;
  }

  async arrival(): Promise<void> {
    if (!this.hasArrived) await new Promise<void>((resolve) => this.#wake.push(resolve));
  }

  async next(): Promise<readonly RemoteEvent[] | undefined> {
    this.#taken?.();
    this.#taken = undefined;
    await this.arrival();
    const batch = this.#batches.shift();
    if (!batch) return undefined;
    this.#taken = batch.taken;
    this.#parts.output.weight += batch.weight;
    return batch.events;
  }

  send(value: PsValue): Promise<void> | undefined {
    return this.#pipeline.send(value);
  }

  endInput(): void {
    if (this.#hasInput) this.#pipeline.endInput();
  }

  stop(): void {
    this.#isOurStop = true;
    this.#free();
    this.#pipeline.stop();
  }

  /** Resolves when the server has ended it, whatever of its output is still to be taken. */
  async caughtUp(): Promise<void> {
    this.#free();
    await this.ended.catch(() => undefined);
  }

  #free(): void {
    this.#isFree = true;
    this.#taken?.();
    for (const { taken } of this.#batches) taken();
  }

  #arrived(): void {
    const waiting = this.#wake;
    this.#wake = [];
    for (const wake of waiting) wake();
  }

  async #accept(all: readonly ClientEvent[], weight: number): Promise<void> {
    const events = all.flatMap((event) => this.#eventsOf(event));
    if (events.length === 0 && weight === 0) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#batches.push({ events, weight, taken: resolve });
    this.#arrived();
    if (!this.#isFree) await promise;
  }

  /** Values and errors are the language's; what the server has its host show is shown in its turn. */
  #eventsOf(event: ClientEvent): readonly RemoteEvent[] {
    switch (event.type) {
      case 'output':
        return [{ kind: 'output', value: event.value }];
      case 'error':
        return [{ kind: 'error', error: errorObject(event.error) }];
      case 'warning':
        return [{ kind: 'warning', value: event.record.source ?? event.record.message }];
      case 'information':
        return [{ kind: 'information', value: event.record.message }];
      default: {
        const records = recordsOf(event);
        return records.length === 0 ? [] : [{ kind: 'shown', records }];
      }
    }
  }
}

/** A server's error record as the language has it; what is shown of it is made of what was sent. */
function errorObject(record: ErrorRecord): ErrorObject {
  const message = record.exceptionMessage || record.message;
  const exception = makeRemoteException(record.exceptionType, message);
  return new ErrorObject(
    {
      message: record.message,
      id: record.fullyQualifiedErrorId,
      category: record.category,
      exception,
      target: record.target,
      activity: record.categoryActivity,
      recommendedAction: record.recommendedAction,
    },
    errorFacts(record),
  );
}

function endOf(end: PipelineEnd, to: Correspondent): RemoteEnd {
  if (end.state === 'refused') return ended('refused', failureFacts(failureOf(end.error, to).failure));
  if (end.state !== 'failed') return { state: end.state };
  if (end.reason) return { state: 'failed', error: errorObject(end.reason) };
  return ended('failed', ownError('The server ended the pipeline without saying why.', 'PipelineFailed', 'Try again.'));
}

const ended = (state: 'failed' | 'refused', facts: ErrorFacts): RemoteEnd => ({
  state,
  error: new ErrorObject(
    {
      message: facts.message,
      id: facts.fqeid,
      category: 'ConnectionError',
      recommendedAction: facts.recommendedAction,
    },
    facts,
  ),
});
