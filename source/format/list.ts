import type { PsObject } from '../objects/index.ts';
import { cellWidth, pad, truncate, wrap } from '../text/cells.ts';
import { neutralise } from '../text/neutralise.ts';
import { cellValue } from './shape.ts';
import { valueText } from './value-text.ts';
import type { Column } from './views.ts';

/** Lines `Name : value`, the colons below one another, long values going on below their beginning. */
export function listLines(value: PsObject, columns: readonly Column[], width: number): readonly string[] {
  const labels = columns.map(({ property, label }) => neutralise(label ?? property));
  const room = Math.max(1, width - 3);
  const widest = Math.min(Math.max(1, ...labels.map(cellWidth)), Math.max(1, Math.floor(room / 2)));
  return columns.flatMap(({ property }, index) => {
    const label = pad(truncate(labels[index] ?? '', widest), widest, false);
    const text = valueText(cellValue(value, property));
    const lines = text
      .split(/\r\n|\n|\r/)
      .flatMap((line) => wrap(neutralise(line.replaceAll('\t', '    ')), width - widest - 3));
    return lines.map((line, place) => {
      const lead = place === 0 ? `${label} : ` : ' '.repeat(widest + 3);
      return truncate(`${lead}${line}`.trimEnd(), width);
    });
  });
}
