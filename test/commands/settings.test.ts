import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { allPreferences } from '../../source/domain/index.ts';
import { Exterm } from './exterm.ts';

describe('the settings', () => {
  it('are shown with their values, the usual ones and what they are', async () => {
    const exterm = await Exterm.begin();
    const { code, stdout } = await exterm.run(['settings']);
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^theme +terminal +terminal +the terminal's own sixteen.*\(terminal, dark, light, contrast, none\)$/m,
    );
    expect(stdout).toMatch(/^patience +10 +10 +seconds/m);
  });

  it('are changed by name and go back to the usual', async () => {
    const exterm = await Exterm.begin();
    expect(await exterm.run(['settings', 'Theme', 'dark'])).toMatchObject({ code: 0, stderr: 'theme is dark.\n' });
    await exterm.run(['settings', 'bell', 'off']);
    const all = JSON.parse((await exterm.run(['settings', '--output', 'json'])).stdout);
    expect(all).toMatchObject({ theme: 'dark', bell: false, title: true, transcripts: 64 });
    expect((await exterm.run(['settings', 'theme', '--usual'])).stderr).toBe('theme is terminal.\n');
    expect(JSON.parse((await exterm.run(['settings', 'bell', '--output', 'json'])).stdout)).toEqual({ bell: false });
  });

  it('are each found by their name, in any case', async () => {
    const exterm = await Exterm.begin();
    for (const [name] of allPreferences) {
      for (const typed of [name, name.toLowerCase(), name.toUpperCase()]) {
        const { code, stdout } = await exterm.run(['settings', typed, '--output', 'json']);
        expect({ code, names: code === 0 ? Object.keys(JSON.parse(stdout)) : [] }).toEqual({ code: 0, names: [name] });
      }
    }
  });

  it.each([
    [['settings', 'them'], 'Did you mean "theme"?'],
    [['settings', 'theme', 'blue'], 'theme: "blue" is none of terminal, dark, light, contrast, none.'],
    [['settings', 'patience', '0'], 'whole seconds from 1 to 86400, not "0"'],
    [['settings', '--usual'], 'takes the name of a setting'],
    [['settings', 'bell', 'on', '--usual'], 'exclude each other'],
  ])('%j is refused with what is wrong', async (argv, said) => {
    const { code, stderr } = await (await Exterm.begin()).run(argv);
    expect(code).toBe(2);
    expect(stderr).toContain(said);
  });

  it('keep what a later version has written beside them, and what it has of its own', async () => {
    const exterm = await Exterm.begin();
    const file = join(exterm.folder, 'config.json');
    const later = { version: 1, screen: { theme: 'solar', bell: false, zoom: 3 }, later: { a: 1 }, connections: [] };
    writeFileSync(file, JSON.stringify(later));
    const shown = JSON.parse((await exterm.run(['settings', '--output', 'json'])).stdout);
    expect(shown).toMatchObject({ theme: 'terminal', bell: false });
    await exterm.run(['settings', 'title', 'off']);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({
      screen: { theme: 'solar', bell: false, zoom: 3, title: false },
      later: { a: 1 },
    });
  });

  it('speak of the same as exterm log --keep and the size of transcripts', async () => {
    const exterm = await Exterm.begin();
    await exterm.run(['log', '--keep']);
    await exterm.run(['settings', 'transcripts', '128']);
    expect(JSON.parse((await exterm.run(['settings', '--output', 'json'])).stdout).record).toBe(true);
    expect(JSON.parse(readFileSync(join(exterm.folder, 'config.json'), 'utf8'))).toMatchObject({
      record: { keep: true },
      transcripts: { megabytes: 128 },
    });
  });
});
