import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { clean } from '../../source/text/clean.ts';
import { widthOf, wrap } from '../../source/text/width.ts';

const anyText = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 30 }),
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.string({ unit: fc.constantFrom('a', 'b', ' ', '  ', 'ö', '日', '\u0301', '👩‍💻', '🇩🇪'), maxLength: 40 }),
);

describe('wrapping', () => {
  it('keeps to the cells, whatever the text', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 1, max: 20 }), fc.constantFrom('cells', 'words'), (text, cells, at) => {
        for (const row of wrap(text, cells, at)) {
          expect(clean(row)).toBe(row);
          expect(widthOf(row)).toBeLessThanOrEqual(cells);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('loses nothing, and at words nothing but blanks', () => {
    const line = anyText.map((text) => clean(text));
    fc.assert(
      fc.property(line, fc.integer({ min: 2, max: 20 }), (text, cells) => {
        expect(wrap(text, cells, 'cells').join('')).toBe(text);
        expect(wrap(text, cells, 'words').join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
      }),
      { numRuns: 2_000 },
    );
  });

  it('breaks prose at blanks and cuts what is longer than a row', () => {
    expect(wrap('the value for the ResultSize parameter', 12, 'words')).toEqual([
      'the value',
      'for the',
      'ResultSize',
      'parameter',
    ]);
    expect(wrap('abcdefghij kl', 4, 'words')).toEqual(['abcd', 'efgh', 'ij', 'kl']);
    expect(wrap('one\ntwo', 12, 'words')).toEqual(['one', 'two']);
    expect(wrap('日本', 1, 'cells')).toEqual(['…', '…']);
  });

  it('looks at no more of a text than fills the rows that can be shown', () => {
    const cleaned = vi.spyOn(String.prototype, 'codePointAt');
    try {
      for (const unit of ['ж ', 'x', 'word ', '\u0301', '👩‍💻', '\n']) {
        const rows = wrap(unit.repeat(2_000_000), 20, 'words', 3);
        expect(rows.length).toBeLessThanOrEqual(3);
        expect(rows.join('').length).toBeGreaterThanOrEqual(unit === '\n' ? 0 : 1);
      }
      expect(cleaned.mock.calls.length).toBeLessThan(100_000);
    } finally {
      cleaned.mockRestore();
    }
  });

  it('keeps the blanks before prose, which may be marks below a place', () => {
    expect(wrap('    ~~~', 12, 'words')).toEqual(['    ~~~']);
    expect(wrap('  → look elsewhere', 12, 'words')).toEqual(['  → look', 'elsewhere']);
    // As a line of text above it is broken that has no blank to break at.
    expect(wrap('      ~~~', 4, 'words')).toEqual(['    ', '  ~~', '~']);
    expect(wrap('', 4, 'words')).toEqual(['']);
  });
});
