import type { PsObject } from '../objects/index.ts';
import { clean } from '../text/clean.ts';
import { padEnd, truncate, widthOf, wrap } from '../text/width.ts';
import { linesOf, longestText, shortened } from './limits.ts';
import { cellValue } from './shape.ts';
import { valueText } from './value-text.ts';
import type { Column } from './views.ts';

/** Lines `Name : value`, the colons below one another, long values going on below their beginning. */
export function* listLines(value: PsObject, columns: readonly Column[], width: number): Generator<string> {
  const labels = columns.map(({ property, label }) => truncate(label ?? property, width));
  const room = Math.max(1, width - 3);
  const longest = labels.reduce((most, label) => Math.max(most, widthOf(label)), 1);
  const widest = Math.min(longest, Math.max(1, Math.floor(room / 2)));
  for (const [index, { property }] of columns.entries()) {
    let lead = `${padEnd(truncate(labels[index] ?? '', widest), widest)} : `;
    for (const line of linesOf(shortened(valueText(cellValue(value, property)), longestText))) {
      for (const part of wrap(clean(line.replaceAll('\t', '    ')), width - widest - 3, 'words')) {
        yield truncate(`${lead}${part}`.trimEnd(), width);
        lead = ' '.repeat(widest + 3);
      }
    }
  }
}
