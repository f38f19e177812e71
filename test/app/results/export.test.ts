import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import type { ExportFormat } from '../../../source/app/results/export.ts';
import { OpenGrid } from '../../../source/app/results/open-grid.ts';
import { Results } from '../../../source/app/results/results.ts';
import { type ExportRequest, exportedText } from '../../../source/app/results/selection.ts';
import { turnBudget } from '../../../source/async/budget.ts';
import { PsDateTime, type PsObject, type PsValue, psObject } from '../../../source/objects/index.ts';
import { decodeClixmlDocument } from '../../../source/psrp/clixml/index.ts';
import { saveFile, typedPath } from '../../../source/storage/save-file.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

function openOf(values: readonly PsValue[]): OpenGrid {
  const results = new Results({ budget: turnBudget });
  const result = results.begin({ connection: 'ex01', line: "Get-Mailbox -Password 'secret'", at: 0 });
  for (const value of values) results.add(result, value);
  const failed = (error: unknown) => {
    throw error;
  };
  return new OpenGrid(result, { results, budget: turnBudget, changed: () => {}, failed });
}

const two = [
  psObject({ Name: 'Bo <b>', When: new PsDateTime('2026-01-31T10:00:00Z'), Items: 12n }),
  psObject({ Name: '"Q"\u001b[2J\u202e', When: null, Items: 7 }),
];

async function as(format: ExportFormat, values: readonly PsValue[] = two, change: Partial<ExportRequest> = {}) {
  const { text } = await exportedText(openOf(values), { scope: 'all', format, whole: false, ...change }, 1e6);
  return text;
}

describe('a grid as', () => {
  it('CSV has the shown columns, quoted where needed, and nothing that a terminal would obey', async () => {
    expect(await as('CSV')).toBe('Name,When,Items\r\nBo <b>,2026-01-31T10:00:00Z,12\r\n"""Q""␛[2J\u202e",,7\r\n');
  });
  it('CSV for spreadsheets has no text that one of them would run, and numbers as they are', async () => {
    const values = [
      psObject({ Name: '=1+1', Phone: '+49 30 1', Count: -5 }),
      psObject({ Name: '@x', Phone: '-a', Count: 1 }),
    ];
    expect(await as('CSV for spreadsheets', values)).toBe("Name,Phone,Count\r\n'=1+1,+49 30 1,-5\r\n'@x,'-a,1\r\n");
    expect(await as('CSV', values)).toContain('\r\n=1+1,');
  });
  it('JSON is an array that reads back', async () => {
    expect(JSON.parse(await as('JSON'))).toEqual([
      { Name: 'Bo <b>', When: '2026-01-31T10:00:00Z', Items: 12 },
      { Name: '"Q"\u001b[2J\u202e', When: null, Items: 7 },
    ]);
    expect(await as('JSON', [])).toBe('[]\n');
  });
  it('text is a table of any width', async () => {
    expect(await as('text')).toMatch(/^Name +When +Items\n---- +---- +-----\nBo <b> +2026-01-31 10:00:00 +12\n/);
    expect(await as('text')).not.toMatch(/[\u001b\u202e]/);
  });
  it('HTML is a page whose cells are text', async () => {
    const page = await as('HTML');
    expect(page).toContain('<title>ex01: Get-Mailbox</title>');
    expect(page).toContain('<td>Bo &lt;b&gt;</td>');
    expect(page).toContain('<td class="n">12</td>');
    expect(page).toContain('<td>&quot;Q&quot;␛[2J\\u{202e}</td>');
    expect(page.trim()).toMatch(/^<!doctype html>[\s\S]*<\/html>$/);
  });
  it('CLIXML is whole objects, each with its own references, that Import-Clixml can read', async () => {
    const shared = psObject({ Inner: 1 });
    const values = [psObject({ A: shared, B: shared }), psObject({ A: shared })];
    const text = await as('CLIXML', values);
    const back = decodeClixmlDocument(text) as readonly PsObject[];
    expect(back.map((one) => (one.get('A') as PsObject).get('Inner'))).toEqual([1, 1]);
    const ids = [...text.matchAll(/<Obj[^>]* RefId="(\d+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(decodeClixmlDocument(await as('CLIXML', []))).toEqual([]);
  });
  it('a cell is its text, on as many lines as it has', async () => {
    expect(await as('text', [psObject({ Name: 'a\r\nb\u0007' })], { scope: 'cell' })).toBe('a\nb␇');
  });
  it('text for the clipboard is bounded', async () => {
    const open = openOf(Array.from({ length: 1000 }, (_, n) => psObject({ Name: 'x'.repeat(100), n })));
    const { text, isCut } = await exportedText(open, { scope: 'all', format: 'CSV', whole: false }, 5000);
    expect([text.length, isCut]).toEqual([5000, true]);
  });
  it('a great deal is written without holding the event loop', async () => {
    const open = openOf(Array.from({ length: 20_000 }, (_, n) => psObject({ Name: `user${n}`, n })));
    let turns = 0;
    let isOver = false;
    const count = () => {
      turns += 1;
      if (!isOver) setImmediate(count);
    };
    setImmediate(count);
    await exportedText(open, { scope: 'all', format: 'JSON', whole: true }, 1e9);
    isOver = true;
    expect(turns).toBeGreaterThan(3);
  });
});

describe('a saved file', () => {
  let folder: string;
  beforeEach(() => {
    folder = temporaryFolder();
  });
  async function* pieces(...parts: readonly string[]) {
    yield* parts;
  }

  it('is there whole, for its user alone, and nothing beside it', async () => {
    const file = join(folder, 'a.csv');
    expect(await saveFile(file, pieces('a', 'b'), false)).toBe('saved');
    expect(readFileSync(file, 'utf8')).toBe('ab');
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(['a.csv']);
  });
  it('never takes the place of another one unasked', async () => {
    const file = join(folder, 'a.csv');
    writeFileSync(file, 'old');
    expect(await saveFile(file, pieces('new'), false)).toBe('exists');
    async function* late() {
      writeFileSync(join(folder, 'b.csv'), 'old');
      yield 'new';
    }
    expect(await saveFile(join(folder, 'b.csv'), late(), false)).toBe('exists');
    expect([readFileSync(file, 'utf8'), readFileSync(join(folder, 'b.csv'), 'utf8')]).toEqual(['old', 'old']);
    expect(await saveFile(file, pieces('new'), true)).toBe('saved');
    expect(readFileSync(file, 'utf8')).toBe('new');
    expect(readdirSync(folder)).toEqual(['a.csv', 'b.csv']);
  });
  it('that fails half way leaves what was there, and says why', async () => {
    async function* broken() {
      yield 'half';
      throw new Error('the row is gone');
    }
    await expect(saveFile(join(folder, 'a.csv'), broken(), false)).rejects.toThrow('the row is gone');
    await expect(saveFile(join(folder, 'no', 'a.csv'), pieces('x'), false)).rejects.toMatchObject({
      failure: { id: 'local.file' },
    });
    expect(readdirSync(folder)).toEqual([]);
    expect(existsSync(join(folder, 'no'))).toBe(false);
  });
  it('can be named from the home folder', () => {
    expect(typedPath('~/x.csv')).toBe(join(homedir(), 'x.csv'));
    expect(typedPath(' ~user/x ')).toBe(join(process.cwd(), '~user/x'));
  });
});
