import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
// Ink does not export it; it is the oracle here.
import inkSanitizeAnsi from '../../../node_modules/ink/build/sanitize-ansi.js';
import { clean } from '../../../source/text/clean.ts';
import sanitizeAnsi from '../../../source/ui/terminal/ink-sanitize-ansi.ts';

const colours = fc.constantFrom(
  '\x1b[1m',
  '\x1b[22m',
  '\x1b[31m',
  '\x1b[39m',
  '\x1b[0m',
  '\x1b[38;5;208m',
  '\x1b[1;4;32m',
);
const painted = fc
  .array(
    fc.oneof(
      { weight: 4, arbitrary: fc.string({ unit: 'grapheme', maxLength: 6 }).map(clean) },
      { weight: 3, arbitrary: colours },
      { weight: 1, arbitrary: fc.constantFrom('e\u0301', '\u0301', '日本', '\n', '\t') },
    ),
  )
  .map((pieces) => pieces.join(''));

const hostile = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary', maxLength: 4 }),
      colours,
      fc.constantFrom(
        '\x1b]52;c;aGk=\x07',
        '\x1b[2J',
        '\x9b2J',
        '\x1b[?1049h',
        '\x1b\x1b[',
        '[',
        '31m',
        ';',
        '\x1bP',
        '\x9c',
      ),
    ),
  )
  .map((pieces) => pieces.join(''));

describe('a text on its way to Ink', () => {
  it('is what Ink makes of it, where it was clean and is coloured', () => {
    fc.assert(
      fc.property(painted, (text) => {
        expect(sanitizeAnsi(text)).toBe(inkSanitizeAnsi(text));
      }),
      { numRuns: 2000 },
    );
  });

  it('has nothing but colours that a terminal would obey, whatever it was', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const left = sanitizeAnsi(text).replaceAll(/\x1B\[[\d;]*m/g, '');
        expect(left).not.toMatch(/[\0-\x08\x0B-\x1F\x7F-\x9F]/);
      }),
      { numRuns: 2000 },
    );
  });
});
