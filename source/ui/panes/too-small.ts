import { smallestScreen } from '../layout.ts';
import { type Line, line, span } from '../widgets/line.ts';

/** What a window shows that is too small for the screen; at most so many rows as it has. */
export function tooSmallRows(columns: number, rows: number): readonly Line[] {
  return [
    line('exterm needs a larger window:'),
    line(`${smallestScreen.columns} × ${smallestScreen.rows} at least, this is ${columns} × ${rows}.`),
    line(span('Sessions stay open. ^Q quits.', 'quiet')),
  ].slice(0, rows);
}
