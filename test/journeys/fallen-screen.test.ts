import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { bundle } from '../../scripts/lib/bundle.mjs';
import { endSandbox, exterm, leases, program, shells } from '../support/program.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

it('a screen that comes down closes its sessions, says so, and ends the process', async () => {
  const folder = temporaryFolder();
  const environment = { ...process.env, EXTERM_CONFIG_DIR: folder };
  onTestFinished(() => endSandbox(folder));
  const starter = spawn(process.execPath, [program, 'sandbox', '--left-open', '0', '--mailboxes', '5'], {
    env: environment,
    stdio: 'ignore',
  });
  expect(await once(starter, 'close')).toEqual([0, null]);
  const falling = join(temporaryFolder(), 'falling.mjs');
  await bundle('test/support/falling-screen.ts', falling);

  const child = spawn(process.execPath, [falling], { env: environment, stdio: 'pipe' });
  const ended = once(child, 'close');
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  let shown = '';
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => {
    shown += chunk;
  });
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk;
  });
  const shows = async (text: string) => {
    while (!shown.includes(text)) await once(child.stdout, 'data');
  };
  await shows('Welcome.');
  child.stdin.write('\r');
  await shows('cmdlets imported');
  expect(leases(folder)).toMatchObject([{ connection: 'ex01', pid: child.pid }]);
  child.stdin.write("'fall over'\r");

  expect(await ended).toEqual([1, null]);
  // Ink shows the cursor once more, wherever it can.
  expect(said.replaceAll('\x1b[?25h', '')).toBe(
    [
      'exterm failed in a way that it does not know: This line cannot be drawn.',
      'EXTERM_DEBUG=1 shows where.',
      'Closing the open session, 10 s at most…',
      'All sessions are closed; nothing was left behind.',
      '',
    ].join('\n'),
  );
  expect(shown).toMatch(/\x1b\[\?1049l/);
  expect(leases(folder)).toEqual([]);
  expect(await shells(folder)).toEqual([]);
  expect((await exterm(folder, ['clean', '--orphans', '--yes'])).code).toBe(0);
});
