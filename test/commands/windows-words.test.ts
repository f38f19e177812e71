import { expect, it } from 'vitest';
import { isGone } from '../../source/cli.ts';
import { endingCommand } from '../../source/commands/sandbox.ts';

it('a process is ended as the system does', () => {
  expect([endingCommand(7, 'win32'), endingCommand(7, 'linux')]).toEqual(['taskkill /F /PID 7', 'kill 7']);
});

it('a reader that has gone is no failure, however the system says it', () => {
  expect(['EPIPE', 'EOF', 'ENOSPC', undefined].map(isGone)).toEqual([true, true, false, false]);
});
