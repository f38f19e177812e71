import { isOneCellEach } from './one-cell.ts';
import { widthOf } from './width.ts';

export interface Grapheme {
  readonly text: string;
  /** UTF-16 offset in the text it is part of. */
  readonly index: number;
  /** Cells, made clean. */
  readonly width: number;
}

/** Made at the first need: it loads tables, which nobody should wait for who types Latin letters. */
let segmenter: Intl.Segmenter | undefined;

/** The text in pieces that a person takes for one character each; a cursor stands between them. */
export function graphemes(text: string): readonly Grapheme[] {
  if (isOneCellEach(text)) return Array.from(text, (one, index) => ({ text: one, index, width: 1 }));
  segmenter ??= new Intl.Segmenter(undefined, { granularity: 'grapheme' });
  return Array.from(segmenter.segment(text), ({ segment, index }) => ({
    text: segment,
    index,
    width: widthOf(segment),
  }));
}
