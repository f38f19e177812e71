import { BatchQueue } from '../../../async/batch-queue.ts';
import { turnBudget } from '../../../async/budget.ts';
import type { ErrorFacts, PipelineRecord, PipelineRun, RunOptions, RunOutcome } from '../../../domain/index.ts';
import {
  type CommandLookup,
  type Environment,
  LanguageError,
  parse,
  plan,
  remoteCommands,
  type StatementPlan,
  sourceValues,
} from '../../../language/index.ts';
import type { PsValue } from '../../../objects/index.ts';
import { type ClientEvent, consoleHost } from '../../../psrp/index.ts';
import { errorFacts, failureFacts, ownError, recordsOf } from '../../records.ts';
import { type ChangeAsker, changeAsker } from '../../server/change-gate.ts';
import type { Correspondent } from '../../server/correspondent.ts';
import { failureOf } from '../../server/failures.ts';
import { TextLines } from '../../text-lines.ts';
import type { SessionHost } from '../host/host.ts';
import type { PipelineEnd, RemotePipeline } from '../pipeline/pipeline.ts';
import type { RemotePool } from '../pipeline/pool.ts';
import { SessionLost } from '../pipeline/ports.ts';
import { type ErrorPlace, languageFacts, placeOf, StatementOutput } from './statement-output.ts';

/** What lines of one session share. */
export interface ReplSurroundings {
  readonly pool: RemotePool;
  readonly host: SessionHost;
  readonly environment: Environment;
  readonly commands: CommandLookup;
  readonly to: Correspondent;
}

/** Bytes as they crossed the wire that may wait for the reader. */
const waitingLimit = 1024 * 1024;
/** Values of this side that are handed on at a time, at most. */
const valuesAtOnce = 1000;

/** A line of the REPL at work: its statements one after another, each remote part with its local stages behind it. */
export class LineRun implements PipelineRun {
  readonly records: AsyncIterable<readonly PipelineRecord[]>;
  readonly outcome: Promise<RunOutcome>;
  readonly #text: string;
  readonly #options: RunOptions;
  readonly #repl: ReplSurroundings;
  readonly #queue: BatchQueue<PipelineRecord>;
  /** Of the line, not of a statement: `Write-Host a -NoNewline; Write-Host b` is one line of text. */
  readonly #hostText = new TextLines();
  readonly #asker: ChangeAsker;
  #pipeline: RemotePipeline | undefined;
  #isStopping = false;

  constructor(text: string, options: RunOptions, repl: ReplSurroundings) {
    this.#text = text;
    this.#options = options;
    this.#repl = repl;
    this.#asker = changeAsker(options.prompts);
    this.#queue = new BatchQueue(waitingLimit, () => this.stop());
    this.records = this.#queue;
    this.outcome = this.#run();
  }

  stop(): void {
    this.#isStopping = true;
    this.#queue.unbound();
    this.#pipeline?.stop();
  }

  async #run(): Promise<RunOutcome> {
    try {
      const { environment, commands, pool } = this.#repl;
      // What the server wrote while the session opened is shown with the first line.
      await this.#show(pool.takeNotices().flatMap(recordsOf), 0);
      const { statements } = plan(parse(this.#text), { environment, commands, acceptsInput: true });
      for (const statement of statements) {
        const place = placeOf(this.#text, statement, statements.length > 1);
        const state = this.#isStopping ? 'stopped' : await this.#statement(statement, place);
        if (state !== 'completed') return { state };
      }
      return { state: 'completed' };
    } catch (error) {
      if (error instanceof SessionLost) return { state: 'lost' };
      this.#queue.unbound();
      await this.#show([{ stream: 'error', error: this.#ownFailure(error) }], 0);
      return { state: 'failed' };
    } finally {
      this.#queue.unbound();
      await this.#queue.push(this.#endText(), 0);
      this.#queue.end();
    }
  }

  /** Hands records on; what the host is given piece by piece becomes whole lines. */
  #show(records: readonly PipelineRecord[], weight: number): Promise<void> {
    const whole = records.flatMap((record): readonly PipelineRecord[] => {
      if (record.stream === 'progress') return [record];
      if (record.stream !== 'text') return [...this.#endText(), record];
      const lines = this.#hostText.add(record.text);
      return lines === undefined ? [] : [{ stream: 'text', text: lines }];
    });
    return this.#queue.push(whole, weight);
  }

  /** The text that waits for the end of its line. */
  #endText(): readonly PipelineRecord[] {
    const text = this.#hostText.take();
    return text === undefined ? [] : [{ stream: 'text', text }];
  }

  async #statement(statement: StatementPlan, place: ErrorPlace): Promise<'completed' | 'stopped' | 'failed'> {
    const { environment } = this.#repl;
    const output = new StatementOutput(this.#text, statement, environment, place);
    const values = sourceValues(statement, environment);
    if (statement.source.kind === 'remote') {
      const end = await this.#remote(statement, values, output);
      output.keepStreams();
      if (end.state === 'failed' || end.state === 'refused') {
        await this.#show([{ stream: 'error', error: this.#failureFacts(end, place) }], 0);
        return 'failed';
      }
      if (end.state === 'stopped' && !output.isSatisfied) return 'stopped';
    } else {
      const all = values ?? [];
      for (let i = 0, from = 0; i < all.length && !output.isSatisfied && !this.#isStopping; i++) {
        output.push(all[i]!);
        if (i - from < valuesAtOnce && !turnBudget.isSpent) continue;
        await this.#show(output.take(), i - from);
        if (turnBudget.isSpent) await turnBudget.nextTurn();
        from = i;
      }
    }
    if (this.#isStopping) return 'stopped';
    output.end();
    await this.#show(output.take(), 0);
    return 'completed';
  }

  async #remote(
    statement: StatementPlan,
    input: readonly PsValue[] | undefined,
    output: StatementOutput,
  ): Promise<PipelineEnd> {
    const { pool, host, environment } = this.#repl;
    const { width, prompts } = this.#options;
    const commands = remoteCommands(statement, environment);
    const hostInfo = consoleHost({ width, height: hostHeight }, 'exterm');
    const onEvents = async (events: readonly ClientEvent[], weight: number) => {
      for (const event of events) {
        output.accept(event, commands[0]?.name ?? '');
        // What the stages make of it may take long, as where they match texts.
        if (turnBudget.isSpent && !this.#isStopping) await turnBudget.nextTurn();
      }
      if (output.isSatisfied) this.#pipeline?.stop();
      await this.#show(output.take(), weight);
    };
    this.#pipeline = pool.start(
      (client, pipelineId) =>
        client.createPipeline({ pipelineId, commands, hostInfo, addToHistory: true, ...(input ? { input } : {}) }),
      {
        onEvents,
        asker: this.#asker,
        onHostCall: async (event, signal) => {
          // What stands before a question is a part of it: `Write-Host 'Name: ' -NoNewline; Read-Host`.
          await this.#queue.push(this.#endText(), 0);
          await host.answer(pool, event, { prompts, width, signal });
        },
        onStopping: () => this.#queue.unbound(),
      },
    );
    if (this.#isStopping) this.#pipeline.stop();
    try {
      return await this.#pipeline.ended;
    } finally {
      this.#pipeline = undefined;
    }
  }

  #failureFacts(end: Extract<PipelineEnd, { state: 'failed' | 'refused' }>, place: ErrorPlace): ErrorFacts {
    if (end.state === 'failed') {
      if (end.reason) return { ...place, ...errorFacts(end.reason) };
      const silent = ownError('The server ended the pipeline without saying why.', 'PipelineFailed', 'Try again.');
      return { ...place, ...silent };
    }
    const { line } = place;
    const facts = failureFacts(failureOf(end.error, this.#repl.to).failure);
    return line === undefined ? facts : { ...facts, line };
  }

  #ownFailure(error: unknown): ErrorFacts {
    if (!(error instanceof LanguageError)) {
      const text = error instanceof Error ? error.message : 'Something unexpected failed.';
      return ownError(text, 'InternalError', 'Run the line again. If it stays so, please report it.');
    }
    return {
      ...languageFacts(this.#text, error),
      category: categories[error.kind] ?? 'ParserError',
    };
  }
}

const hostHeight = 50;

const categories: Partial<Record<LanguageError['kind'], string>> = {
  value: 'InvalidArgument',
  endless: 'OperationTimeout',
};
