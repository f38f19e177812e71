import { neverRejects } from '../../../async/background.ts';
import { PsDateTime, type PsValue } from '../../../objects/index.ts';
import type {
  HostResponse,
  InformationRecord,
  PipelineServer,
  ProgressRecord as SentProgress,
} from '../../../psrp/index.ts';
import type { CmdletHost, ProgressRecord } from '../../cmdlets/types.ts';
import { type Clock, pause } from '../clock.ts';
import type { OutputChannel } from '../output-channel.ts';
import type { PromptForFields } from '../pipeline/endpoint.ts';
import { ItemQueue } from '../pipeline/item-queue.ts';
import { failureRecord, pipelineStopped, recordOf } from './error-records.ts';
import { HostCalls } from './host-calls.ts';
import { serialised } from './serialised.ts';

/** Objects that a client may send ahead of what the pipeline has read. */
const inputLimit = 100_000;

/** What a pipeline's commands are given: streams, host and input. */
export interface PipelineSurroundings {
  readonly host: CmdletHost;
  /** Undefined where the client's host cannot be asked. */
  readonly promptForFields: PromptForFields | undefined;
  /** Undefined where the client sends none. */
  readonly input: AsyncIterable<PsValue> | undefined;
}

export interface PipelineRunParts {
  readonly pipeline: PipelineServer;
  readonly channel: OutputChannel;
  readonly clock: Clock;
  readonly takesInput: boolean;
  /** Whether the client has a host with a user interface. */
  readonly canAsk: boolean;
  /** Cells of that host's lines. */
  readonly width: number;
  /** Whether the server lays out what the commands give, errors too, and the client shows text alone. */
  readonly laysOut: boolean;
  readonly user: string;
  readonly computer: string;
  readonly ensureKey: () => Promise<void>;
  /** Called once, when the pipeline has ended. */
  readonly onEnd: () => void;
}

/** A pipeline between its start and its end. However it ends, the client hears of it once, and last. */
export class PipelineRun {
  readonly #parts: PipelineRunParts;
  readonly #abort = new AbortController();
  readonly #input: ItemQueue<PsValue>;
  readonly #calls: HostCalls;
  #hasEnded = false;

  constructor(parts: PipelineRunParts) {
    this.#parts = parts;
    this.#input = new ItemQueue(inputLimit);
    this.#calls = new HostCalls(parts.pipeline, () => parts.channel.notify(), parts.ensureKey);
  }

  get hasEnded(): boolean {
    return this.#hasEnded;
  }

  start(work: (surroundings: PipelineSurroundings) => Promise<void>): void {
    if (this.#hasEnded) return;
    const { canAsk, takesInput } = this.#parts;
    work({
      host: this.#host(),
      promptForFields: canAsk ? this.#calls.promptForFields : undefined,
      input: takesInput ? this.#input : undefined,
    }).then(
      () => this.#end((pipeline) => pipeline.complete()),
      (error: unknown) => this.#end((pipeline) => pipeline.fail(failureRecord(error))),
    );
  }

  /** Ends at once; what the commands still do to their end is not heard any more. */
  stop(): void {
    if (this.#hasEnded) return;
    this.#parts.pipeline.stop();
    this.#end((pipeline) => pipeline.stopped(pipelineStopped()));
  }

  /** An object from the client. False where it sends too many that nobody reads. */
  acceptInput(value: PsValue): boolean {
    if (this.#input.size >= inputLimit) return false;
    // There is room, as was just seen.
    neverRejects(this.#input.push(value));
    return true;
  }

  endInput(): void {
    this.#input.end();
  }

  acceptResponse(response: HostResponse): void {
    this.#calls.settle(response);
  }

  #end(say: (pipeline: PipelineServer) => void): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    say(this.#parts.pipeline);
    const reason = new Error('The pipeline has been stopped.');
    this.#abort.abort(reason);
    this.#calls.abandon(reason);
    this.#input.close();
    this.#parts.channel.end();
    this.#parts.onEnd();
  }

  #host(): CmdletHost {
    const { pipeline, channel, clock, canAsk, width, laysOut } = this.#parts;
    const { signal } = this.#abort;
    // As PowerShell's server does: what a client's host is to show is sent as a record and as a call of that host.
    // After the end nothing may be said: a command that has not noticed it yet talks to nobody.
    const say = (message: () => void): void => {
      if (this.#hasEnded) return;
      message();
      channel.notify();
    };
    return {
      signal,
      now: () => clock.now(),
      pause: async (milliseconds) => {
        await pause(clock, milliseconds, signal);
        signal.throwIfAborted();
      },
      writeOutput: (value) => {
        say(() => pipeline.output(serialised(value)));
        return channel.room();
      },
      writeError: (error) => {
        const record = recordOf(error);
        say(() => (laysOut ? this.#calls.writeStream('error', record.message) : pipeline.error(record)));
        return channel.room();
      },
      writeWarning: (text) =>
        say(() => {
          pipeline.warning(text);
          if (canAsk) this.#calls.writeStream('warning', text);
        }),
      writeVerbose: (text) =>
        say(() => {
          pipeline.verbose(text);
          if (canAsk) this.#calls.writeStream('verbose', text);
        }),
      writeInformation: (text) => say(() => pipeline.information(this.#information(text))),
      writeProgress: (progress) =>
        say(() => {
          const record = progressRecord(progress);
          pipeline.progress(record);
          if (canAsk) this.#calls.writeProgress(record);
        }),
      writeHostLine: (text) =>
        say(() => (canAsk ? this.#calls.writeLine(text) : pipeline.information(this.#information(text)))),
      ...(canAsk ? { console: { width, leave: () => say(() => this.#calls.popRunspace()) } } : {}),
      promptForChoice: canAsk ? (prompt) => this.#calls.promptForChoice(prompt) : undefined,
    };
  }

  #information(text: string): InformationRecord {
    const { clock, user, computer } = this.#parts;
    return {
      message: text,
      text,
      source: 'exterm sandbox',
      timeGenerated: new PsDateTime(new Date(clock.now()).toISOString().replace('Z', '0000Z')),
      tags: [],
      user,
      computer,
      processId: 0,
    };
  }
}

function progressRecord(progress: ProgressRecord): SentProgress {
  return {
    activity: progress.activity,
    activityId: progress.activityId,
    statusDescription: progress.status,
    currentOperation: progress.currentOperation ?? '',
    parentActivityId: progress.parentActivityId ?? -1,
    percentComplete: progress.percentComplete,
    secondsRemaining: progress.secondsRemaining ?? -1,
    type: progress.completed ? 'completed' : 'processing',
  };
}
