import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { usualPreferences } from '../../source/domain/index.ts';
import { openSettings } from '../../source/storage/index.ts';
import { removeFolder } from '../support/remove-folder.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'exterm-settings-'));
});
afterAll(() => removeFolder(folder));

const file = () => join(folder, 'config.json');
const read = (content: string) => {
  writeFileSync(file(), content);
  return openSettings(folder, () => {}).preferences();
};

it('are what the file says, each in its own place', () => {
  const content = {
    transcripts: { megabytes: 1.5 },
    groups: { atOnce: 16 },
    record: { keep: true },
    screen: { theme: 'dark', bell: false },
  };
  expect(read(JSON.stringify(content))).toEqual({
    ...usualPreferences,
    transcripts: 1.5,
    servers: 16,
    record: true,
    theme: 'dark',
    bell: false,
  });
});

it.each(['', '[]', 'null', '{}', '{"screen":5}', '{"screen":{"theme":"no"},"transcripts":{"megabytes":"64"}}'])(
  'are the usual ones where it says %j',
  (content) => expect(read(content)).toEqual(usualPreferences),
);

it.each([0, -5, 1000, 1e300])('are no bound that is none: %d', (atOnce) => {
  const megabytes = atOnce === 1000 ? 4097 : atOnce;
  expect(read(JSON.stringify({ groups: { atOnce }, transcripts: { megabytes } }))).toEqual(usualPreferences);
});

it('stay in the file when a connection is saved, and connections when they are', async () => {
  read('{"transcripts":{"megabytes":2},"screen":{"zoom":3}}');
  const settings = openSettings(folder, () => {});
  const refused = await settings.save({
    name: 'ex01',
    url: 'https://ex01.contoso.com/PowerShell/',
    configurationName: 'Microsoft.Exchange',
    authentication: 'Kerberos',
    engine: 'auto',
  });
  expect(refused).toBeUndefined();
  expect(settings.preferences().transcripts).toBe(2);
  await settings.savePreferences({ theme: 'light', transcripts: 64 });
  expect(settings.connections()).toHaveLength(1);
  // What is usual is not written.
  expect(JSON.parse(readFileSync(file(), 'utf8'))).toMatchObject({
    transcripts: {},
    screen: { zoom: 3, theme: 'light' },
  });
});
