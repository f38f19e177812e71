import type { AppState, Flash } from '../../app/screen/state.ts';
import { wrap } from '../../text/width.ts';
import { type Line, line, lineWidth, span, spread } from '../widgets/line.ts';

const signs = {
  info: span(' i ', 'accent'),
  warning: span(' ! ', 'caution'),
  failure: span(' ✗ ', 'bad'),
} as const;

/** What is said above the hints: a notice of the screen's own, else the flash; at most two rows, none for nothing. */
export function messageRows(
  notice: string | undefined,
  { flash, active, panes }: Pick<AppState, 'flash' | 'active' | 'panes'>,
  columns: number,
): readonly Line[] {
  const level = notice !== undefined ? 'info' : flash?.level;
  const text = notice ?? (flash ? [flash.text, nextFrom(flash, active)].filter((part) => part !== '').join(' ') : '');
  if (level === undefined || text === '') return [];
  // In a grid or a transcript that is read Esc goes back first.
  const isOver = active !== undefined && panes[active] !== undefined;
  const away = notice === undefined && level !== 'info' && !isOver ? [span(' Esc ', 'keyCap')] : [];
  const room = columns - lineWidth(away);
  const rows = wrap(text, room - 4, 'words', 3);
  const shown = rows.length > 2 ? [rows[0]!, `${rows[1]} …`] : rows;
  return shown.map((row, index) => {
    const told = line(index === 0 ? signs[level] : span('   '), row);
    return index === 0 && away.length > 0 ? spread(told, away, columns) : told;
  });
}

/** A key does what it does to the session that is shown: of another one it is said where it counts. */
function nextFrom({ connection, next }: Flash, active: string | undefined): string {
  const isElsewhere = connection !== undefined && connection !== active;
  return isElsewhere && /\bF\d/.test(next) ? `In its pane: ${next}` : next;
}
