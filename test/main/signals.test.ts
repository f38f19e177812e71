import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { settingsFolder } from '../journeys/journey.ts';

const program = fileURLToPath(new URL('../support/signal-while-writing.ts', import.meta.url));

it.skipIf(process.platform === 'win32')('a signal that comes while a file is written is one signal', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, ['--no-warnings', program, settingsFolder()]);
  expect(stdout).toBe('1\n');
});
