import { mkdirSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Environment } from '../../../source/language/index.ts';
import { elsewhere } from '../../../source/language/run/check/elsewhere.ts';
import { describeWithWholePowerShell, type WholePowerShell } from '../../peers/powershell/evaluator.ts';
import { removeFolder } from '../../support/remove-folder.ts';
import { shown, shownOf } from './answers.ts';
import { differences } from './differences.ts';
import { runText } from './lab.ts';

const width = 80;
const folder = join(import.meta.dirname, 'cases');

/** A file's cases: a line each; lines that begin with # are headings, ⏎ stands for a line's end. */
const casesOf = (file: string) =>
  readFileSync(join(folder, file), 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.startsWith('#'))
    .map((line) => line.replaceAll('⏎', '\n'));

const files = readdirSync(folder).map((file) => ({ file, cases: casesOf(file) }));

const patience = 600_000;

describeWithWholePowerShell('cmdlets', (start) => {
  let whole: WholePowerShell;
  let place: string;
  beforeAll(() => {
    whole = start();
    place = mkdtempSync(join(tmpdir(), 'exterm-cases-'));
  });
  afterAll(async () => {
    await whole.close();
    removeFolder(place);
  });

  /** Both run in a folder of one name, which is empty when they begin. */
  const emptied = () => {
    const location = join(place, 'cases');
    removeFolder(location);
    mkdirSync(location);
    return location;
  };

  it.each(files)(
    'do what PowerShell does: $file',
    async ({ cases }) => {
      const theirs = await whole.evaluate(cases, { location: emptied(), width });
      const location = emptied();
      for (const [index, text] of cases.entries()) {
        const ran = await runText(text, { location, width });
        const [ours, expected] = [shown(ran), shownOf(theirs[index]!)];
        if (differences.has(text))
          expect.soft(ours, `${text} is the same now: it is no difference`).not.toEqual(expected);
        else expect.soft(ours, text).toEqual(expected);
      }
    },
    patience,
  );
});

describeWithWholePowerShell('the names of PowerShell itself', (start) => {
  let whole: WholePowerShell;
  beforeAll(() => {
    whole = start();
  });
  afterAll(() => whole.close());

  it('are run here or refused by name: none is taken for a cmdlet of the server', async () => {
    const line = 'Get-Command -CommandType Cmdlet, Alias | ForEach-Object Name';
    const [answer] = await whole.evaluate([line]);
    const names = answer!.output.map((name) => (Array.isArray(name) ? String(name[1]) : ''));
    expect(names.length).toBeGreaterThan(300);
    const { aliases, locals } = new Environment().interpreter.session;
    const isKnown = (name: string) => aliases.has(name) || locals.has(name) || elsewhere(name) !== undefined;
    // A session of Exchange offers Get-FormatData itself.
    expect(names.filter((name) => !isKnown(name.toLowerCase()))).toEqual(['Get-FormatData']);
  });
});

it('differences are of cases', () => {
  const all = new Set(files.flatMap(({ cases }) => cases));
  expect([...differences.keys()].filter((text) => !all.has(text))).toEqual([]);
});

it('are at least 500 cases', () => {
  expect(files.reduce((sum, { cases }) => sum + cases.length, 0)).toBeGreaterThanOrEqual(500);
});
