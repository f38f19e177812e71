import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { AppDeps } from '../../source/app/deps.ts';
import { decodeClixmlDocument } from '../../source/psrp/clixml/index.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { allSizes, inWindows, Journey, quickNativeEngine } from './journey.ts';

inWindows(allSizes, 'results on a terminal of $columns×$rows', (size) => {
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
    await journey.shows('1 of 1 (40)', /▸ Mira Castella/);
    await screen.press('enter');
    await screen.press('enter');
    await journey.shows('row 1', 'Database');
    await screen.press('escape', 'escape');
    await journey.shows(/of 40 /);

    const folder = temporaryFolder();
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
    await journey.shows('Three of them', '1 of 3', /▸ Mira Castella/);
    await journey.screen.press('escape');
    const text = await journey.shows('ex01>', '3 objects');
    expect(text).not.toContain('Mira Castella');
  });

  it('are searched for in the transcript and copied from it', async () => {
    const journey = await Journey.begin({ ...size, engine: quickNativeEngine });
    const { screen } = journey;
    await journey.open(1);
    await journey.enter('Get-Mailbox -ResultSize 40 | Select-Object Name, Database');
    await journey.shows('40 objects');
    await screen.press('ctrl+s');
    await screen.type('mira');
    await journey.shows(/▸Mira Castellanos/, '1 of 1', /line \d+ of 4\d/);
    await screen.press('enter', 'v', 'down', 'y');
    await journey.shows('Copied', '2 lines.');
    const [, copied = ''] = /\x1b\]52;c;([^\x07]*)\x07/.exec(screen.terminal.log) ?? [];
    expect(Buffer.from(copied, 'base64').toString()).toMatch(/^Mira Castellanos +DB\d+\nRavi Menon +DB\d+\n$/);
    await screen.press('escape');
    await journey.shows('ex01>');
  });

  it('are watched: the grid follows what happens on the server, and ends with its session', async () => {
    let cancelled = 0;
    const timers: (() => void)[] = [];
    const deps = (given: AppDeps): AppDeps => ({
      ...quickNativeEngine.deps(given),
      // A watch looks when the test says so; all else waits as it does.
      timers: {
        after: (milliseconds, callback) => {
          if (milliseconds !== 7000) return given.timers.after(milliseconds, callback);
          timers.push(callback);
          return () => cancelled++;
        },
      },
    });
    const journey = await Journey.begin({ ...size, engine: { ...quickNativeEngine, deps } });
    const { screen } = journey;
    await journey.open(1);
    await journey.enter('watch 7 Get-Mailbox mira | Select-Object Name, Office');
    await journey.shows('watch 7 s', '1 of 1', /next in [67] s/, 'p pause');
    await screen.press('alt+2', 'enter');
    await journey.shows('cmdlets imported');
    await journey.enter('Set-Mailbox mira -Office Praha');
    await journey.shows(/2 ex02 +● (?:ready|\d)/);
    await screen.press('alt+1');
    expect(timers).toHaveLength(1);
    timers.pop()!();
    await journey.shows('Praha', /Δ|ΔMira|Δ /);
    await screen.press('p');
    await journey.shows('paused: p goes on');
    expect(cancelled).toBeGreaterThan(0);
    await screen.press('f6');
    await journey.shows('ended: ex01 is not open any more');
    expect(journey.sandbox.shells('ex01')).toEqual([]);
  });

  it('are watched though the line fails: why is told whole, and it goes on', async () => {
    const journey = await Journey.begin({ ...size, engine: quickNativeEngine });
    await journey.open(1);
    await journey.enter('watch 7 Get-Mailbox nobody-of-that-name');
    const text = await journey.shows('No rows.', /next in [67] s/, 'p pause');
    expect(text.replaceAll(/[\s│]+/g, ' ')).toMatch(/✗ .*nobody-of-that-name'? couldn't be found/i);
    await journey.screen.press('escape');
    await journey.shows('ex01>');
  });

  it('follow the window: wider with F2 and with the terminal, and back', async () => {
    const journey = await Journey.begin({ ...size, engine: quickNativeEngine });
    const { screen } = journey;
    await journey.open(1);
    await journey.enter('Get-Mailbox -ResultSize 30 | Select-Object Name, PrimarySmtpAddress, Database, ServerName');
    await journey.shows('30 objects');
    const cut = (text: string) => (text.match(/\S… /g) ?? []).length;
    const before = cut(await screen.text());
    await screen.press('f2');
    // 60 columns have room for all four, though not for the whole address.
    await journey.shows(size.columns < 80 ? /co\S*… +DB\d+ +ex0\d/ : /contoso\.com +DB\d+ +ex0\d/);
    if (size.columns >= 80) expect(cut(await screen.text())).toBeLessThan(Math.max(1, before));
    await screen.press('f2');
    await screen.resize(200, size.rows);
    await journey.shows(/contoso\.com +DB\d+ +ex0\d/);
    expect(cut(await screen.text())).toBe(0);
  });
});
