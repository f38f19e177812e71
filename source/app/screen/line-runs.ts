import { abortError } from '../../async/abort.ts';
import type { HistoryEntry, HostPrompts, PipelineRecord, PipelineRun, RunOutcome } from '../../domain/index.ts';
import { createTranscriptWriter } from '../../format/index.ts';
import { failureOf } from '../failing.ts';
import { keptLine } from '../line-log.ts';
import { linePrompts } from '../output/line-prompts.ts';
import { LineRecorder } from '../output/line-recorder.ts';
import { endLines, failureLines } from '../output/notes.ts';
import { pumpRun } from '../output/pump.ts';
import { questionLines } from '../output/question-lines.ts';
import { ResultKeeper } from '../results/keeper.ts';
import type { Results } from '../results/results.ts';
import type { SessionDriver } from '../session/driver.ts';
import type { LineHistory } from './line-history.ts';
import type { PaneLayout, PaneLayoutPorts } from './pane-layout.ts';
import type { PaneLines } from './pane-lines.ts';
import { shownRun } from './shown-failure.ts';

export interface LineRunPorts extends PaneLayoutPorts {
  readonly history: LineHistory;
  /** Where the server's questions go while this line runs. */
  readonly prompts: (line: string) => HostPrompts;
  readonly results: Results;
  /** A line asked for its objects to be shown as a grid. */
  readonly openResult: (id: number) => void;
  /** More objects of a line have come, or the last one has. */
  readonly resultGrew: () => void;
}

export interface LineRunParts {
  readonly driver: SessionDriver;
  readonly lines: PaneLines;
  readonly layout: PaneLayout;
  readonly ports: LineRunPorts;
  /** The line asked for an empty transcript. */
  readonly cleared: () => void;
  /** The session is free again; `left` where the line said `exit`. */
  readonly ended: (left: boolean) => void;
}

/** Cells that a watched line may lay its texts out for: a grid shows objects. */
const watchedWidth = 120;

/** What runs in a session, a line at a time: shown in its pane, or watched without a trace. */
export class LineRuns {
  readonly #parts: LineRunParts;
  #running: { readonly run: PipelineRun; readonly ended: AbortController } | undefined;

  constructor(parts: LineRunParts) {
    this.#parts = parts;
  }

  get #name(): string {
    return this.#parts.driver.connection.name;
  }

  /** The line that runs asks for nothing any more. */
  endQuestions(): void {
    this.#running?.ended.abort();
  }

  /** False where nothing runs. */
  stop(): boolean {
    if (!this.#running) return false;
    this.#running.ended.abort();
    this.#running.run.stop();
    this.#parts.driver.stopping();
    return true;
  }

  /** Runs a line that leaves no trace in the transcript and may ask for nothing; undefined where it cannot be run now. */
  observe(text: string, take: (record: PipelineRecord) => void, signal: AbortSignal): Promise<RunOutcome> | undefined {
    const prompts: HostPrompts = { ask: () => Promise.reject(abortError()) };
    const run = this.#parts.driver.run(text, { width: watchedWidth, prompts, leavesNoTrace: true });
    return run && this.#observed(run, take, signal);
  }

  async #observed(run: PipelineRun, take: (record: PipelineRecord) => void, signal: AbortSignal): Promise<RunOutcome> {
    const { driver, ports } = this.#parts;
    const ended = new AbortController();
    this.#running = { run, ended };
    const stop = () => run.stop();
    signal.addEventListener('abort', stop, { once: true });
    try {
      for await (const batch of run.records) {
        for (const record of batch) take(record);
        if (ports.deps.budget.isSpent) await ports.deps.budget.nextTurn();
      }
      return await run.outcome;
    } finally {
      signal.removeEventListener('abort', stop);
      ended.abort();
      this.#running = undefined;
      driver.finished();
      ports.notifier.flush();
      this.#parts.ended(false);
    }
  }

  /**
   * Runs a line in the pane. Resolves when it has ended and all of it is in the transcript.
   * @param take is handed each record as well; the line then stands in no history of this connection
   */
  async show(text: string, width: number, take?: (record: PipelineRecord) => void): Promise<RunOutcome> {
    const { driver, lines, ports } = this.#parts;
    const { deps, feedback, history, notifier, results, resultGrew } = ports;
    const ended = new AbortController();
    const kept = keptLine(text);
    const recorder = new LineRecorder(driver.connection, kept, deps.clock());
    const prompts = linePrompts(ports.prompts(text), [ended.signal], (prompt, answer) => {
      recorder.asked(prompt, answer);
      const asked = questionLines(prompt, answer);
      this.#parts.layout.running?.lines(asked);
      lines.print(asked);
    });
    lines.begin(text);
    const entry = take ? undefined : this.remember(text);
    const { clipboard, skipsProfile = false } = deps;
    const holdsSecret = kept === undefined;
    const run = driver.run(text, { width, prompts, holdsSecret, skipsProfile, ...(clipboard && { clipboard }) });
    if (!run) return { state: 'lost' };
    this.#running = { run, ended };
    const layout = this.#parts.layout.begin(width);
    const keeper = new ResultKeeper(results, { connection: this.#name, line: text, at: deps.clock() });
    let isLeft = false;
    try {
      const { transcript } = ports.view();
      const outcome = await pumpRun(recorder.counted(shownRun(run), take), {
        transcript,
        writer: createTranscriptWriter(width),
        shown: (record) => layout.record(record),
        timers: deps.timers,
        budget: deps.budget,
        keep: (output) => keeper.keep(output),
        cleared: this.#parts.cleared,
        moved: (progress) => {
          notifier.soon(this.#name, { progress, transcriptVersion: transcript.version, ...keeper.facts });
          resultGrew();
        },
      });
      layout.end = transcript.end;
      isLeft = outcome.state === 'completed' && outcome.exitCode !== undefined;
      const logged = recorder.ended(outcome.state, deps.clock());
      lines.print(endLines(logged));
      feedback.ran(logged, deps);
      if (entry) history.ended(entry, logged);
      return outcome;
    } catch (error) {
      lines.print(failureLines(failureOf(error)));
      return { state: 'failed' };
    } finally {
      ended.abort();
      this.#running = undefined;
      this.#parts.layout.end(layout);
      for (const id of keeper.end()) ports.openResult(id);
      resultGrew();
      driver.finished();
      const { commandNames: commands, variables = [] } = driver.language ?? {};
      notifier.now(this.#name, { commands, variables });
      notifier.flush();
      this.#parts.layout.refit();
      this.#parts.ended(isLeft);
    }
  }

  /** A line goes to the history, and the pane follows the end again. */
  remember(text: string): HistoryEntry | undefined {
    const { notifier, view, history } = this.#parts.ports;
    notifier.now(this.#name, { pane: { ...view().pane, walk: undefined, scroll: undefined }, progress: [] });
    return history.add(this.#parts.driver.connection, text);
  }
}
