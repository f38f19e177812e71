import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, onTestFinished } from 'vitest';
import { endSandbox } from '../support/program.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const execute = promisify(execFile);

export const root = join(import.meta.dirname, '../..');

/** Where a packaged program keeps its things in a test, and nothing else of this computer's user. */
export function homeFor(path: string): Record<string, string> {
  const home = temporaryFolder();
  return { PATH: path, HOME: home, EXTERM_CONFIG_DIR: join(home, 'exterm'), TERM: 'xterm-256color' };
}

/** Runs it to its end; rejects where it does not end with 0. */
export async function output(command: string, args: readonly string[], env: Record<string, string>): Promise<string> {
  const { stdout } = await execute(command, args, { env, maxBuffer: 64 * 1024 * 1024 });
  return stdout;
}

/** A packaged program opens a session to a sandbox that it starts by itself, and runs a command in it. */
export async function runsACommand(command: string, env: Record<string, string>): Promise<void> {
  const folder = env['EXTERM_CONFIG_DIR']!;
  onTestFinished(() => endSandbox(folder));
  const found = await output(command, ['run', 'ex01', 'Get-Mailbox -ResultSize 2', '--output', 'json'], env);
  expect(JSON.parse(found)).toHaveLength(2);
}

/** A packaged program draws its screen in a terminal of its own, and ends by its key. */
export async function drawsItsScreen(command: string, env: Record<string, string>): Promise<void> {
  const line = `stty cols 120 rows 40; exec "${command}"`;
  const child = spawn('script', ['-qec', line, '/dev/null'], { env, stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = once(child, 'close');
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  let shown = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    shown += text;
  });
  while (!shown.includes('Connections')) await once(child.stdout, 'data');
  child.stdin.write('\x11');
  expect(await ended).toEqual([0, null]);
}
