import { neutralise } from './neutralise.ts';
import { type Grapheme, graphemes } from './width.ts';

/** Scripts without joining, direction or invisible characters: the common case, decided fast. */
const ordinary =
  /^[\x20-\x7e\u00a1-\u00ac\u00ae-\u02ff\u0370-\u0481\u048a-\u052f\u2010-\u2027\u2500-\u25ff\u3041-\u3096\u30a0-\u30ff\u4e00-\u9fff\uac00-\ud7a3]*$/;

/** Flags, joined emoji and emoji by variation selector: terminals disagree about their cells, and a row would shift. */
const unsure =
  /\p{RI}{2}|[\p{Extended_Pictographic}#*0-9]\p{EMod}?\ufe0f?\u20e3?(?:\u200d\p{Extended_Pictographic}\p{EMod}?\ufe0f?)+|\p{Extended_Pictographic}\p{EMod}|[\p{Extended_Pictographic}#*0-9]\ufe0f\u20e3?/gu;

/** A mark without its letter has no cell, some compositions claim three or more: no terminal agrees with that. */
function isCountable({ width }: Grapheme): boolean {
  return width === 1 || width === 2;
}

/** Any text as a terminal may have it: control characters visible, on one row, every cell countable. */
export function clean(text: string): string {
  if (ordinary.test(text)) return text;
  const visible = neutralise(text.replaceAll('\t', ' ').replaceAll(unsure, '◇'));
  const parts = graphemes(visible);
  return parts.every(isCountable) ? visible : parts.map((part) => (isCountable(part) ? part.text : '◇')).join('');
}
