import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import headless from '@xterm/headless';
import { root } from '../lib/prepare.mjs';
import { lineFile } from './cmd.mjs';
import { tree, windowsPath, wineEnvironment } from './machine.mjs';

const [columns, rows] = [120, 40];
/** Milliseconds after which a screen that does not change is held to be stuck. */
const longest = 120_000;
/** Wine's console takes keys from some moment on, and says nothing of when: the first one is pressed until it counts. */
const untilPressedAgain = 3000;

/**
 * What a newcomer does on the screen: Enter connects to the first server, Get-Mailbox answers, ^Q asks and leaves. In a console
 * of Wine's on a terminal of this system. `line` is what is typed in cmd.exe. Throws with the screen as it stands.
 */
export async function tryScreen(folder, line, environment) {
  const terminal = new headless.Terminal({ cols: columns, rows, allowProposedApi: true });
  // ^Q is a key here, and not the terminal's own.
  const console = `stty -ixon cols ${columns} rows ${rows}; exec wine cmd /c '${windowsPath(lineFile(folder, line))}'`;
  const child = spawn('script', ['-qec', console, '/dev/null'], {
    env: {
      ...wineEnvironment,
      ...environment,
      TERM: 'xterm-256color',
      NODE_OPTIONS: `--require ${windowsPath(join(root, 'scripts', 'windows', 'console-drawing.cjs')).replaceAll('\\', '/')}`,
      EXTERM_WINDOWS_KOFFI: windowsPath(join(tree, 'node_modules', 'koffi')),
    },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = once(child, 'close');
  child.stdout.on('data', (bytes) => terminal.write(bytes));
  try {
    const closed = /ex01 +○ closed/;
    await shows(terminal, closed);
    await shows(terminal, /ex01 +● ready/, () => closed.test(textOf(terminal)) && child.stdin.write('\r'));
    child.stdin.write('Get-Mailbox -ResultSize 2\r');
    await shows(terminal, /2 objects/);
    child.stdin.write('\x11');
    await shows(terminal, /Close the open session and quit\?/);
    child.stdin.write('y\r');
    const left = await Promise.race([ended, pause(longest, undefined, { ref: false })]);
    assert.deepEqual(left, [0, null], textOf(terminal));
  } finally {
    child.kill('SIGKILL');
    await ended;
    terminal.dispose();
  }
}

/** Resolves when the screen shows it. */
async function shows(terminal, wanted, press) {
  const began = performance.now();
  for (let pressed = -untilPressedAgain; !wanted.test(textOf(terminal)); await pause(100)) {
    const passed = performance.now() - began;
    assert.ok(passed < longest, `${wanted} does not come:\n${textOf(terminal)}`);
    if (passed - pressed < untilPressedAgain) continue;
    press?.();
    pressed = passed;
  }
}

function textOf({ buffer: { active } }) {
  return Array.from({ length: rows }, (_, row) => active.getLine(active.viewportY + row)?.translateToString(true)).join(
    '\n',
  );
}
