import { type Failure, localFailure } from '../../domain/index.ts';
import { presentable } from '../output/presentable.ts';
import type { SessionFacts } from '../session/facts.ts';

/** A session's failure as its pane shows it; a timeout that was counted down to is told as that. */
export function shownFailure(facts: SessionFacts, name: string): Failure | undefined {
  const failure =
    facts.failure ?? (facts.state === 'expired' ? localFailure('shell.idle', { connection: name }) : undefined);
  return failure && presentable(failure);
}
