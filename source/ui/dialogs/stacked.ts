import { beginningOf, emptyLine, type Line, span } from '../widgets/line.ts';

/** What a question consists of, from above. */
export interface Stack {
  readonly text: readonly Line[];
  /** Which part of the text stays where not all of it fits; the beginning where it is left out. */
  readonly keeps?: 'beginning' | 'end';
  /** What it is answered by. */
  readonly answer: readonly Line[];
  readonly remark?: readonly Line[];
}

/**
 * The parts under each other with empty rows between, in so many rows. Where these are too few, the empty rows go first,
 * then the remark, then a part of the text, which an ellipsis says: what it is answered by is always there. `answerAt`
 * is the row where that begins.
 */
export function stacked(
  { text, keeps = 'beginning', answer, remark = [] }: Stack,
  height: number,
): { readonly rows: readonly Line[]; readonly answerAt: number } {
  const spare = height - text.length - answer.length;
  const below = remark.length <= spare ? remark : [];
  const blanks = spare - below.length;
  const gap = (needed: number): readonly Line[] => (blanks >= needed ? [emptyLine] : []);
  const hasText = text.length > 0;
  const above = [...gap(2), ...partOf(text, keeps, height - answer.length), ...(hasText ? gap(1) : [])];
  return { rows: [...above, ...answer, ...gap(3), ...below], answerAt: above.length };
}

function partOf(text: readonly Line[], keeps: 'beginning' | 'end', most: number): readonly Line[] {
  if (text.length <= most) return text;
  if (keeps === 'beginning' || most <= 0) return beginningOf(text, most);
  const [first = emptyLine, ...others] = text.slice(-most);
  return [[span('… '), ...first.filter(({ text: part }) => part.trim() !== '')], ...others];
}
