import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, rmSync, watch } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { sandboxConnections } from '../../source/app/offered-connections.ts';
import { type EngineChoice, type Lease, Secret } from '../../source/domain/index.ts';
import { NativeEngine } from '../../source/engine/native/index.ts';
import { findSandbox, sandboxPassword, sandboxUser } from '../../source/sandbox/index.ts';
import { isAlive } from '../../source/storage/alive.ts';
import { openSettings } from '../../source/storage/index.ts';

export const program = join(import.meta.dirname, '../../bin/exterm.js');

/** The engine that the program is to use, with the environment that it needs for that. */
export interface ProgramEngine {
  readonly engine: EngineChoice;
  readonly environment: NodeJS.ProcessEnv;
  /** A line that runs on the server a command which is not among those that are imported. */
  readonly remotely: (command: string) => string;
}

export const nativeProgram: ProgramEngine = {
  engine: 'native',
  environment: process.env,
  remotely: (command) => command,
};

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface ChildOptions {
  readonly stdout?: 'pipe' | number;
  readonly environment?: NodeJS.ProcessEnv;
}

/** exterm as it is shipped, in a process of its own. */
export class Child {
  readonly process: ChildProcess;
  readonly ended: Promise<Ended>;
  /** Resolves when the first results have come. */
  readonly begun: Promise<unknown>;

  constructor(
    folder: string,
    argv: readonly string[],
    { stdout = 'pipe', environment = process.env }: ChildOptions = {},
  ) {
    this.process = spawn(process.execPath, [program, ...argv], {
      env: { ...environment, EXTERM_CONFIG_DIR: folder },
      stdio: ['pipe', stdout, 'pipe'],
    });
    let out = '';
    let err = '';
    this.process.stdout?.on('data', (chunk: Buffer) => {
      // A flood is only counted on to go on; its beginning is enough.
      if (out.length < 1_000_000) out += chunk;
    });
    this.process.stderr!.on('data', (chunk: Buffer) => {
      err += chunk;
    });
    this.begun = this.process.stdout ? once(this.process.stdout, 'data') : Promise.resolve();
    this.ended = once(this.process, 'close').then(([code, signal]) => ({ code, signal, stdout: out, stderr: err }));
    onTestFinished(async () => {
      this.process.kill('SIGKILL');
      await this.ended;
    });
  }
}

export async function exterm(
  folder: string,
  argv: readonly string[],
  { input = '', environment = process.env }: { input?: string; environment?: NodeJS.ProcessEnv } = {},
): Promise<Ended> {
  const child = new Child(folder, argv, { environment });
  child.process.stdin!.on('error', () => {}).end(input);
  return child.ended;
}

export function leases(folder: string): readonly Lease[] {
  const file = join(folder, 'ledger.json');
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : [];
}

export async function sessions(
  folder: string,
  environment: NodeJS.ProcessEnv = process.env,
): Promise<readonly Record<string, unknown>[]> {
  const { code, stdout } = await exterm(folder, ['sessions', '--json'], { environment });
  if (code !== 0) throw new Error(`exterm sessions ended with ${code}.`);
  return JSON.parse(stdout);
}

/** Ids of the shells that the folder's sandbox has, by asking its servers: a tenth of the time of `exterm sessions`. */
export async function shells(folder: string): Promise<readonly string[]> {
  const found: string[] = [];
  for (const { name, url } of (await findSandbox(folder))?.servers ?? []) {
    const connection = { ...sandboxConnections.find((one) => one.name === name)!, url };
    const credential = { user: sandboxUser, password: Secret.fromText(sandboxPassword) };
    const listed = await new NativeEngine().listShells({ connection, credential, signal: AbortSignal.timeout(60_000) });
    found.push(...listed.map(({ shellId }) => shellId));
  }
  return found;
}

/** Resolves when the folder's files fulfil the condition; looks again at each change. */
export async function files(folder: string, holds: () => boolean): Promise<void> {
  const watcher = watch(folder);
  try {
    while (!holds()) await once(watcher, 'change');
  } finally {
    watcher.close();
  }
}

/** Starts a sandbox for that folder in a process of its own, and saves its servers with that engine. */
export async function beginSandbox(folder: string, engine: EngineChoice): Promise<void> {
  const options = ['--test-cmdlets', '--left-open', '0', '--mailboxes', '20'];
  const starter = spawn(process.execPath, [program, 'sandbox', ...options], {
    env: { ...process.env, EXTERM_CONFIG_DIR: folder },
    stdio: 'ignore',
  });
  const [code] = await once(starter, 'close');
  if (code !== 0) throw new Error(`exterm sandbox ended with ${code}.`);
  const settings = openSettings(folder, () => {});
  for (const connection of sandboxConnections) await settings.save({ ...connection, engine });
}

/** Ends the sandbox of that folder by the pid in its rendezvous file. */
export async function endSandbox(folder: string): Promise<void> {
  const rendezvous = await findSandbox(folder);
  if (!rendezvous) return;
  const { pid } = rendezvous;
  const file = join(folder, 'sandbox.json');
  if (process.platform === 'win32') {
    // There a signal is a kill, after which nobody removes the file.
    process.kill(pid);
    while (isAlive(pid)) await new Promise((resolve) => setTimeout(resolve, 10));
    rmSync(file);
    return;
  }
  const gone = files(folder, () => !existsSync(file));
  process.kill(pid, 'SIGTERM');
  await gone;
}
