import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { truncate, widthOf } from '../../../source/text/width.ts';
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
        expect(widthOf(paintLine(parts, cells, colourTheme).replaceAll(/\x1b\[[\d;]+m/g, ''))).toBe(cells);
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
    expect(paintLine(fitLine(line('🇩🇪 ', 'ex01', ' and more'), 9), 9, colourTheme)).toBe('◇ ex01 a…');
  });

  it('keeps the right part where both do not fit', () => {
    const row = spread(line('a long left part'), line('right'), 12);
    expect(paintLine(row, 12, colourTheme)).toBe('a long…right');
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
