import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { literalOf } from '../../source/domain/index.ts';
import {
  fillForEach,
  fillIn,
  fillProblem,
  isIncomplete,
  onlyShown,
  openVariables,
} from '../../source/language/index.ts';
import { evaluateText } from './evaluate.ts';

const values = (given: Readonly<Record<string, string>>) =>
  new Map(Object.entries(given).map(([name, value]) => [name.toLowerCase(), value]));

describe('the variables that a line leaves open', () => {
  it.each([
    ['Set-Mailbox $Identity -ProhibitSendQuota $Quota', ['Identity', 'Quota']],
    ['Set-Mailbox $identity -Office $Identity', ['identity']],
    ['$box = Get-Mailbox $Name; $box | Set-Mailbox -Office "$Office in $Town"', ['Name', 'Office', 'Town']],
    ['foreach ($one in $Names) { Get-Mailbox $one | ? { $_.Name -eq $true } }', ['Names']],
    ['function f($a) { $a }; $x++; $env:TEMP; $script:y; $null; @splat', []],
    ['Get-Mailbox C:\\$Name.csv "$(Get-User $Who)"', ['Name', 'Who']],
  ])('%s', (text, names) => expect(openVariables(text)).toEqual(names));
});

describe('values in the place of variables', () => {
  it.each([
    ['Set-Mailbox $Name -Office $Name', "Set-Mailbox 'O''Brien' -Office 'O''Brien'"],
    ['Get-Mailbox -Identity:$name', "Get-Mailbox -Identity:'O''Brien'"],
    ['Write-Output "Dear $Name,"', 'Write-Output "Dear O\'Brien,"'],
    ['Get-Mailbox -Filter "Name -like \'$Name*\'"', "Get-Mailbox -Filter \"Name -like 'O''Brien*'\""],
    ['Get-Mailbox -Filter {Name -eq $Name}', "Get-Mailbox -Filter {Name -eq 'O''Brien'}"],
    ['($Name)', "('O''Brien')"],
    ['$Name.Length', '$Name.Length'],
    ['Get-Item C:\\$Name.csv', 'Get-Item C:\\$Name.csv'],
    ['"$(f $Name)"', '"$(f $Name)"'],
    ["'$Name'", "'$Name'"],
  ])('%s becomes %s', (text, line) => {
    const filled = fillIn(text, values({ Name: "'O''Brien'" }));
    const isSet = line.includes('$Name') && !line.startsWith("'");
    expect(filled).toBe(isSet ? `$Name = 'O''Brien'\n${line}` : line);
  });

  it('are what they were, whatever stands in them', async () => {
    const nasty = fc.string({
      unit: fc.oneof(fc.constantFrom(...'\'"’‘‚‛“”„`$(){}@;|&#\n\r\t \\,.[]-*ax'), fc.string({ maxLength: 1 })),
      maxLength: 12,
    });
    const places = [
      '$V',
      '"<$V>"',
      '"<$($V)>"',
      '@"\n<$V>\n"@',
      '$V.Length',
      '@($V)[0]',
      '($V + $V)',
      '@{ a = $V }.a',
      '"$V$V"',
      '$a = $V; $a',
    ];
    await fc.assert(
      fc.asyncProperty(nasty, fc.constantFrom(...places), async (value, place) => {
        const filled = fillIn(place, values({ V: literalOf(value) }));
        expect(isIncomplete(filled)).toBe(false);
        const given = await evaluateText(filled);
        const wanted = await evaluateText(`$V = ${literalOf(value)}; ${place}`);
        expect(wanted.error).toBeUndefined();
        expect(given).toEqual(wanted);
      }),
      { numRuns: 2_000 },
    );
  });

  it('of rows run the text once for each', async () => {
    expect(fillForEach('Set-Mailbox $Identity', [new Map([['Identity', "'a'"]]), new Map([['Identity', "'b'"]])])).toBe(
      "foreach ($Identity in 'a', 'b') { Set-Mailbox $Identity }",
    );
    const five = ['1', '2', '3', '4', '5'].map((one) => new Map([['A', one]]));
    const many = fillForEach('$A * 2 # twice', five);
    expect(many).toBe('foreach ($A in 1,\n2,\n3,\n4,\n5) {\n$A * 2 # twice\n}');
    expect((await evaluateText(many)).output).toEqual([2, 4, 6, 8, 10]);
    const two = [
      new Map([
        ['A', "'1'"],
        ['B', '2'],
      ]),
      new Map([
        ['A', "'3'"],
        ['B', '$null'],
      ]),
    ];
    const text = fillForEach('$row = "$A-$B"\n$row', two);
    expect(text).toBe(
      "foreach ($row2 in @{ A = '1'; B = 2 }, @{ A = '3'; B = $null }) {\n$A = $row2.A; $B = $row2.B\n$row = \"$A-$B\"\n$row\n}",
    );
    expect((await evaluateText(text)).output).toEqual(['1-2', '3-']);
  });
});

describe('a line that is to be filled in', () => {
  it.each([
    ['', [], 'It needs a line.'],
    ['Get-Mailbox (', [], 'The line is not whole'],
    ['param($a) $a', ['a'], 'Leave out param'],
    ['$a = 1; $a', ['a'], 'The line sets $a itself'],
    ['Get-Mailbox $b', ['a'], 'The line has no $a'],
    ['Get-Mailbox @a', ['a'], 'The line has no $a'],
    ['Get-Mailbox $b', ['b-c'], 'cannot be a variable'],
  ])('%j with %j: %s', (text, parameters, problem) => expect(fillProblem(text, parameters)).toContain(problem));

  it('is told by nothing where it is in order', () =>
    expect(fillProblem('Get-Mailbox $Name | Set-Mailbox -Office $Office', ['name', 'Office'])).toBeUndefined());
});

describe('-WhatIf', () => {
  const takes = (name: string) => /^(?:set|remove)-mailbox$/i.test(name);

  it('goes to each command that takes it', () => {
    const { text, without } = onlyShown(
      'foreach ($i in 1) { set-mailbox $i -Office "a b" > log; Get-Mailbox $i | Remove-Mailbox }\nSet-Mailbox x -WhatIf',
      takes,
    );
    expect(text).toBe(
      'foreach ($i in 1) { set-mailbox $i -Office "a b" -WhatIf > log; Get-Mailbox $i | Remove-Mailbox -WhatIf }\nSet-Mailbox x -WhatIf',
    );
    expect(without).toEqual([]);
  });

  it('is missing where a command changes something and has none', () => {
    expect(onlyShown('Get-Mailbox | Set-Mailbox -Office x; New-Thing y', takes).without).toEqual(['New-Thing']);
    expect(onlyShown('"$(New-Thing y)"; & $x; tidy', takes).without).toEqual(['New-Thing', 'tidy', '$x']);
  });

  it('stands at a command that is named with its module', () => {
    expect(onlyShown('Exchange\\Set-Mailbox x', takes)).toEqual({
      text: 'Exchange\\Set-Mailbox x -WhatIf',
      without: [],
    });
  });
});
