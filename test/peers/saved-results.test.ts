import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ExportFormat, extensions } from '../../source/app/results/export.ts';
import { OpenGrid } from '../../source/app/results/open-grid.ts';
import { Results } from '../../source/app/results/results.ts';
import { save } from '../../source/app/results/save.ts';
import { turnBudget } from '../../source/async/budget.ts';
import { literalOf } from '../../source/domain/index.ts';
import { PsDateTime, PsObject, type PsValue, psList, psObject } from '../../source/objects/index.ts';
import { removeFolder } from '../support/remove-folder.ts';
import { describeWithWholePowerShell, type WholePowerShell } from './powershell/evaluator.ts';

const size = (text: string) => new PsObject({ typeNames: ['Deserialized.ByteQuantifiedSize'], text });
const rows = [
  psObject({
    Name: 'Müller, "Jo"',
    Size: size('1.5 GB (1,610,612,736 bytes)'),
    When: new PsDateTime('2026-01-31T10:00:00+02:00'),
    Items: 9007199254740993n,
    Mails: psList(['smtp:a@x', 'SMTP:b@x']),
    Note: 'two\r\nlines',
    None: null,
  }),
  psObject({ Name: '=1+1', Size: 'Unlimited', When: null, Items: 7, Mails: psList([]), Note: '\u001b[2J', None: null }),
];

describeWithWholePowerShell('a file that a grid has saved', (start) => {
  let whole: WholePowerShell;
  let folder: string;
  beforeAll(() => {
    whole = start();
    folder = mkdtempSync(join(tmpdir(), 'exterm-saved-'));
  });
  afterAll(async () => {
    await whole.close();
    removeFolder(folder);
  });

  /** What PowerShell makes of the file: `read` has its path in `$file`. */
  async function read(format: ExportFormat, line: string, isWhole = false): Promise<unknown> {
    const results = new Results({ budget: turnBudget });
    const result = results.begin({ connection: 'ex01', line: 'Get-Mailbox', at: 0 });
    for (const row of rows) results.add(result, row as PsValue);
    const failed = (error: unknown) => {
      throw error;
    };
    const open = new OpenGrid(result, { results, budget: turnBudget, changed: () => {}, failed });
    const file = join(folder, `${isWhole}.${extensions[format]}`);
    await save(open, file, { scope: 'all', format, whole: isWhole }, true);
    const [answer] = await whole.evaluate([`$file = ${literalOf(file)}; ConvertTo-Json -Compress @(${line})`]);
    expect([answer!.error, answer!.streams]).toEqual([undefined, []]);
    const [[, text]] = answer!.output as [[string, string]];
    return JSON.parse(text);
  }

  it.each([false, true])('is read by Import-Csv, all columns %s', async (isWhole) => {
    expect(await read('CSV', 'Import-Csv $file', isWhole)).toEqual([
      {
        Name: 'Müller, "Jo"',
        Size: '1.5 GB (1,610,612,736 bytes)',
        When: '2026-01-31T10:00:00+02:00',
        Items: '9007199254740993',
        Mails: 'smtp:a@x;SMTP:b@x',
        Note: 'two\r\nlines',
        None: '',
      },
      { Name: '=1+1', Size: 'Unlimited', When: '', Items: '7', Mails: '', Note: '␛[2J', None: '' },
    ]);
  });

  it('is read by ConvertFrom-Json, with its types', async () => {
    const line =
      'Get-Content -Raw $file | ConvertFrom-Json | % { $_ } | % { "$($_.Items.GetType().Name) $($_.Items)", ($_.When | % ToUniversalTime), $_.Mails, $_.Note }';
    expect(await read('JSON', line, true)).toEqual([
      'Int64 9007199254740993',
      '2026-01-31T08:00:00Z',
      ['smtp:a@x', 'SMTP:b@x'],
      'two\r\nlines',
      'Int64 7',
      null,
      [],
      '\u001b[2J',
    ]);
  });

  it('is read by Import-Clixml, with its types', async () => {
    const line =
      'Import-Clixml $file | % { "$($_.Items.GetType().Name) $($_.Items)", "$($_.Size)", "$($_.Mails.Count)", "$($_.When.Kind)", $_.Note }';
    expect(await read('CLIXML', line)).toEqual([
      'Int64 9007199254740993',
      '1.5 GB (1,610,612,736 bytes)',
      '2',
      'Local',
      'two\r\nlines',
      'Int32 7',
      'Unlimited',
      '0',
      '',
      '\u001b[2J',
    ]);
  });

  it('as HTML is well formed, its cells text', async () => {
    const line =
      '([xml]((Get-Content -Raw $file) -replace "(?s)^.*?<table>", "<table>" -replace "(?s)</table>.*$", "</table>")).table.tbody.tr | % { "$($_.td[0])" }';
    expect(await read('HTML', line)).toEqual(['Müller, "Jo"', '=1+1']);
  });
});
