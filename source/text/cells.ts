import stringWidth from 'string-width';
import { isPlain } from './neutralise.ts';

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Cells that a neutralised text takes in a terminal. */
export const cellWidth = (text: string): number => (isPlain(text) ? text.length : stringWidth(text));

/** The text in at most that many cells; what is cut off is marked by `…`, which takes the last of them. */
export function truncate(text: string, width: number): string {
  if (isPlain(text)) {
    if (text.length <= width) return text;
    return width > 0 ? `${text.slice(0, width - 1)}…` : '';
  }
  if (stringWidth(text) <= width) return text;
  return width > 0 ? `${take(text, width - 1)}…` : '';
}

/** What a person takes for one character each. */
export const characters = (text: string): readonly string[] =>
  Array.from(segmenter.segment(text), ({ segment }) => segment);

/** The longest beginning of whole characters that fits. */
function take(text: string, width: number): string {
  let used = 0;
  let end = 0;
  for (const { segment, index } of segmenter.segment(text)) {
    used += stringWidth(segment);
    if (used > width) break;
    end = index + segment.length;
  }
  return text.slice(0, end);
}

export function pad(text: string, width: number, right: boolean): string {
  const blanks = ' '.repeat(Math.max(0, width - cellWidth(text)));
  return right ? blanks + text : text + blanks;
}

/** The text in lines of at most that many cells, broken at blanks where it can be. At least one line. */
export function wrap(text: string, width: number): readonly string[] {
  const limit = Math.max(1, width);
  if (cellWidth(text) <= limit) return [text];
  const lines: string[] = [];
  let line = '';
  let used = 0;
  for (const word of text.split(/(?<= )(?=[^ ])/)) {
    const wide = cellWidth(word);
    if (used > 0 && used + cellWidth(word.trimEnd()) > limit) {
      lines.push(line.trimEnd());
      line = '';
      used = 0;
    }
    if (used + cellWidth(word.trimEnd()) <= limit && wide > limit - used) {
      // Only the blanks at the end are too much.
      lines.push(line + word.trimEnd());
      line = '';
      used = 0;
      continue;
    }
    if (wide <= limit - used) {
      line += word;
      used += wide;
      continue;
    }
    const pieces = hardPieces(line + word, limit);
    lines.push(...pieces.slice(0, -1));
    line = pieces.at(-1) ?? '';
    used = cellWidth(line);
  }
  if (line.trimEnd() !== '' || lines.length === 0) lines.push(line.trimEnd());
  return lines;
}

function hardPieces(text: string, width: number): readonly string[] {
  const pieces: string[] = [];
  let piece = '';
  let used = 0;
  for (const { segment } of segmenter.segment(text)) {
    const wide = stringWidth(segment);
    if (used + wide > width && piece !== '') {
      pieces.push(piece);
      piece = '';
      used = 0;
    }
    // A character wider than the whole line cannot be shown in it.
    const shown = wide > width ? '…' : segment;
    piece += shown;
    used += Math.min(wide, width);
  }
  return piece === '' ? pieces : [...pieces, piece];
}
