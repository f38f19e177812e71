import { neverRejects } from '../../../async/background.ts';
import { BatchQueue } from '../../../async/batch-queue.ts';
import type { HostPrompts, PipelineRecord, PipelineRun, RunOptions, RunOutcome } from '../../../domain/index.ts';
import type { PipelineCommand } from '../../../psrp/index.ts';
import { TextLines } from '../../text-lines.ts';
import { PowerShellEnded } from '../failures.ts';
import type { Agent, AgentRequest, Fields, RequestListener } from '../link/agent.ts';
import type { AgentMessage } from '../link/message.ts';
import { askUser, changeOf, wipeAnswer } from './questions.ts';
import { GridViews, recordOf } from './records.ts';

/** Bytes as they came through the pipe that may wait for the reader. */
const waitingLimit = 1024 * 1024;

export interface LineSurroundings {
  readonly agent: Agent;
  readonly laysOut: boolean;
  /** True once the session is lost: a line that ends then is lost with it. */
  readonly isLost: () => boolean;
  /** True once a line has ended the session as it wanted: a stop that comes of that is none of the user's. */
  readonly hasLeft: () => boolean;
  /** Whether a change may pass that PowerShell asks about: the reason why not. Rejects where nobody answers. */
  readonly mayChange: (command: PipelineCommand, signal: AbortSignal) => Promise<string | undefined>;
}

/** A line of the REPL at work in PowerShell. */
export class LineRun implements PipelineRun, RequestListener {
  readonly records: AsyncIterable<readonly PipelineRecord[]>;
  readonly outcome: Promise<RunOutcome>;
  readonly #surroundings: LineSurroundings;
  readonly #prompts: HostPrompts;
  readonly #queue: BatchQueue<PipelineRecord>;
  readonly #request: AgentRequest;
  readonly #questions = new AbortController();
  readonly #isBlock: boolean;
  readonly #text = new TextLines();
  readonly #grids = new GridViews();
  #waiting: PipelineRecord[] = [];
  #isDropped = false;
  #isStopped = false;
  #exitCode: number | undefined;

  constructor(text: string, options: RunOptions, surroundings: LineSurroundings) {
    const { width, prompts, holdsSecret = false, leavesNoTrace = false } = options;
    this.#surroundings = surroundings;
    this.#prompts = prompts;
    this.#queue = new BatchQueue(waitingLimit, () => this.#drop());
    this.records = this.#queue;
    const { agent, laysOut } = surroundings;
    this.#isBlock = /[\r\n]/.test(text.trim());
    const kept = !holdsSecret && !leavesNoTrace;
    this.#request = agent.request('run', { text: { text }, width, layout: laysOut, kept }, this);
    this.outcome = this.#run();
  }

  stop(): void {
    this.#isStopped = true;
    this.#queue.unbound();
    this.#questions.abort();
    this.#request.stop();
  }

  /** The session is gone: nothing more is waited for. */
  abandon(): void {
    this.#abandoned.resolve();
    this.stop();
  }

  readonly #abandoned = Promise.withResolvers<void>();

  accept(message: AgentMessage): void {
    switch (message.op) {
      case 'text':
      case 'layout':
        this.#write(message.text('text'));
        return;
      case 'ask':
        this.#ask(message);
        return;
      case 'exited':
        this.#exitCode = message.number('code');
        return;
      default: {
        const record = recordOf(message, this.#isBlock, this.#grids);
        if (!record || this.#isDropped) return;
        this.#endText();
        this.#waiting.push(record);
      }
    }
  }

  /** Text that a program wrote past PowerShell. */
  acceptStray(text: string): void {
    this.#write(text);
    neverRejects(this.#queue.push(this.#take(), 0));
  }

  drained(size: number): Promise<void> {
    return this.#queue.push(this.#take(), size);
  }

  async #run(): Promise<RunOutcome> {
    try {
      const ended = await Promise.race([this.#request.ended, this.#abandoned.promise.then(() => 'stopped' as const)]);
      if (this.#surroundings.isLost()) return { state: 'lost' };
      // A question that nobody answered may end the line before the stop comes to it.
      const isCutShort = this.#isStopped && !this.#surroundings.hasLeft();
      if (ended !== 'completed') return { state: ended };
      if (isCutShort) return { state: 'stopped' };
      return { state: ended, ...(this.#exitCode !== undefined && { exitCode: this.#exitCode & 0xff }) };
    } catch (error) {
      if (!(error instanceof PowerShellEnded)) throw error;
      return { state: 'lost' };
    } finally {
      this.#questions.abort();
      this.#endText();
      this.#queue.unbound();
      await this.#queue.push(this.#take(), 0);
      this.#queue.end();
    }
  }

  #ask(message: AgentMessage): void {
    this.#endText();
    this.#answer(message).then(
      (fields) => {
        if (!this.#questions.signal.aborted) this.#surroundings.agent.answer(message.number('question'), fields);
        wipeAnswer(fields);
      },
      // Nobody answers: the line cannot go on.
      () => this.stop(),
    );
  }

  async #answer(message: AgentMessage): Promise<Fields> {
    const { signal } = this.#questions;
    // A question stands below what was said before it.
    await this.#queue.push(this.#take(), 0);
    await this.#queue.used();
    if (message.word('kind') !== 'change') return askUser(message, this.#prompts, signal);
    return { reason: { text: (await this.#surroundings.mayChange(changeOf(message), signal)) ?? '' } };
  }

  #drop(): void {
    this.#isDropped = true;
    this.#waiting = [];
    this.stop();
  }

  #write(text: string): void {
    const lines = this.#text.add(text);
    if (lines !== undefined && !this.#isDropped) this.#waiting.push({ stream: 'text', text: lines });
  }

  #endText(): void {
    const rest = this.#text.take();
    if (rest !== undefined && !this.#isDropped) this.#waiting.push({ stream: 'text', text: rest });
  }

  #take(): readonly PipelineRecord[] {
    const records = this.#waiting;
    this.#waiting = [];
    return records;
  }
}

/** A line that cannot be run because the session is lost. */
export function lostRun(): PipelineRun {
  return { records: noRecords(), outcome: Promise.resolve({ state: 'lost' }), stop: () => undefined };
}

async function* noRecords(): AsyncGenerator<readonly PipelineRecord[], void, undefined> {}
