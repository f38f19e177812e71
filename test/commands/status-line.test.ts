import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import { StatusLine } from '../../source/commands/status-line.ts';

const shown = (isTTY: boolean, env: Record<string, string>) => {
  const stderr = Object.assign(new PassThrough(), { isTTY });
  const line = new StatusLine({ stderr, env });
  line.set('ex01', 'importing');
  line.end();
  return String(stderr.read() ?? '');
};

it('is there on a terminal that can take it back, and nowhere else', () => {
  expect(shown(true, { TERM: 'xterm' })).toBe('\r\x1b[2Kex01 importing\r\x1b[2K');
  expect(shown(true, { TERM: 'dumb' })).toBe('');
  expect(shown(false, { TERM: 'xterm' })).toBe('');
});
