import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { clean } from '../../../source/text/clean.ts';
import { truncate, truncateMiddle, widthOf, wrap } from '../../../source/text/width.ts';
import { frame } from '../../../source/ui/widgets/frame.ts';
import { fitLine, line, lineWidth, paintLine, span, spread } from '../../../source/ui/widgets/line.ts';
import { colourTheme, type Style } from '../../../source/ui/widgets/theme.ts';

const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom('\x1b[2J', '\x1b]0;pwned\x07', '\u202e', 'a\nb\tc', '日本語', '👩‍💻', '🇩🇪', '\x9b31m'),
);
const styles: Style[] = ['plain', 'bad', 'strong', 'selected'];
const anyLine = fc.array(fc.tuple(anyText, fc.constantFrom(...styles)).map(([text, style]) => span(text, style)));

describe('a row of the screen', () => {
  it('has exactly its cells, whatever the texts', () => {
    fc.assert(
      fc.property(anyLine, fc.nat(60), (parts, cells) => {
        expect(stringWidth(paintLine(parts, cells, colourTheme))).toBe(cells);
        expect(lineWidth(fitLine(parts, cells))).toBe(cells);
      }),
      { numRuns: 500 },
    );
  });

  it('has no control character but its own colours', () => {
    fc.assert(
      fc.property(anyLine, (parts) => {
        const painted = paintLine(parts, 80, colourTheme).replaceAll(/\x1b\[[\d;]+m/g, '');
        expect(painted).not.toMatch(/[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/);
      }),
      { numRuns: 500 },
    );
    expect(paintLine([span('\x1b[31mred')], 12, colourTheme)).toBe('␛[31mred    ');
  });

  it('shows with an ellipsis that something is missing', () => {
    expect(paintLine(fitLine(line('Get-MailboxStatistics'), 10), 10, colourTheme)).toBe('Get-Mailb…');
    expect(truncate('日本語', 5)).toBe('日本…');
    expect(truncateMiddle('8F5E6C2A-0001-4A6B', 9)).toBe('8F5E…4A6B');
  });

  it('keeps the right part where both do not fit', () => {
    const row = spread(line('a long left part'), line('right'), 12);
    expect(paintLine(row, 12, colourTheme)).toBe('a long…right');
  });
});

describe('wrapping', () => {
  it('loses nothing and keeps to the cells', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }).map((text) => clean(text)),
        fc.integer({ min: 2, max: 20 }),
        (text, cells) => {
          const rows = wrap(text, cells, 'cells');
          expect(rows.join('')).toBe(text);
          for (const row of rows) expect(widthOf(row)).toBeLessThanOrEqual(cells);
        },
      ),
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
  });

  it('keeps the blanks before prose, which may be marks below a place', () => {
    expect(wrap('    ~~~', 12, 'words')).toEqual(['    ~~~']);
    expect(wrap('  → look elsewhere', 12, 'words')).toEqual(['  → look', 'elsewhere']);
    // As a line of text above it is broken that has no blank to break at.
    expect(wrap('      ~~~', 4, 'words')).toEqual(['    ', '  ~~', '~']);
    expect(wrap('', 4, 'words')).toEqual(['']);
  });
});

describe('a frame', () => {
  it('is closed on all sides at any width', () => {
    for (let width = 12; width < 50; width += 1) {
      const rows = frame({
        title: line('Connections'),
        note: line('14:32'),
        rows: [line('x'.repeat(60)), 'rule'],
        width,
        edge: 'plain',
      });
      for (const row of rows) expect(lineWidth(row)).toBe(width);
    }
  });
});
