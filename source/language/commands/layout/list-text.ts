import { cut, padEnd, widthOf, wrap } from '../../../text/width.ts';

const separator = ' : ';

/** Lines `Name : value`, the colons below one another; what is longer goes on below its beginning, broken anywhere. */
export function listLines(labels: readonly string[], values: readonly string[], width: number): readonly string[] {
  if (labels.length === 0) return [];
  const most = width - separator.length - 1;
  if (most < 1) return [];
  const widest = Math.min(most, Math.max(...labels.map(widthOf)));
  const room = width - widest - separator.length;
  const indent = ' '.repeat(widest + separator.length);
  return labels.flatMap((label, index) => {
    const lead = `${padEnd(widthOf(label) > widest ? cut(label, widest) : label, widest)}${separator}`;
    const rows = (values[index] ?? '').split(/\r\n|\n|\r/).flatMap((line) => wrap(line, room, 'cells'));
    return rows.map((row, at) => `${at === 0 ? lead : indent}${row}`);
  });
}
