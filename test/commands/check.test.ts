import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { Exterm } from './exterm.ts';

let folder: string;
beforeEach(() => {
  folder = temporaryFolder();
});

describe('exterm check', () => {
  it('says of a script that it is understood, without a server', async () => {
    const exterm = await Exterm.begin();
    const path = join(folder, 'good.ps1');
    writeFileSync(
      path,
      'param($Days)\nGet-Mailbox | Where-Object { $_.WhenCreated -gt (Get-Date).AddDays(-$Days) } | Export-Csv x.csv\n',
    );
    expect(await exterm.run(['check', path])).toEqual({ code: 0, stdout: `${path}: understood.\n`, stderr: '' });
  });

  it('names each part that is not, with its place and what to do', async () => {
    const exterm = await Exterm.begin();
    const text = "'fine'\nStart-Job { 1 }\nclass A { }\n";
    const { code, stdout } = await exterm.run(['check', '-', '--json'], text);
    expect(code).toBe(1);
    const problems = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(problems.map(({ file, line, column }) => [file, line, column])).toEqual([
      ['-', 2, 1],
      ['-', 3, 1],
    ]);
    expect(problems[0].construct).toContain('Start-Job');
    expect(problems.every(({ advice }) => advice !== '')).toBe(true);
  });

  it('names the modules that a script requires and that are not here', async () => {
    const exterm = await Exterm.begin();
    const { code, stdout } = await exterm.run(['check', '-'], "'a'\n#requires -Version 5.1 -Modules ActiveDirectory\n");
    expect(code).toBe(1);
    expect(stdout).toMatch(/^-:2:1: .*'ActiveDirectory'/);
  });

  it('says where a text is no PowerShell', async () => {
    const exterm = await Exterm.begin();
    const { code, stdout } = await exterm.run(['check', '-'], "'a'\nif (1) { 2 }}\n");
    expect(code).toBe(1);
    expect(stdout).toMatch(/^-:2:13: /);
  });

  it('answers many texts, a line each', async () => {
    const exterm = await Exterm.begin();
    const input = `${JSON.stringify({ id: 1, text: 'Get-Mailbox | select Name' })}\n${JSON.stringify({ id: 'b', text: 'Start-Job { }' })}\n`;
    const { code, stdout } = await exterm.run(['check', '-', '--lines'], input);
    expect(code).toBe(1);
    const [first, second] = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(first).toEqual({ id: 1, understood: true, problems: [] });
    expect(second).toMatchObject({ id: 'b', understood: false, problems: [{ line: 1, column: 1 }] });
  });

  it('says which file cannot be read, and which line is no question', async () => {
    const exterm = await Exterm.begin();
    const missing = await exterm.run(['check', join(folder, 'nosuch.ps1')]);
    expect([missing.code, missing.stderr]).toEqual([2, expect.stringContaining('there is no such file')]);
    expect((await exterm.run(['check', '-', '--lines'], 'nonsense\n')).code).toBe(2);
  });
});
