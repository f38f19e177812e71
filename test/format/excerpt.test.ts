import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withExcerpts } from '../../source/format/index.ts';
import { widthOf } from '../../source/text/width.ts';

describe('marks below a line', () => {
  it('that fits are left alone', () => {
    const lines = ['What is wrong.', 'Get-Mailbox -Sise 3', '            ~~~~~'];
    expect(withExcerpts(lines, 20)).toEqual(lines);
  });

  it('that is too long are shown with the part of it that they mark', () => {
    const line = "Get-Mailbox -ResultSize 30 -Filter 'Name -eq 1' -Sise 3 -Server ex01.contoso.com";
    const marks = `${' '.repeat(line.indexOf('-Sise'))}~~~~~`;
    expect(withExcerpts(['What is wrong, in a line that is long.', line, marks], 30)).toEqual([
      'What is wrong, in a line that is long.',
      "…Name -eq 1' -Sise 3 -Server …",
      '             ~~~~~',
    ]);
    expect(withExcerpts([line, '~~~'], 20)).toEqual(['Get-Mailbox -Result…', '~~~']);
    expect(withExcerpts([line, `${' '.repeat(line.length - 2)}~~`], 20)).toEqual([
      '…er ex01.contoso.com',
      '                  ~~',
    ]);
  });

  it('stand below the same characters as before, whatever their cells', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'ü', '語', '😀', ' '), maxLength: 60 });
    fc.assert(
      fc.property(text, text, fc.integer({ min: 8, max: 60 }), (before, after, width) => {
        const marks = `${' '.repeat(widthOf(before))}~`;
        const [line = '', below = ''] = withExcerpts([`${before}#${after}`, marks], width);
        expect(widthOf(line)).toBeLessThanOrEqual(width);
        expect(widthOf(line.slice(0, line.indexOf('#')))).toBe(below.indexOf('~'));
      }),
      { numRuns: 500 },
    );
  });
});
