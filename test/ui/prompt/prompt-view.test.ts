import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { highlightSpans } from '../../../source/ui/prompt/highlight.ts';
import { type EditedText, layOutEdited } from '../../../source/ui/prompt/prompt-view.ts';
import { lineWidth, span } from '../../../source/ui/widgets/line.ts';

const edited = (text: string, cursor: number, commands?: ReadonlySet<string>): EditedText => ({
  text,
  cursor,
  label: [span('ex01> ')],
  labelWidth: 6,
  styles: highlightSpans(text, commands, cursor),
});

/** What is shown, each character with its style. */
const shownOf = (text: string, commands?: readonly string[], cursor = 0) =>
  layOutEdited(edited(text, cursor, commands && new Set(commands)), 200, 5)
    .rows[0]!.slice(1)
    .map(({ text: part, style }) => `${style ?? 'plain'}:${part}`);

describe('an edited text', () => {
  it('of which a part is seen is laid out as if all of it had been', () => {
    const line = fc.string({ unit: fc.constantFrom('a', ' ', '$x', "'", '日', '\n'), maxLength: 30 });
    fc.assert(
      fc.property(fc.array(line, { maxLength: 12 }), fc.nat(), fc.integer({ min: 1, max: 6 }), (lines, at, height) => {
        const text = lines.join('\n');
        const cursor = text.length === 0 ? 0 : at % (text.length + 1);
        const whole = layOutEdited(edited(text, cursor), 20, 10_000);
        const start = Math.max(0, Math.min(whole.rows.length - height, whole.cursor.y - Math.floor(height / 2)));
        const shown = layOutEdited(edited(text, cursor), 20, height);
        expect(shown.rows).toEqual(whole.rows.slice(start, start + height));
        expect(shown.cursor).toEqual({ x: whole.cursor.x, y: whole.cursor.y - start });
      }),
      { numRuns: 500 },
    );
  });

  it('has the same cells whatever its styles are', () => {
    const text = 'Get-Nope -A "x $y" | % { 12 } # c';
    const plain = layOutEdited({ ...edited(text, 3), styles: () => [] }, 30, 5);
    const styled = layOutEdited(edited(text, 3, new Set(['get-mailbox'])), 30, 5);
    expect(styled.rows.map(lineWidth)).toEqual(plain.rows.map(lineWidth));
    expect(styled.cursor).toEqual(plain.cursor);
  });

  it('does not look at lines that are not seen', () => {
    const text = Array.from({ length: 5_000 }, (_, n) => `line ${n}`).join('\n');
    const rows = layOutEdited({ ...edited('', 0), text, cursor: text.indexOf('line 2500') }, 40, 3).rows;
    expect(rows.map((row) => row.at(-1)!.text)).toEqual(['line 2499', 'line 2500', 'line 2501']);
  });
});

describe('the colours of a line', () => {
  it('are those of the language’s own parser', () => {
    expect(shownOf('if ($x) { Get-Mailbox -Id "a $b" 5 } # c')).toEqual([
      'operator:if',
      'plain: (',
      'variable:$x',
      'plain:) { ',
      'command:Get-Mailbox',
      'plain: ',
      'parameter:-Id',
      'plain: ',
      'text:"a ',
      'variable:$b',
      'text:"',
      'plain: ',
      'number:5',
      'plain: } ',
      'quiet:# c',
    ]);
  });

  it.each([
    ['Get-Mailbo x', 0, ['unknown:Get-Mailbo']],
    ['GET-MAILBOX x', 0, []],
    ['Get-Mailbo', 10, []],
    ['Get-Mailbo; y', 10, ['unknown:y']],
    ['function f { g }; f; h', 0, ['unknown:g', 'unknown:h']],
    ['. .\\a.ps1; C:\\b.exe; ./c; Mod\\Get-X; watch 5 x; ? x', 0, []],
    ['"$(Get-Nope)" | where x', 0, ['unknown:Get-Nope', 'unknown:where']],
  ])('say that nobody knows a command: %s', (text, cursor, unknown) => {
    const shown = shownOf(text, ['get-mailbox', '?'], cursor);
    expect(shown.filter((one) => one.startsWith('unknown'))).toEqual(unknown);
  });

  it('say nothing where nobody can tell', () => {
    expect(shownOf('Get-Nope').join('')).not.toContain('unknown');
  });
});
