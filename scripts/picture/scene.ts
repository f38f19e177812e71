import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Terminal } from '@xterm/headless';
import { createApp } from '../../source/app/screen/create-app.ts';
import { Secret } from '../../source/domain/index.ts';
import { openDeps } from '../../source/main/wiring.ts';
import { ManualClock, startSandbox } from '../../source/sandbox/index.ts';
import { TestScreen } from '../../test/support/screen.ts';

/** Plays the README's picture: one session about to expire, one at work, one importing. */
export async function playScene(draw: (terminal: Terminal) => void): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'exterm-picture-'));
  const sandboxClock = new ManualClock();
  const sandbox = await startSandbox({ leftOpen: 0, endAfter: 0 }, { clock: sandboxClock });
  let now = Date.UTC(2026, 0, 5, 2, 0, 0);
  const ticks = new Set<() => void>();
  const access = async (name: string) => {
    const server = sandbox.servers.find((one) => one.name === name)!;
    return { url: server.url, credential: { user: server.user, password: Secret.fromText(server.password) } };
  };
  const app = createApp({
    ...openDeps(folder, { command: process.execPath, args: [] }),
    sandbox: { open: access, find: access },
    // The clock stands still between the scene's steps, so that the picture is the same each time it is taken.
    clock: () => now,
    timers: {
      after: (milliseconds, callback) => {
        if (milliseconds >= 500) {
          ticks.add(callback);
          return () => ticks.delete(callback);
        }
        const soon = setImmediate(callback);
        return () => clearImmediate(soon);
      },
    },
  });
  const screen = new TestScreen(app, { columns: 108, rows: 30 });
  const shows = async (wanted: RegExp) => {
    while (!wanted.test(await screen.text())) await new Promise((resolve) => setImmediate(resolve));
  };
  const pass = async (milliseconds: number) => {
    now += milliseconds;
    await sandboxClock.advance(milliseconds);
    for (const tick of [...ticks]) {
      ticks.delete(tick);
      tick();
    }
  };
  await app.start();
  await screen.press('alt+3', 'enter');
  await shows(/3 dr01 +● ready/);
  // The Receive that was open when the session became ready runs out first.
  await sandboxClock.advance(21_000);
  await sandbox.idle();
  await screen.idle();
  await pass(13 * 60_000 + 2_000);
  await screen.press('alt+1', 'enter');
  await shows(/1 ex01 +● ready/);
  await screen.type('Get-Mailbox -Filter "Name -like \'*a*\'" -ResultSize 9 | Sort-Object Name');
  await screen.press('enter');
  await shows(/Vera Lindqvist[\s\S]*ex01> *│/);
  await pass(28_000);
  sandbox.faults.add({
    at: 'pipeline-receive',
    server: 'ex02',
    after: 3,
    fault: { kind: 'slow', milliseconds: 60_000 },
  });
  await screen.press('alt+2', 'enter', 'alt+1');
  await shows(/ex02 [^\n]*(\d+%|\/845)/);
  await screen.type('Get-MailboxDatabaseCopyStatus | Where-Object Status -ne Healthy');
  await screen.idle();
  draw(screen.terminal.emulator);
  await screen.close();
  await sandbox.stop();
  rmSync(folder, { recursive: true, force: true });
}
