import { isSpelling, joiner } from './joiners.ts';
import { Kind, kindOf } from './kinds.ts';
import { visible } from './neutralise.ts';
import { isOneCellEach } from './one-cell.ts';

/** Stands for what has no certain width. */
const standIn = '◇';

/** More marks over one character than any language writes would be drawn over the lines above it. */
const mostMarks = 4;

/**
 * Any text as a terminal may have it in columns: control characters visible, on one row, and of characters whose cells
 * all terminals count alike. An emoji or a flag, with all that it is made of, becomes one ◇; so does a mark without a
 * letter. Of more than four marks over one letter the rest is left out, and so are the joiners that some scripts write
 * between letters. A clean text is returned as it is.
 */
export function clean(text: string): string {
  if (isOneCellEach(text)) return text;
  const from = firstUnclean(text);
  return from < 0 ? text : text.slice(0, from) + cleaned(text, from);
}

/** Where the character begins that has to be changed, or to which something is joined that has to be; -1: nowhere. */
function firstUnclean(text: string): number {
  let character = 0;
  let marks = mostMarks;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit >= 0x20 && unit < 0x7f) {
      character = at;
      // What follows a blank begins anew: a row may be broken there.
      marks = unit === 0x20 ? mostMarks : 0;
      continue;
    }
    const code = unit < 0xd800 || unit > 0xdfff ? unit : text.codePointAt(at)!;
    const kind = kindOf(code);
    if (kind > Kind.two || (kind === Kind.mark && marks === mostMarks)) return character;
    if (kind === Kind.mark) marks++;
    else {
      character = at;
      marks = 0;
    }
    if (code > 0xffff) at++;
  }
  return -1;
}

function cleaned(text: string, from: number): string {
  let out = '';
  /** What was last written with a cell, with its marks: what follows may be joined to it. */
  let last = '';
  let lastCode = -1;
  let marks = mostMarks;
  const put = (shown: string, code: number) => {
    out += last;
    last = shown;
    lastCode = code;
    marks = 0;
  };
  for (let at = from; at < text.length; ) {
    const code = text.codePointAt(at)!;
    const kind = kindOf(code);
    const character = String.fromCodePoint(code);
    at += character.length;
    if (kind === Kind.mark) {
      if (lastCode < 0 || lastCode === 0x20) put(standIn, code);
      else if (marks < mostMarks) {
        last += character;
        marks++;
      }
    } else if (kind === Kind.one || kind === Kind.two) put(character, code);
    else if (kind === Kind.jamo) {
      const end = endOfJamo(text, at);
      const syllables = (marks === 0 && isSyllable(lastCode) ? last : '') + text.slice(at - character.length, end);
      if (marks === 0 && isSyllable(lastCode)) last = '';
      for (const one of composed(syllables)) put(one, one.codePointAt(0)!);
      at = end;
    } else if (isJoined(lastCode, code)) {
      // An emoji and its colour, the second letter of a flag, the letters of a region: one sign with what is before them.
      last = standIn;
      if (isRegion(code)) lastCode = standIn.charCodeAt(0);
    } else if (code === joiner && isPicture(lastCode) && isPicture(text.codePointAt(at) ?? -1)) {
      last = standIn;
      lastCode = text.codePointAt(at)!;
      at += String.fromCodePoint(lastCode).length;
    } else if (kind === Kind.uncertain) put(standIn, code);
    else if (code === tab) put(' ', 0x20);
    else if (kind === Kind.hidden && !isSpelling(code, lastCode)) put(visible(code), 0);
  }
  return out + last;
}

const tab = 0x09;
const picture = /^[\p{Extended_Pictographic}\p{RI}]/u;

const isPicture = (code: number) => code > 0xa8 && picture.test(String.fromCodePoint(code));
const isRegion = (code: number) => code >= 0x1f1e6 && code <= 0x1f1ff;
const isColour = (code: number) => code >= 0x1f3fb && code <= 0x1f3ff;
const isTag = (code: number) => code >= 0xe0020 && code <= 0xe007f;

function isJoined(last: number, code: number): boolean {
  if (isRegion(code)) return isRegion(last);
  return (isColour(code) || isTag(code)) && isPicture(last);
}

const isSyllable = (code: number) => code >= 0xac00 && code <= 0xd7a3;

function endOfJamo(text: string, from: number): number {
  let end = from;
  while (end < text.length && kindOf(text.charCodeAt(end)) === Kind.jamo) end++;
  return end;
}

/** Halves of syllables put together; those that make none stand as one sign. */
function composed(jamo: string): string {
  return jamo.normalize('NFC').replaceAll(/[^\uac00-\ud7a3]+/g, standIn);
}
