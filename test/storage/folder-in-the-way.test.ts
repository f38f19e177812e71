import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import type { FailureError } from '../../source/domain/index.ts';
import {
  openHistory,
  openLastSet,
  openLineLog,
  openSavedCommands,
  openSettings,
  storedPlaces,
} from '../../source/storage/index.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const line = {
  line: 'Get-Queue',
  connection: 'ex01',
  at: 1,
  milliseconds: 1,
  outcome: 'completed',
  errors: 0,
} as const;
const logged = { ...line, server: 'ex01', questions: [], objects: 0 };

/** What is kept in a file, and all that is done with it. */
const kept: readonly [string, (folder: string) => string, (folder: string) => readonly (() => unknown)[]][] = [
  ['settings', (folder) => storedPlaces(folder).settings, (folder) => [() => openSettings(folder, () => {})]],
  [
    'saved commands',
    (folder) => storedPlaces(folder).commands,
    (folder) => {
      const saved = openSavedCommands(folder);
      return [saved.read, () => saved.save({ name: 'Queues', line: 'Get-Queue' }), () => saved.remove('Queues')];
    },
  ],
  [
    'record',
    (folder) => storedPlaces(folder).record,
    (folder) => {
      const log = openLineLog(folder, () => true);
      return [log.read, () => log.append(logged), log.forget];
    },
  ],
  [
    'history',
    (folder) => path.join(storedPlaces(folder).histories, 'on-ex01.jsonl'),
    (folder) => {
      const history = openHistory(folder);
      const entry = { ...line, id: 'a' };
      return [() => history.append(entry), () => history.ended(entry, line), () => history.remove('ex01')];
    },
  ],
  [
    'connections that were open last',
    (folder) => storedPlaces(folder).lastSet,
    (folder) => [() => openLastSet(folder).write(['ex01'])],
  ],
];

it.each(kept)('a folder in the place of the %s is told of in words, with what to do', async (_, fileOf, uses) => {
  const folder = temporaryFolder();
  const file = fileOf(folder);
  mkdirSync(file, { recursive: true });
  for (const use of uses(folder)) {
    const refusal = await (async () => use())().then(
      () => 'nothing',
      (error: FailureError) => error.failure,
    );
    expect(refusal).toMatchObject({
      id: 'local.file',
      what: expect.stringMatching(/^exterm cannot (?:read|write) /),
      // Windows says of most that there is no right to it.
      why:
        process.platform === 'win32' ? expect.any(String) : 'A folder of that name is there, where a file should be.',
      next: expect.stringContaining('EXTERM_CONFIG_DIR'),
    });
    expect(refusal).toMatchObject({ what: expect.stringContaining(file) });
  }
});
