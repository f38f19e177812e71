import type { AppState, SessionView } from '../../app/screen/state.ts';
import { ghostOf } from '../../domain/index.ts';

let last: { history: unknown; connection: string; text: string; ghost: string | undefined } | undefined;

/**
 * How a line of the history would go on from what is typed, behind the cursor; undefined where none is offered.
 *
 * @param hasList candidates are being chosen from: two offers at once would both be for the same key
 */
export function shownGhost(
  { history }: Pick<AppState, 'history'>,
  session: SessionView | undefined,
  hasList: boolean,
): string | undefined {
  if (!session || hasList) return undefined;
  const { connection, pane } = session;
  const { text, cursor, walk } = pane;
  if (walk || cursor !== text.length) return undefined;
  if (last?.history !== history || last.connection !== connection || last.text !== text) {
    last = { history, connection, text, ghost: ghostOf(history, connection, text) };
  }
  return last.ghost;
}

/** Up to the end of its next word. */
export function nextWord(ghost: string): string {
  return /^[^\p{L}\p{N}]*[\p{L}\p{N}_]+/u.exec(ghost)?.[0] ?? ghost;
}
