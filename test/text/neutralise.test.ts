import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { neutralise } from '../../source/text/neutralise.ts';

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
    ['می\u200cخواهم, क\u094d\u200dष', 'می\u200cخواهم, क\u094d\u200dष'],
    ['ad\u200cmin\u200d', 'ad\\u{200c}min\\u{200d}'],
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
          // Joiners behind letters that are joined are spelling.
          expect(dangerous.test(shown.replaceAll(/(?<=[\u0600-\uffff])[\u200c\u200d]/g, ''))).toBe(false);
          expect(shown.isWellFormed()).toBe(true);
          expect(neutralise(shown)).toBe(shown);
        },
      ),
      { numRuns: 2_000 },
    );
  });
});
