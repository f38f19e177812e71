import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { cellWidth, neutralise, truncate, wrap } from '../../source/format/index.ts';

const dangerous =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]|[\ud800-\udfff](?<![\ud800-\udbff][\udc00-\udfff])(?![\udc00-\udfff])/;

describe('text that a server sent', () => {
  it.each([
    ['\u001b[31mred\u001b[0m', '␛[31mred␛[0m'],
    ['a\u0007\u0000\r\n\tb\u007f', 'a␇␀␍␊␉b␡'],
    ['\u009b2J', '\\u{9b}2J'],
    ['user\u202egpj.exe', 'user\\u{202e}gpj.exe'],
    ['ad\u200bmin\ufeff', 'ad\\u{200b}min\\u{feff}'],
    ['\ud800x', '\\u{d800}x'],
    ['\u{e0041}', '\\u{e0041}'],
    ['plain text', 'plain text'],
    ['Müller 日本語 😀 e\u0301 ❤\ufe0f', 'Müller 日本語 😀 e\u0301 ❤\ufe0f'],
  ])('%j is shown, not obeyed', (text, shown) => {
    expect(neutralise(text)).toBe(shown);
  });

  it('holds nothing that a terminal obeys or hides, whatever it was', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)) }),
        (text) => {
          const shown = neutralise(text);
          expect(dangerous.test(shown)).toBe(false);
          expect(shown.isWellFormed()).toBe(true);
          expect(neutralise(shown)).toBe(shown);
        },
      ),
      { numRuns: 2_000 },
    );
  });
});

describe('cells', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 30 }).map(neutralise);

  it('are never more than asked for, after cutting and after wrapping', () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 20 }), (line, width) => {
        expect(stringWidth(truncate(line, width))).toBeLessThanOrEqual(width);
        for (const part of wrap(line, width)) expect(stringWidth(part)).toBeLessThanOrEqual(width);
        expect(cellWidth(line)).toBe(stringWidth(line));
      }),
      { numRuns: 2_000 },
    );
  });

  it('lose nothing but blanks in wrapping', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', 'b', ' ', 'ö'), maxLength: 40 }),
        fc.integer({ min: 1, max: 12 }),
        (line, width) => {
          expect(wrap(line, width).join('').replaceAll(' ', '')).toBe(line.replaceAll(' ', ''));
        },
      ),
    );
  });

  it.each([
    ['Adele Vance', 8, 'Adele V…'],
    ['日本語です', 5, '日本…'],
    ['日本語です', 4, '日…'],
    ['e\u0301e\u0301e\u0301', 2, 'e\u0301…'],
    ['abc', 3, 'abc'],
    ['abc', 0, ''],
  ])('%s in %d cells', (line, width, cut) => {
    expect(truncate(line, width)).toBe(cut);
  });
});
