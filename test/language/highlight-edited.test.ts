import fc from 'fast-check';
import { expect, it } from 'vitest';
import { EditedHighlight, highlight, isIncomplete } from '../../source/language/index.ts';
import { howMany } from '../support/seed.ts';

const line = fc.constantFrom(
  'Get-Mailbox -Identity "a $($x.Name)" | Where-Object { $_.Size -gt 5MB }',
  '$x = @{',
  '  a = 1',
  '}',
  'if ($x) {',
  'else { b }',
  '} else {',
  '| Sort-Object Name',
  '# comment',
  '<# open',
  '#>',
  "'text",
  '@"',
  '"@',
  'try { a }',
  'catch { b }',
  'do { a }',
  'while ($x)',
  'param($a)',
  'begin { a }',
  'process { b }',
  'using namespace System',
  'function f { g }',
  'Get-X `',
  'a; b; c',
  'x --% $y | z',
  '',
  '  ',
);
const piece = fc.oneof(line, fc.constantFrom('\n', '"', "'", '{', '}', '(', '|', 'x', ' ', '#', '`', ';', 'else', '$'));

const whole = fc.constantFrom(
  'Get-Mailbox -Identity "a $($x.Name)" | Where-Object { $_.Size -gt 5MB }',
  '$x = @{\n  a = 1\n}',
  'if ($x) { a }\nelse { b }',
  'try { a }\ncatch { b }',
  'do { a }\nwhile ($x)',
  'Get-X |\n  Sort-Object Name',
  'Get-X\n| Sort-Object Name',
  '# comment',
  '<# a\nb #>',
  '@"\ntext $y\n"@',
  'a; b; c',
  'x --% $y | z',
  'begin x',
  'Get-X `\n  -Y 3',
);

it.each([
  ['anything', line, howMany(100, 300)],
  ['statements in order', whole, howMany(200, 600)],
] as const)('what is read again around a change of %s is what reading all of it gives', (_what, lines, numRuns) => {
  fc.assert(
    fc.property(
      fc.array(lines, { minLength: 4, maxLength: 20 }),
      fc.array(fc.tuple(fc.nat(), fc.nat(), piece), { maxLength: 10 }),
      (given, edits) => {
        const edited = new EditedHighlight();
        let text = given.join('\n');
        expect(edited.read(text)).toEqual(highlight(text));
        for (const [at, removed, inserted] of edits) {
          const start = at % (text.length + 1);
          const next = text.slice(0, start) + inserted + text.slice(start + (removed % 6));
          expect(edited.read(next)).toEqual(highlight(next));
          // A change that breaks the text is taken back, so that most changes are of one in order.
          if (isIncomplete(next)) expect(edited.read(text)).toEqual(highlight(text));
          else text = next;
        }
      },
    ),
    { numRuns },
  );
});

it('what is far from a change is not read again', () => {
  const edited = new EditedHighlight();
  const lines = Array.from({ length: 50 }, (_, n) => `Get-X -A ${n} | b "${n}"`);
  const [first] = edited.read(lines.join('\n'));
  const spans = edited.read(lines.with(25, 'Get-Changed x').join('\n'));
  expect(spans[0]).toBe(first);
  expect(spans).toEqual(highlight(lines.with(25, 'Get-Changed x').join('\n')));
});
