import { describe, expect, it } from 'vitest';
import { Environment } from '../../source/language/index.ts';
import { semantics } from '../../source/language/types/index.ts';
import { PsDateTime, PsNumber, PsObject, PsText, PsTimeSpan, psEnum, psObject } from '../../source/objects/index.ts';
import { runIn } from './run/lab.ts';

async function worth(text: string, values: Readonly<Record<string, string>> = {}): Promise<string> {
  const environment = new Environment();
  for (const [name, value] of Object.entries(values)) environment.set(name, value);
  environment.set('date', new PsDateTime('2024-01-02T10:00:00Z'));
  environment.set('span', new PsTimeSpan('PT1M'));
  environment.set('version', new PsText('Version', '1.10'));
  environment.set('guid', new PsText('Guid', '0e984725-c51c-4bf4-9960-e1c80e27aba0'));
  environment.set('enum', psEnum('X.Kind', 'UserMailbox', 1));
  environment.set('wrapped', new PsObject({ base: 5, typeNames: ['System.Int32'] }));
  environment.set('object', psObject({ Name: 'Adele' }, ['X'], 'contoso.com/Adele'));
  const { values: output, errors } = await runIn(environment.interpreter, text);
  if (errors.length > 0) throw new Error(errors.join('\n'));
  return output.map(semantics.toText).join(' ');
}

// Every line but the last two groups was answered alike by PowerShell 7's own engine.
describe('comparisons', () => {
  it.each([
    // The left side says what both are.
    ["10 -gt '9'", 'True'],
    ["'10' -gt '9'", 'False'],
    ["'10' -gt 9", 'False'],
    ["10 -lt '10.4'", 'True'],
    ["9 -eq '9.0'", 'True'],
    ["'9.0' -eq 9", 'False'],
    ["1 -eq '0x1'", 'True'],
    ["1024 -eq '1kb'", 'True'],
    ["1 -eq 'a'", 'False'],
    ["0 -eq ''", 'True'],
    ['1.50d -eq 1.5', 'True'],
    ['9223372036854775807 -gt 9223372036854775806', 'True'],
    // Truth values and null.
    ["$true -eq 'False'", 'True'],
    ["$false -eq ''", 'True'],
    ['1 -eq $true', 'True'],
    ['5 -eq $true', 'False'],
    ['$true -eq 5', 'True'],
    ["$null -eq ''", 'False'],
    ['0 -eq $null', 'False'],
    ['$null -lt 0', 'True'],
    ['$null -lt -1', 'False'],
    ["'' -gt $null", 'True'],
    ['0 -gt $null', 'True'],
    ['-1 -gt $null', 'False'],
    // Text: culture, case.
    ["'a' -eq 'A'", 'True'],
    ["'a' -ceq 'A'", 'False'],
    ["'a' -clt 'B'", 'True'],
    ['"é" -eq "e`u{301}"', 'True'],
    ["'ß' -eq 'ss'", 'False'],
    ["'co-op' -lt 'coop'", 'True'],
    // Wildcards and regular expressions.
    ["'Adele' -like 'a*e'", 'True'],
    ["'Adele' -clike 'a*'", 'False'],
    ["10 -like '1?'", 'True'],
    ["'a*' -like 'a`*'", 'True'],
    ["'ab' -like 'a`*'", 'False'],
    ["'b' -like '[a-c]'", 'True'],
    ["'a' -like '[!b]'", 'False'],
    ["']' -like '[]]'", 'True'],
    ["'abc' -match 'B'", 'True'],
    ["'abc' -cmatch 'B'", 'False'],
    ["'a1' -match '^[a-z]\\d$'", 'True'],
    ['"b`n" -match \'b$\'', 'True'],
    ["'٣' -match '^\\d$'", 'True'],
    ["'a}b' -match '}'", 'True'],
    // Lists.
    ['1,2,3 -gt 1', '2 3'],
    ["'a','b' -like 'A*'", 'a'],
    ["'b' -in 'A','B'", 'True'],
    ["1 -in '1','2'", 'True'],
    ["1,2 -contains '2'", 'True'],
    ['1,2 -contains 1,2', 'False'],
    ["'a' -notin @()", 'True'],
    // Logic.
    ["1 -and 'a'", 'True'],
    ["0 -or ''", 'False'],
    ['1 -xor 1', 'False'],
    ['-not 1,2', 'False 2'],
    ['3 -gt 2 -gt 1', 'False'],
    ['1 -eq 1 -and 2 -eq 2', 'True'],
    ['!@(0)', 'True'],
    ['!@(0,0)', 'False'],
    // Members and positions.
    ['(1,2,3)[-1]', '3'],
    ["'abc'[1]", 'b'],
    ["@{a=5}['A']", '5'],
    ['@{a=5}.A', '5'],
    ["'abc'.Length", '3'],
    ['(1,2,3).Count', '3'],
    ['(5).Count', '1'],
    ["'x' -eq (1,2,3)[7]", 'False'],
    // Dates, spans, versions, identifiers.
    ["$date -gt '2024-01-01'", 'True'],
    ["$date -eq '01/02/2024 10:00 AM'", 'True'],
    ["'01/03' -gt $date", 'True'],
    ["$date -like '01/02*'", 'True'],
    ["$span -lt '00:02:00'", 'True'],
    ["$version -gt '1.9'", 'True'],
    ["'1.10' -gt '1.9'", 'False'],
    ["$guid -eq '{0E984725-C51C-4BF4-9960-E1C80E27ABA0}'", 'True'],
    // An enum keeps its name here, which PowerShell loses over the wire.
    ["$enum -eq 'usermailbox'", 'True'],
    ['$enum -eq 1', 'True'],
    ["$enum -like 'User*'", 'True'],
    ["'UserMailbox' -eq $enum", 'True'],
    // Wrapped values and objects with a text.
    ['$wrapped -gt 4', 'True'],
    ["$object -eq 'contoso.com/adele'", 'True'],
    ["$object.name -eq 'adele'", 'True'],
    ['"$object"', 'contoso.com/Adele'],
  ])('%s is %s', async (text, expected) => {
    expect(await worth(text)).toBe(expected);
  });

  it.each([
    ["1 -lt 'a'", "The input string 'a' was not in a correct format."],
    ["$date -gt 'x'", "The string 'x' was not recognized as a valid DateTime."],
    ["'a' -like '[a'", 'The specified wildcard character pattern is not valid: [a'],
    ["'a' -match '['", "Invalid pattern '[' at offset 1. Unterminated [] set."],
    ["'a' -match '(?(a)a)'", 'The regular expression (?(a)a) uses (?(, which is not understood here.'],
    ['$cert:x', '$cert:x names a drive of PowerShell that there is none of here.'],
    ['@{a=1;A=2}', "Item has already been added. Key in dictionary: 'A'"],
  ])('%s says why it has no value', async (text, message) => {
    await expect(worth(text)).rejects.toThrow(message);
  });

  it.each([
    [1e20, '1E+20'],
    [0.0001, '0.0001'],
    [0.00001, '1E-05'],
    [1 / 3, '0.333333333333333'],
    [1e15, '1E+15'],
    [123456789012345, '123456789012345'],
    [-0, '-0'],
    [Number.NaN, 'NaN'],
  ])('the double %d becomes part of a string as .NET writes it', async (value, expected) => {
    const environment = new Environment();
    environment.set('x', new PsNumber('Double', value));
    expect((await runIn(environment.interpreter, '"$x"')).output).toEqual([expected]);
  });
});

describe('a pattern', () => {
  const problem = async (text: string, values: Readonly<Record<string, string>> = {}) => {
    try {
      return await worth(text, values);
    } catch (error) {
      return (error as Error).message;
    }
  };

  it.each(['^(a+)+$', '(a|aa)+$', '(\\w+\\s?)+$', '^(?:a|a)+$'])(
    'that goes back for ever is given up with a word: %s',
    async (pattern) => {
      const text = `${'a'.repeat(60)}!`;
      expect(await problem(`$text -match '${pattern}'`, { text })).toBe(
        `The pattern ${pattern} takes too long on this text.`,
      );
    },
  );

  it('is given up in a list, and where a wildcard has too much to do', async () => {
    expect(await problem("'a', $text -match '^(a+)+$'", { text: `${'a'.repeat(38)}!` })).toContain('takes too long');
    const wildcard = `*${'a'.repeat(200_000)}b`;
    expect(await problem('$text -like $wildcard', { text: 'a'.repeat(400_000), wildcard })).toContain('takes too long');
  });

  it('that needs repetitions is as good as ever behind the guard', async () => {
    expect(await worth("'Adele Vance', 'Ravi' -match '^(\\w+\\s?)+$'")).toBe('Adele Vance Ravi');
    expect(await worth("'CN=Adele,OU=Users,DC=contoso' -cmatch '(?:[A-Z]{2}=[^,]+,?){3}'")).toBe('True');
  });

  it.each([
    ['1}'.repeat(32_000), 'is too long: it may have 16384 characters.'],
    ['\\w'.repeat(2000), 'is too long: it may have some dozens of \\w, \\d, \\s and \\b.'],
    ['('.repeat(60_000), 'is too long: it may have 16384 characters.'],
  ])('that is too long says so: %.20s', async (pattern, message) => {
    const said = await problem('$text -match $pattern', { text: 'a', pattern });
    expect(said).toContain(message);
    expect(said.length).toBeLessThan(200);
  });

  it('may have braces that count nothing', async () => {
    expect(await worth("'a{2}' -match 'a\\{2}$'")).toBe('True');
    expect(await worth("'{x}' -match '^{x}$'")).toBe('True');
    expect(await problem('$text -match $pattern', { text: '1}'.repeat(8000), pattern: '1}'.repeat(8000) })).toBe(
      'True',
    );
  });
});
