import { type Failure, localFailure, type PipelineRecord, type PipelineRun, screenWords } from '../../domain/index.ts';
import { presentable } from '../output/presentable.ts';
import type { SessionFacts } from '../session/facts.ts';

/** A failure as the screen shows it: neutralised, and in the words of its keys. */
export function shownHere(failure: Failure): Failure {
  const shown = presentable(failure);
  return { ...shown, next: screenWords(shown.next) };
}

/** What a line gives, with what to do about its errors in the same words. */
export function shownRun(run: PipelineRun): PipelineRun {
  const records = async function* () {
    for await (const batch of run.records) yield batch.map(shownRecord);
  };
  return { records: records(), outcome: run.outcome, stop: () => run.stop() };
}

function shownRecord(record: PipelineRecord): PipelineRecord {
  if (record.stream !== 'error' || record.error.recommendedAction === '') return record;
  const recommendedAction = screenWords(record.error.recommendedAction);
  return { ...record, error: { ...record.error, recommendedAction } };
}

/** A session's failure as its pane shows it; a timeout that was counted down to is told as that. */
export function shownFailure(facts: SessionFacts, name: string): Failure | undefined {
  const failure = facts.state === 'expired' ? idledOut(facts, name) : facts.failure;
  return failure && shownHere(failure);
}

/** What the server says of a shell that is gone tells nothing of the cause, which the count knows. */
function idledOut({ failure, lastActivity, idleTimeout }: SessionFacts, connection: string): Failure {
  const { original, details } = failure ?? {};
  return {
    ...localFailure('shell.idle', { connection, lastUse: lastActivity, idleTimeout }),
    ...(original === undefined ? {} : { original }),
    ...(details === undefined ? {} : { details }),
  };
}
