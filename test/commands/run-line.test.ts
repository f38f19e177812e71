import { describe, expect, it } from 'vitest';
import { CommandExit } from '../../source/commands/exit.ts';
import { readRunLine, scriptLine } from '../../source/commands/run-line.ts';

const read = (...words: string[]) => readRunLine(words, { output: 'table', atOnce: 8 });

describe('the words behind the names', () => {
  it.each([
    [['Get-Mailbox -ResultSize 5 | Select-Object Name'], 'Get-Mailbox -ResultSize 5 | Select-Object Name'],
    [['Get-Mailbox', '-ResultSize', '5'], 'Get-Mailbox -ResultSize 5'],
    [['Get-Mailbox', '-Identity', 'Adele Vance'], "Get-Mailbox -Identity 'Adele Vance'"],
    [['Get-Mailbox', "Seán O'Brien"], "Get-Mailbox 'Seán O''Brien'"],
    [['Get-Mailbox', 'Seán O’Brien'], "Get-Mailbox 'Seán O’’Brien'"],
    [['Get-Mailbox', 'O’Brien'], "Get-Mailbox 'O’’Brien'"],
    [['Get-Mailbox', '‘Adele', 'Vance’'], 'Get-Mailbox ‘Adele Vance’'],
    [['Get-Mailbox', '-Filter', "Name -eq 'x y'"], "Get-Mailbox -Filter 'Name -eq ''x y'''"],
    [['Get-Mailbox', '-Filter', '"Name -eq 1"'], 'Get-Mailbox -Filter "Name -eq 1"'],
    [['Set-Mailbox', 'ravi', '-CustomAttribute1', ''], "Set-Mailbox ravi -CustomAttribute1 ''"],
    [['Get-Mailbox', '|', 'Where-Object', '{ $_.Name }'], 'Get-Mailbox | Where-Object { $_.Name }'],
    [['Get-Mailbox ravi', '| select Name'], 'Get-Mailbox ravi | select Name'],
    [['--', 'Get-Mailbox', '--output'], 'Get-Mailbox --output'],
  ])('%j are the line %s', (words, line) => {
    expect(read(...words).line).toBe(line);
  });

  it('hold options of exterm wherever they stand, the last one counts', () => {
    expect(
      read(
        'Get-Mailbox',
        '--output',
        'json',
        'ravi',
        '--timeout=2.5',
        '--password-stdin',
        '--output=CSV',
        '--guard-formulas',
        '--compare',
        '--at-once=3',
      ),
    ).toEqual({
      line: 'Get-Mailbox ravi',
      words: ['Get-Mailbox', 'ravi'],
      options: { output: 'csv', timeout: 2.5, passwordStdin: true, guardFormulas: true, compare: true, atOnce: 3 },
      wantsHelp: false,
    });
  });

  it('are a script’s arguments as texts, whatever quotes they have', () => {
    expect(scriptLine('& a', ['-Name', "O'Brien’; Remove-Mailbox x; ‘"])).toBe(
      "& a -Name 'O''Brien’’; Remove-Mailbox x; ‘‘'",
    );
  });

  it('take a script in place of a line, and what stands behind it', () => {
    expect(read('--file', 'a.ps1', '--no-profile', '--', '-Name', 'ravi')).toMatchObject({
      words: ['-Name', 'ravi'],
      options: { file: 'a.ps1', profile: false },
    });
    expect(read('-', 'ravi')).toMatchObject({ line: '', words: ['ravi'], options: { file: '-' } });
  });

  it.each([
    [['Get-Mailbox', '--file'], '--file takes the path of a script.'],
    [['Get-Mailbox', '--output'], '--output takes table, list, json, csv, not "".'],
    [['Get-Mailbox', '--output', 'xml'], '--output takes table, list, json, csv, not "xml".'],
    [['Get-Mailbox', '--timeout', 'soon'], '--timeout takes a number of seconds'],
    [['Get-Mailbox', '--timeout', '0'], '--timeout takes a number of seconds'],
    [['Get-Mailbox', '--timeout', '86401'], '--timeout takes a number of seconds'],
    [['Get-Mailbox', '--timeout'], '--timeout takes a number of seconds'],
    [['Get-Mailbox', '--at-once', '0'], '--at-once takes a number of servers'],
    [['Get-Mailbox', '--ouput', 'json'], 'Did you mean "--output"?'],
    [['Get-Mailbox', '--json'], 'Did you mean "--output json"?'],
    [['Get-Mailbox', '--identity', 'ravi'], 'exterm run has no option "--identity".'],
    [[''], 'Say what to run'],
    [['  '], 'Say what to run'],
    [['--', ''], 'Say what to run'],
    [['--output', 'json'], 'Say what to run'],
  ])('%j are a usage error: %s', (words, said) => {
    const error = (() => {
      try {
        return read(...words);
      } catch (thrown) {
        return thrown;
      }
    })();
    expect(error).toBeInstanceOf(CommandExit);
    expect(error).toMatchObject({ code: 2, message: expect.stringContaining(said) });
  });
});
