import { clean } from '../../text/clean.ts';
import { truncate } from '../../text/width.ts';
import { type Line, line, span } from '../widgets/line.ts';

/** Lines shown of those that wait; the rest is counted. */
const shown = 3;

/** Above the prompt: what was typed ahead, the next one first, and how to have it back. */
export function queueLines(queue: readonly string[], width: number): readonly Line[] {
  if (queue.length === 0) return [];
  const more = queue.length - shown;
  const rows = queue.slice(0, shown).map((text) => {
    const [first = '', ...rest] = text.split('\n');
    const lines = rest.length === 0 ? '' : ` … (${rest.length + 1} lines)`;
    return line(
      span('  › ', 'caution'),
      truncate(clean(first), Math.max(8, width - 5 - lines.length)),
      span(lines, 'quiet'),
    );
  });
  return [
    line(
      span(` ${queue.length} waiting`, 'caution'),
      span(' · ↑ takes the last one back · ^C stops and takes all back', 'quiet'),
    ),
    ...rows,
    ...(more > 0 ? [line(span(`    and ${more} more`, 'quiet'))] : []),
  ];
}
