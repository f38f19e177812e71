import type { TurnBudget } from '../../async/budget.ts';
import type { Timers } from '../../async/deadline.ts';
import type {
  PipelineRecord,
  PipelineRun,
  ProgressFacts,
  RunOutcome,
  Transcript,
  TranscriptLine,
} from '../../domain/index.ts';
import type { TranscriptWriter } from '../../format/index.ts';
import { withProgress } from './progress.ts';

/** How long a table waits for more rows to fit its columns to, as PowerShell does; milliseconds. */
const pause = 300;

export type OutputRecord = Extract<PipelineRecord, { stream: 'output' }>;

/** Objects that are gone through in a grid leave no lines. */
const isForGrid = (record: PipelineRecord) => record.stream === 'output' && record.view?.shape === 'grid';

export interface PumpTarget {
  readonly transcript: Transcript;
  readonly writer: TranscriptWriter;
  readonly timers: Timers;
  readonly budget: Pick<TurnBudget, 'isSpent' | 'nextTurn'>;
  /** Hears of each record that is shown, in order. */
  readonly shown?: (record: PipelineRecord) => void;
  /** Takes in the objects that come; a promise where there is no room for more until it resolves. */
  readonly keep?: (output: OutputRecord) => Promise<void> | undefined;
  /** The command wants what was shown gone (Clear-Host). */
  readonly cleared?: () => void;
  /** After each turn's work. */
  readonly moved: (progress: readonly ProgressFacts[]) => void;
}

/**
 * Reads a run to its end into a transcript. It takes its part of each turn of the event loop, so a flood of output delays no
 * key; the next batch is asked for only when one is laid out, so the flood waits at the server and not in memory.
 */
export async function pumpRun(run: PipelineRun, target: PumpTarget): Promise<RunOutcome> {
  let progress: readonly ProgressFacts[] = [];
  const show = (lines: readonly TranscriptLine[]) => {
    if (lines.length > 0) target.transcript.append(lines);
  };
  const batches = run.records[Symbol.asyncIterator]();
  for (;;) {
    const cancel = target.timers.after(pause, () => {
      show(target.writer.flush());
      target.moved(progress);
    });
    const step = await batches.next().finally(cancel);
    if (step.done) break;
    for (const record of step.value) {
      if (record.stream === 'progress') progress = withProgress(progress, record.progress);
      else if (record.stream === 'clear') {
        target.writer.flush();
        target.cleared?.();
      } else {
        const room = record.stream === 'output' ? target.keep?.(record) : undefined;
        if (!target.keep || !isForGrid(record)) {
          target.shown?.(record);
          show(target.writer.write(record));
        }
        if (room !== undefined) await room;
      }
      if (!target.budget.isSpent) continue;
      target.moved(progress);
      await target.budget.nextTurn();
    }
    target.moved(progress);
  }
  show(target.writer.end());
  const outcome = await run.outcome;
  target.moved([]);
  return outcome;
}
