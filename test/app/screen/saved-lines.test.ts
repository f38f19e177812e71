import { mkdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import { openSavedCommands } from '../../../source/storage/index.ts';
import { ex01, harness, startApp } from '../../support/app-harness.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

it('a saved command whose file cannot be written says why, and what to do', async () => {
  const savedCommands = openSavedCommands(temporaryFolder());
  const on = harness([ex01]);
  const { app } = await startApp({ ...on, deps: { ...on.deps, savedCommands } });
  expect(await app.saveCommand({ name: 'Queues', line: 'Get-Queue' })).toBeUndefined();
  expect(app.savedCommands().map(({ name }) => name)).toEqual(['Queues']);
  expect(await app.removeCommand('queues')).toBeUndefined();
  expect(await app.removeCommand('queues')).toBe('There is no saved command "queues".');

  const inTheWay = temporaryFolder();
  const refused = openSavedCommands(inTheWay);
  mkdirSync(refused.file);
  const other = await startApp({ ...on, deps: { ...on.deps, savedCommands: refused } });
  for (const work of [
    other.app.saveCommand({ name: 'Queues', line: 'Get-Queue' }),
    other.app.removeCommand('Queues'),
  ]) {
    expect(await work).toMatch(
      /^exterm cannot read \S+commands\.json\. .* Make that possible, or choose another folder/,
    );
  }
});
