import { BatchQueue } from '../../../async/batch-queue.ts';
import type { PipelineRecord, ProgressFacts } from '../../../domain/index.ts';
import {
  ErrorObject,
  Formatted,
  type HostText,
  type Out,
  type ProgressText,
  type Semantics,
  type Streams,
  toWire,
  type Value,
  type Work,
  waitFor,
} from '../../../language/index.ts';
import { TextLines } from '../../text-lines.ts';
import type { SessionTranscript } from './transcript.ts';

/** Bytes as they crossed the wire that may wait for the reader. */
const waitingLimit = 1024 * 1024;
/** What a value of this side counts, in bytes. */
const ownWeight = 64;

/** What a line gives, as records: its output, and every stream beside it. */
export class LineOutput implements Out, Streams {
  readonly records: AsyncIterable<readonly PipelineRecord[]>;
  /** Bytes that came from the server and are not counted yet. */
  weight = 0;
  readonly #semantics: Semantics;
  readonly #facts: (error: ErrorObject) => PipelineRecord;
  readonly #queue: BatchQueue<PipelineRecord>;
  /** Of the line, not of a statement: `Write-Host a -NoNewline; Write-Host b` is one line of text. */
  readonly #hostText = new TextLines();
  readonly #transcript: SessionTranscript | undefined;

  constructor(
    semantics: Semantics,
    facts: (error: ErrorObject) => PipelineRecord,
    onAbandoned: () => void,
    transcript?: SessionTranscript,
  ) {
    this.#transcript = transcript;
    this.#semantics = semantics;
    this.#facts = facts;
    this.#queue = new BatchQueue(waitingLimit, onAbandoned);
    this.records = this.#queue;
  }

  get waits(): boolean {
    return this.#queue.isFull || this.#transcript?.isFull === true;
  }

  *drain(): Work<void> {
    if (this.#queue.isFull) yield* waitFor(this.#queue.room());
    if (this.#transcript?.isFull) yield* waitFor(this.#transcript.room());
  }

  write(value: Value): void {
    if (value instanceof ErrorObject) this.error(value);
    else if (value instanceof Formatted) {
      this.show([{ stream: 'output', value: toWire(value.value, this.#semantics), view: value.view }]);
    } else this.show([{ stream: 'output', value: toWire(value, this.#semantics) }]);
  }

  error(error: ErrorObject): void {
    this.show([this.#facts(error)]);
  }

  warning(text: string): void {
    this.show([{ stream: 'warning', text }]);
  }

  verbose(text: string): void {
    this.show([{ stream: 'verbose', text }]);
  }

  debug(text: string): void {
    this.show([{ stream: 'debug', text }]);
  }

  information(value: Value): void {
    this.show([{ stream: 'information', text: this.#semantics.toText(value) }]);
  }

  host(text: string, { noNewline = false }: HostText): void {
    this.show([{ stream: 'text', text: noNewline ? text : `${text}\n` }]);
  }

  progress(record: ProgressText): void {
    this.show([{ stream: 'progress', progress: progressFacts(record) }]);
  }

  shown(records: readonly PipelineRecord[]): void {
    this.show(records);
  }

  /** Hands records on; what the host is given piece by piece becomes whole lines. */
  show(records: readonly PipelineRecord[]): void {
    const whole = records.flatMap((record): readonly PipelineRecord[] => {
      if (record.stream === 'progress') return [record];
      if (record.stream !== 'text') return [...this.#takeText(), record];
      const lines = this.#hostText.add(record.text);
      return lines === undefined ? [] : [{ stream: 'text', text: lines }];
    });
    this.#transcript?.add(whole);
    const weight = this.weight || ownWeight * whole.length;
    this.weight = 0;
    this.#queue.add(whole, weight);
  }

  /** What stands before a question is a part of it (`Write-Host 'Name: ' -NoNewline; Read-Host`), and above it. */
  async beforeQuestion(): Promise<void> {
    await this.#endText();
    await this.#queue.used();
  }

  unbound(): void {
    this.#queue.unbound();
  }

  async end(): Promise<void> {
    this.#queue.unbound();
    await this.#endText();
    const problem = await this.#transcript?.end();
    if (problem !== undefined) await this.#queue.push([{ stream: 'warning', text: problem }], 0);
    this.#queue.end();
  }

  /** The text that waits for the end of its line goes as it is. */
  async #endText(): Promise<void> {
    const text = this.#takeText();
    this.#transcript?.add(text);
    await this.#queue.push(text, 0);
  }

  #takeText(): readonly PipelineRecord[] {
    const text = this.#hostText.take();
    return text === undefined ? [] : [{ stream: 'text', text }];
  }
}

const progressFacts = (record: ProgressText): ProgressFacts => ({
  id: record.id,
  parentId: record.parentId ?? -1,
  activity: record.activity,
  status: record.status ?? '',
  currentOperation: record.currentOperation ?? '',
  percent: record.percent ?? -1,
  secondsRemaining: record.secondsRemaining ?? -1,
  completed: record.isCompleted ?? false,
});
