import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isIncomplete } from '../../source/language/index.ts';
import { Judge } from '../peers/powershell/judge.ts';
import { describeWithPowerShell as describeWithHost } from '../peers/powershell/suite.ts';

const whole = [
  '',
  'Get-Mailbox',
  'Get-Mailbox | Select-Object Name',
  "'a string'",
  "'it''s'",
  '"a $(1 + 1) b"',
  '"say `"yes`""',
  '"say ""yes"""',
  "@'\nany 'thing' {\n'@",
  '@"\n$(Get-Date) "x"\n"@',
  '@{ a = 1; b = @(1, 2) }',
  "# a comment with an open ( and a quote '",
  '<# a comment #> 1',
  'if ($x) { 1 } else { 2 }',
  'foreach ($x in 1..3) { $x }',
  'function Get-It { param($x) $x }',
  'try { 1 } catch { 2 }',
  'a#b',
  '\x24{a variable} + 1',
  '1 + 1',
  "'a' -eq 'b'",
  'Get-Mailbox -Filter { Name -like "A*" }',
  '$x.Name',
  '$x[0]',
  '[int] 5',
  'Get-Mailbox `\n -ResultSize 1',
  '1 |\n Select-Object',
  '& { 1 }',
  ')',
  '}',
  '\u201ca\u201d',
  '$a = "x)"; (1)',
  "switch ($x) { 1 { 'one' } }",
  'do { 1 } while ($true)',
  '%',
  '?',
];

const open = [
  "'a string",
  '"a string',
  '"a $(1 + ',
  '"a $("b" b"',
  "@'\nany",
  '@"\nany\n"',
  '<# a comment',
  'Get-Mailbox |',
  'Get-Mailbox | ',
  'Get-Mailbox `',
  '1 +',
  '1, ',
  '$x =',
  '$x +=',
  "'a' -eq",
  '$x -and',
  '@{ a = 1',
  '@(1, 2',
  '(1 + 1',
  'function Get-It {',
  'if ($x)',
  'if (',
  'foreach ($x in 1..3)',
  'while ($true)',
  'switch ($x)',
  'if ($x) { 1 } else',
  'try',
  '\x24{a variable',
  'Get-Mailbox -Filter {',
  '& {',
  '\u201ca',
];

describe('whether a text is a whole statement', () => {
  it.each(whole)('%j is', (text) => expect(isIncomplete(text)).toBe(false));
  it.each(open)('%j is not', (text) => expect(isIncomplete(text)).toBe(true));

  it('is told at once of a long text, and of strings in strings without end', () => {
    expect(isIncomplete(`"${'x'.repeat(1_000_000)}`)).toBe(true);
    expect(() => isIncomplete('"$('.repeat(10_000))).not.toThrow();
    expect(() => isIncomplete('('.repeat(100_000))).not.toThrow();
  });
});

describeWithHost('PowerShell’s own parser', (executable) => {
  let judge: Judge;
  beforeAll(() => {
    judge = new Judge(executable);
  });
  afterAll(() => judge.close());

  it('agrees', async () => {
    const disagreements: string[] = [];
    for (const text of [...whole, ...open]) {
      const { errors } = await judge.parse(text);
      const isWhole = !errors.some(({ incomplete }) => incomplete);
      if (isWhole === isIncomplete(text))
        disagreements.push(`${JSON.stringify(text)} is ${isWhole ? 'whole' : 'open'}`);
    }
    expect(disagreements).toEqual([]);
  });
});
