import { padEnd, truncate, widthOf } from '../../text/width.ts';
import { frame } from '../widgets/frame.ts';
import { fitLine, type Line, line, lineWidth, span } from '../widgets/line.ts';
import { windowStart } from '../widgets/list-window.ts';
import type { CompletionList } from './prompt-controller.ts';

/** The candidates with their hints in a small frame of at most so many cells and rows. */
export function completionLines(list: CompletionList, most: number, rows: number): readonly Line[] {
  const { candidates, selected } = list;
  if (list.isAsking) return asking(list.connection, most);
  const height = Math.max(1, Math.min(candidates.length, rows - 2));
  const start = windowStart(candidates.length, height, Math.max(0, selected));
  const names = Math.min(most - 4, Math.max(...candidates.map(({ text }) => widthOf(text))));
  const hints = Math.max(0, Math.min(most - names - 6, Math.max(...candidates.map(({ hint }) => widthOf(hint)))));
  const width = names + (hints > 0 ? hints + 2 : 0) + 4;
  const shown = candidates.slice(start, start + height).map((candidate, index) => {
    const isSelected = start + index === selected;
    const text = ` ${padEnd(truncate(candidate.text, names), names)}`;
    const hint = hints > 0 ? `  ${padEnd(truncate(candidate.hint, hints), hints)}` : '';
    return isSelected
      ? line(span(`${text}${hint} `, 'selected'))
      : fitLine(line(text, span(`${hint} `, 'quiet')), width - 2);
  });
  const note = candidates.length > height ? [span(`${Math.max(0, selected) + 1}/${candidates.length}`, 'quiet')] : [];
  // Where no row has room for what it says, the chosen one says it above.
  const hint = hints > 0 ? '' : (candidates[Math.max(0, selected)]?.hint ?? '');
  return frame({
    title: hint === '' ? [] : [span(hint, 'quiet')],
    note,
    rows: shown,
    width: Math.max(width, note.length > 0 ? 16 : 0),
    edge: 'borderFocused',
  });
}

function asking(connection: string, most: number): readonly Line[] {
  const row = line(span(` asking ${connection} …  `, 'quiet'), span('Esc', 'keyCap'), span(' ends it ', 'quiet'));
  const width = Math.min(most, lineWidth(row) + 2);
  return frame({ title: [], rows: [row], width, edge: 'borderFocused' });
}
