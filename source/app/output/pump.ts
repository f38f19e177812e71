import type { Timers } from '../../async/deadline.ts';
import type {
  PipelineRecord,
  PipelineRun,
  ProgressFacts,
  RunOutcome,
  Transcript,
  TranscriptLine,
} from '../../domain/index.ts';
import { withProgress } from './progress.ts';
import type { TranscriptWriter } from './transcript-writer.ts';

/** How long a table waits for more rows to fit its columns to, as PowerShell does; milliseconds. */
const pause = 300;

/** Records that are laid out before keys get their turn: some milliseconds of work. */
const slice = 200;

export interface PumpTarget {
  readonly transcript: Transcript;
  readonly writer: TranscriptWriter;
  readonly timers: Timers;
  readonly yieldToLoop: () => Promise<void>;
  /** After each slice. */
  readonly moved: (progress: readonly ProgressFacts[]) => void;
}

/**
 * Reads a run to its end into a transcript. Between slices the event loop turns, so a flood of output delays no key; the
 * next batch is asked for only then, so the flood waits at the server and not in memory.
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
    const batch = step.value;
    for (let start = 0; start < batch.length; start += slice) {
      for (const record of batch.slice(start, start + slice)) {
        if (record.stream === 'progress') progress = withProgress(progress, record.progress);
        else show(target.writer.write(record));
      }
      target.moved(progress);
      await target.yieldToLoop();
    }
  }
  show(target.writer.end());
  const outcome = await run.outcome;
  target.moved([]);
  return outcome;
}

/** Counts error records on the way; for callers that keep no transcript. */
export function countErrors(records: readonly PipelineRecord[]): number {
  return records.reduce((count, record) => count + (record.stream === 'error' ? 1 : 0), 0);
}
