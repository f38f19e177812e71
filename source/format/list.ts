import type { PsObject } from '../objects/index.ts';
import { clean } from '../text/clean.ts';
import { padEnd, truncate, widthOf, wrap } from '../text/width.ts';
import { linesOf, longestText, shortened } from './limits.ts';
import { cellValue } from './shape.ts';
import { valueText } from './value-text.ts';
import type { Column } from './view.ts';

/** The beginnings of an object's lines, which are the same for all objects of its shape. */
interface Leads {
  readonly width: number;
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
export function* listLines(value: PsObject, columns: readonly Column[], width: number): Generator<string> {
  const { first, next, room } = leadsOf(columns, width);
  for (const [index, { property }] of columns.entries()) {
    const text = valueText(cellValue(value, property));
    let lead = first[index]!;
    // Nearly all values are a short plain text: nothing to clean, to measure, to wrap or to cut.
    if (text.length <= room && plain.test(text)) {
      yield `${lead}${text}`.trimEnd();
      continue;
    }
    for (const line of linesOf(shortened(text, longestText))) {
      for (const part of wrap(clean(line.replaceAll('\t', '    ')), room, 'words')) {
        yield truncate(`${lead}${part}`.trimEnd(), width);
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
    first: labels.map((label) => `${padEnd(truncate(label, widest), widest)} : `),
    next: ' '.repeat(widest + 3),
    room: width - widest - 3,
  };
  kept.set(columns, made);
  return made;
}
