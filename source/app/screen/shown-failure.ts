import { type Failure, localFailure, screenWords } from '../../domain/index.ts';
import { presentable } from '../output/presentable.ts';
import type { SessionFacts } from '../session/facts.ts';

/** A failure as the screen shows it: neutralised, and in the words of its keys. */
export function shownHere(failure: Failure): Failure {
  const shown = presentable(failure);
  return { ...shown, next: screenWords(shown.next) };
}

/** A session's failure as its pane shows it; a timeout that was counted down to is told as that. */
export function shownFailure(facts: SessionFacts, name: string): Failure | undefined {
  const failure =
    facts.failure ?? (facts.state === 'expired' ? localFailure('shell.idle', { connection: name }) : undefined);
  return failure && shownHere(failure);
}
