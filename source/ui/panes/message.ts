import type { Flash } from '../../app/screen/state.ts';
import { wrap } from '../../text/width.ts';
import { type Line, line, span } from '../widgets/line.ts';

const signs = {
  info: span(' i ', 'accent'),
  warning: span(' ! ', 'caution'),
  failure: span(' ✗ ', 'bad'),
} as const;

/** What is said above the hints: a notice of the screen's own, else the flash; at most two rows, none for nothing. */
export function messageRows(notice: string | undefined, flash: Flash | undefined, columns: number): readonly Line[] {
  const level = notice !== undefined ? 'info' : flash?.level;
  const text = notice ?? (flash ? [flash.text, flash.next].filter((part) => part !== '').join(' ') : '');
  if (level === undefined || text === '') return [];
  const rows = wrap(text, columns - 4, 'words', 3);
  const shown = rows.length > 2 ? [rows[0]!, `${rows[1]} …`] : rows;
  return shown.map((row, index) => line(index === 0 ? signs[level] : span('   '), row));
}
