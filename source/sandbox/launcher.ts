import { type ChildProcess, spawn } from 'node:child_process';
import { FailureError, localFailure } from '../domain/index.ts';
import { takeLock } from '../storage/index.ts';
import { isLiving, type Rendezvous, readRendezvous } from './rendezvous.ts';
import { rendezvousFile } from './rendezvous-file.ts';
import { sandboxPassword, sandboxUser } from './server/accounts.ts';
import { type SandboxOptions, sandboxDefaults } from './server/options.ts';
import type { SandboxServer } from './server/sandbox.ts';

export interface FoundSandbox {
  readonly pid: number;
  readonly servers: readonly SandboxServer[];
  /** Started by this call, or found running. */
  readonly isNew: boolean;
}

export interface EnsureSandboxRequest {
  /** Settings folder, which exists: the rendezvous file and its lock lie there. */
  readonly folder: string;
  /** What runs exterm itself; `sandbox --foreground …` is put behind the arguments. */
  readonly spawn: { readonly command: string; readonly args: readonly string[]; readonly env?: NodeJS.ProcessEnv };
  /** For a sandbox that has to be started; one that runs keeps its own. */
  readonly options?: Partial<SandboxOptions>;
  readonly signal?: AbortSignal;
}

/** How long a sandbox may take to start, in milliseconds. */
const startLimit = 30_000;
/** Error output that is kept to explain a failed start. */
const errorLimit = 4000;

/** The sandbox that runs for this folder, if one does. */
export async function findSandbox(folder: string): Promise<FoundSandbox | undefined> {
  const rendezvous = await readRendezvous(folder);
  return rendezvous && (await isLiving(rendezvous)) ? found(rendezvous, false) : undefined;
}

/**
 * Finds the sandbox that runs for this folder, or starts one in a process of its own that outlives this one. Of several
 * that ask at once one starts it and the others find it. FailureError `sandbox.start` or `sandbox.locked` with what to
 * do; the signal's reason when it aborts.
 */
export async function ensureSandbox(request: EnsureSandboxRequest): Promise<FoundSandbox> {
  request.signal?.throwIfAborted();
  const running = await findSandbox(request.folder);
  if (running) return running;
  const lock = await startLock(request.folder);
  try {
    request.signal?.throwIfAborted();
    const started = await findSandbox(request.folder);
    if (started) return started;
    await start(request);
    const rendezvous = await readRendezvous(request.folder);
    if (!rendezvous || !(await isLiving(rendezvous))) throw startFailure('It started and was gone again.');
    return found(rendezvous, true);
  } finally {
    lock.release();
  }
}

/** Options as the command line takes them. */
export function sandboxArguments(options: Partial<SandboxOptions>): readonly string[] {
  const flags: readonly (readonly [keyof SandboxOptions, string, number])[] = [
    ['servers', '--servers', 1],
    ['port', '--port', 1],
    ['mailboxes', '--mailboxes', 1],
    ['idleTimeout', '--idle-timeout', 1000],
    ['maxShells', '--max-shells', 1],
    ['leftOpen', '--left-open', 1],
    ['latency', '--latency', 1],
    ['seed', '--seed', 1],
  ];
  const given = flags.flatMap(([name, flag, unit]) => {
    const value = options[name];
    return typeof value === 'number' && value !== sandboxDefaults[name] ? [flag, `${value / unit}`] : [];
  });
  return options.testCmdlets ? [...given, '--test-cmdlets'] : given;
}

function found({ pid, servers }: Rendezvous, isNew: boolean): FoundSandbox {
  return {
    pid,
    isNew,
    servers: servers.map(({ name, url }) => ({ name, url, user: sandboxUser, password: sandboxPassword })),
  };
}

/** Longer than a start may take, so that whoever waits sees its end. */
const lockLimit = startLimit + 10_000;

async function startLock(folder: string): Promise<{ release(): void }> {
  try {
    return await takeLock(rendezvousFile(folder), { limit: lockLimit });
  } catch (cause) {
    if (!(cause instanceof FailureError) || cause.failure.id !== 'local.locked') throw cause;
    throw new FailureError(localFailure('sandbox.locked'), { cause });
  }
}

function startFailure(why: string, cause?: unknown): FailureError {
  return new FailureError(localFailure('sandbox.start', { reason: why }), { cause });
}

/** Resolves when the process has said that it is ready. Its pipes are let go of then: it lives on without us. */
function start({ folder, spawn: program, options = {}, signal }: EnsureSandboxRequest): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(program.command, [...program.args, 'sandbox', '--foreground', ...sandboxArguments(options)], {
      detached: true,
      windowsHide: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...(program.env ?? process.env), EXTERM_CONFIG_DIR: folder },
    });
    let output = '';
    let errors = '';
    const settle = (action: () => void): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
      letGo(child);
      action();
    };
    const fail = (why: string, cause?: unknown): void =>
      settle(() => {
        child.kill();
        reject(startFailure(why, cause));
      });
    const onAbort = (): void =>
      settle(() => {
        child.kill();
        reject(signal?.reason as Error);
      });
    const timer = setTimeout(() => fail(`It was not ready after ${startLimit / 1000} seconds.`), startLimit);
    signal?.addEventListener('abort', onAbort, { once: true });
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output = (output + text).slice(-65_536);
      if (/^\{"ready":true\}$/m.test(output)) settle(resolve);
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      errors = (errors + text).slice(-errorLimit);
    });
    child.once('error', (error) => fail(`${program.command} could not be run: ${error.message}`, error));
    // `close` comes after the pipes have been read: what the process said is known by then.
    child.once('close', (code, killedBy) => {
      const said = errors.trim();
      fail(`Its process ended with ${killedBy ?? `exit code ${code}`}${said ? `: ${said}` : '.'}`);
    });
  });
}

function letGo(child: ChildProcess): void {
  child.removeAllListeners('close');
  child.removeAllListeners('error').on('error', () => {});
  child.stdout?.destroy();
  child.stderr?.destroy();
  child.unref();
}
