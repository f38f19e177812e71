import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { decodeClixmlDocument } from '../../source/psrp/clixml/index.ts';
import { Journey, quickNativeEngine, settingsFolder } from './journey.ts';

describe.each([
  { columns: 80, rows: 24 },
  { columns: 120, rows: 36 },
])('results on a terminal of $columns×$rows', (size) => {
  it('open as a grid, are sorted, filtered, looked into, and saved', async () => {
    const journey = await Journey.begin({ ...size, engine: quickNativeEngine });
    const { screen } = journey;
    await journey.open(1);
    await journey.enter('Get-Mailbox -ResultSize 40');
    await journey.shows('40 objects · ^T opens the grid');

    await screen.press('ctrl+t');
    await journey.shows('1 of 40', 'Esc back');
    await screen.press('o');
    await journey.shows('Name ▲');
    await screen.press('/');
    await screen.type('mira');
    await journey.shows('1 of 1 (40)', 'Mira Castellanos');
    await screen.press('enter');
    await screen.press('enter');
    await journey.shows('row 1', 'Database');
    await screen.press('escape', 'escape');
    await journey.shows(/of 40 /);

    const folder = settingsFolder();
    await screen.press('s', 'ctrl+u');
    await screen.type(join(folder, 'all.xml'));
    await screen.press('tab', 'right', 'right', 'enter');
    await journey.shows('Saved 40 rows as CLIXML');
    expect(readdirSync(folder)).toEqual(['all.xml']);
    expect(decodeClixmlDocument(readFileSync(join(folder, 'all.xml'), 'utf8'))).toHaveLength(40);

    // The same name again: nothing is replaced without a word.
    await screen.press('s', 'ctrl+u');
    await screen.type(join(folder, 'all.xml'));
    await screen.press('tab', 'enter');
    // The rest of the sentence may be on the next line.
    await journey.shows('Replace the file', 'all.xml is there');
    await screen.press('n');
    await journey.shows('give it another name');
    await screen.press('escape', 'escape');
    await journey.shows('ex01>');
  });

  it('are asked for in the line itself, and leave no lines behind', async () => {
    const journey = await Journey.begin({ ...size, engine: quickNativeEngine });
    await journey.open(1);
    await journey.enter("Get-Mailbox -ResultSize 3 | Out-GridView -Title 'Three of them'");
    await journey.shows('Three of them', '1 of 3', 'Mira Castellanos');
    await journey.screen.press('escape');
    const text = await journey.shows('ex01>', '3 objects');
    expect(text).not.toContain('Mira Castellanos');
  });
});
