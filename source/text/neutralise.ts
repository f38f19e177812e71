import { isSpelling } from './joiners.ts';

/**
 * Beyond C0, C1 and DEL, what a terminal would obey or not show, first and last of each range: soft hyphen, grapheme
 * joiner, bidirectional and zero-width controls, Hangul fillers, Mongolian selectors, line and paragraph separators,
 * variation selectors that pick glyphs nobody sees differ, byte order mark, interlinear marks, shorthand and musical
 * controls, tag characters. U+FE0F stays: it only makes an emoji of a symbol.
 */
const hiddenRanges: readonly (readonly [number, number])[] = [
  [0xad, 0xad],
  [0x34f, 0x34f],
  [0x61c, 0x61c],
  [0x115f, 0x1160],
  [0x17b4, 0x17b5],
  [0x180b, 0x180f],
  [0x200b, 0x200f],
  [0x2028, 0x202e],
  [0x2060, 0x206f],
  [0x3164, 0x3164],
  [0xfe00, 0xfe0e],
  [0xfeff, 0xfeff],
  [0xffa0, 0xffa0],
  [0xfff0, 0xfffb],
  [0xfffe, 0xffff],
  [0x1bca0, 0x1bca3],
  [0x1d173, 0x1d17a],
  [0xe0000, 0xe0fff],
];

/** Whether a terminal would obey the character or hide it, rather than show it. Halves of surrogate pairs too. */
export function isHidden(code: number): boolean {
  if (code < 0x20 || (code >= 0x7f && code <= 0x9f)) return true;
  if (code < 0xad) return false;
  if (code >= 0xd800 && code <= 0xdfff) return true;
  return hiddenRanges.some(([first, last]) => code >= first && code <= last);
}

/** Printable ASCII only, which nearly everything is: each character is a cell, and none does anything. */
export function isPlain(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 0x20 || code > 0x7e) return false;
  }
  return true;
}

/**
 * Text that may go to a terminal. Control characters become their pictures (ESC is ␛, a line feed ␊), everything else
 * that a terminal would obey or hide becomes `\u{…}` with its number; so does the joiner inside an emoji, because what
 * it joins has no certain width. Joiners that some scripts write between letters stay. A clean text is returned as it is.
 */
export function neutralise(text: string): string {
  if (isPlain(text)) return text;
  let out = '';
  let clean = true;
  let before = -1;
  for (const character of text) {
    const code = character.codePointAt(0) as number;
    if (isHidden(code) && !isSpelling(code, before)) {
      clean = false;
      out += visible(code);
    } else out += character;
    before = code;
  }
  return clean ? text : out;
}

/** A character that a terminal would obey or hide, as a picture or by its number. */
export function visible(code: number): string {
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  return code === 0x7f ? '\u2421' : `\\u{${code.toString(16)}}`;
}
