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
