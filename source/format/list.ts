import type { PsObject } from '../objects/index.ts';
import { clean } from '../text/clean.ts';
import { padEnd, truncate, widthOf, wrap } from '../text/width.ts';
import { Cells } from './cells.ts';
import { linesOf, longestText, shortened } from './limits.ts';
import { valueText } from './value-text.ts';
import type { Column } from './view.ts';

/** What is the same for all objects of a shape: the beginnings of their lines, and where their values stand. */
interface Leads {
  readonly width: number;
  readonly cells: Cells;
  /** `Name : `, one a column. */
  readonly first: readonly string[];
  /** Below the beginning of a long value. */
  readonly next: string;
  /** Cells beside it. */
  readonly room: number;
}

const kept = new WeakMap<readonly Column[], Leads>();

/** Texts that stand as they are, a cell a character. */
const plain = /^[\x20-\x7e]*$/;

/** Lines `Name : value`, the colons below one another, long values going on below their beginning. */
export function listLines(
  value: PsObject,
  columns: readonly Column[],
  { width, items }: { readonly width: number; readonly items: number | undefined },
  emit: (line: string) => void,
): void {
  const { cells, first, next, room } = leadsOf(columns, width);
  for (let index = 0; index < first.length; index++) {
    const text = valueText(cells.at(value, index), { items });
    let lead = first[index]!;
    // Nearly all values are a short plain text: nothing to clean, to measure, to wrap or to cut.
    if (text.length <= room && plain.test(text)) {
      const line = lead + text;
      emit(line.endsWith(' ') ? line.trimEnd() : line);
      continue;
    }
    for (const line of linesOf(shortened(text, longestText))) {
      for (const part of wrap(clean(line.replaceAll('\t', '    ')), room, 'words')) {
        emit(truncate(`${lead}${part}`.trimEnd(), width));
        lead = next;
      }
    }
  }
}

function leadsOf(columns: readonly Column[], width: number): Leads {
  const known = kept.get(columns);
  if (known?.width === width) return known;
  const labels = columns.map(({ property, label }) => truncate(label ?? property, width));
  const most = Math.max(1, Math.floor(Math.max(1, width - 3) / 2));
  const longest = labels.reduce((widest, label) => Math.max(widest, widthOf(label)), 1);
  const widest = Math.min(longest, most);
  const made = {
    width,
    cells: new Cells(columns.map(({ property }) => property)),
    first: labels.map((label) => `${padEnd(truncate(label, widest), widest)} : `),
    next: ' '.repeat(widest + 3),
    room: width - widest - 3,
  };
  kept.set(columns, made);
  return made;
}
