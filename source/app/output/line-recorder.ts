import {
  type Connection,
  type HostAnswer,
  type HostPrompt,
  hostOf,
  type LoggedLine,
  type PipelineRecord,
  type PipelineRun,
  type RunOutcome,
} from '../../domain/index.ts';
import { questionLines } from './question-lines.ts';

/** Questions of one line that are kept; a line in a loop may ask for ever. */
const mostQuestions = 200;

/** Notes what a line gives while it runs. */
export class LineRecorder {
  readonly #about: Pick<LoggedLine, 'at' | 'connection' | 'server' | 'user' | 'line'>;
  readonly #questions: string[] = [];
  #objects = 0;
  #errors = 0;

  /** @param line undefined where it may hold a secret */
  constructor(connection: Connection, line: string | undefined, at: number) {
    const { name, user } = connection;
    this.#about = {
      at,
      connection: name,
      server: connection.sandboxServer ?? hostOf(connection),
      ...(user === undefined ? {} : { user }),
      ...(line === undefined ? {} : { line }),
    };
  }

  get errors(): number {
    return this.#errors;
  }

  /** The run, with what it gives counted on the way, and handed on to whoever else takes it. */
  counted(run: PipelineRun, take?: (record: PipelineRecord) => void): PipelineRun {
    const count = (records: readonly PipelineRecord[]) => this.#count(records);
    const records = async function* () {
      for await (const batch of run.records) {
        count(batch);
        if (take) for (const record of batch) take(record);
        yield batch;
      }
    };
    return { records: records(), outcome: run.outcome, stop: () => run.stop() };
  }

  asked(prompt: HostPrompt, answer: HostAnswer | undefined): void {
    if (this.#questions.length >= mostQuestions) return;
    this.#questions.push(...questionLines(prompt, answer).map(({ text }) => text));
  }

  ended(outcome: RunOutcome['state'], at: number): LoggedLine {
    return {
      ...this.#about,
      milliseconds: Math.max(0, at - this.#about.at),
      outcome,
      questions: this.#questions,
      objects: this.#objects,
      errors: this.#errors,
    };
  }

  #count(records: readonly PipelineRecord[]): void {
    for (const { stream } of records) {
      if (stream === 'output') this.#objects += 1;
      else if (stream === 'error') this.#errors += 1;
    }
  }
}
