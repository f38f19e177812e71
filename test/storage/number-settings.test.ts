import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openSettings } from '../../source/storage/index.ts';
import { readAtOnce, readTranscriptBytes } from '../../source/storage/number-settings.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'exterm-settings-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const written = (content: string) => {
  const file = join(folder, 'config.json');
  writeFileSync(file, content);
  return file;
};

it('is read in megabytes', () => {
  expect(readTranscriptBytes(written('{"transcripts":{"megabytes":1.5}}'))).toBe(1_572_864);
});

it.each(['', '[]', 'null', '{"connections":[]}', '{"transcripts":5}', '{"transcripts":{"megabytes":"64"}}'])(
  'is not what %j says',
  (content) => expect(readTranscriptBytes(written(content))).toBeUndefined(),
);

it.each([0, -5, 4097, 1e300])('is no bound that is none: %d', (megabytes) => {
  expect(readTranscriptBytes(written(JSON.stringify({ transcripts: { megabytes } })))).toBeUndefined();
});

it.each([
  ['{"groups":{"atOnce":16}}', 16],
  ['{"groups":{"atOnce":0}}', undefined],
  ['{"groups":{"atOnce":2.5}}', undefined],
  ['{}', undefined],
])('how many servers work at once: %s', (content, atOnce) => expect(readAtOnce(written(content))).toBe(atOnce));

it('is undefined where there is no file', () => {
  expect(readTranscriptBytes(join(folder, 'nothing.json'))).toBeUndefined();
});

it('stays in the file when a connection is saved', async () => {
  const file = written('{"transcripts":{"megabytes":2}}');
  const settings = openSettings(folder, () => {});
  const refused = await settings.save({
    name: 'ex01',
    url: 'https://ex01.contoso.com/PowerShell/',
    configurationName: 'Microsoft.Exchange',
    authentication: 'Kerberos',
    engine: 'auto',
  });
  expect(refused).toBeUndefined();
  expect(settings.connections()).toHaveLength(1);
  expect(readTranscriptBytes(file)).toBe(2_097_152);
});
