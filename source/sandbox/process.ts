import type { Writable } from 'node:stream';
import { neverRejects } from '../async/background.ts';
import { isLiving, readRendezvous, removeRendezvous, writeRendezvous } from './rendezvous.ts';
import type { SandboxOptions } from './server/options.ts';
import { type SandboxSurroundings, startSandbox } from './server/sandbox.ts';

export interface SandboxProcessOptions {
  readonly options: Partial<SandboxOptions>;
  /** Where the rendezvous file goes; undefined leaves none. */
  readonly folder: string | undefined;
  readonly version: string;
  readonly stdout: Writable;
  /** Aborts on SIGTERM and SIGINT: the organisation stops. */
  readonly signal: AbortSignal;
  readonly surroundings?: SandboxSurroundings;
}

/**
 * Runs the organisation in this process until it is stopped or has had nothing to do for long enough. Prints a JSON line
 * a server (`name`, `url`, `user`, `password`), then `{"ready":true}`, and nothing after that. Where another sandbox
 * lives in the same folder its rendezvous file stays: this one is then only found by who started it.
 */
export async function runSandboxProcess(parts: SandboxProcessOptions): Promise<'idle' | 'stopped'> {
  const { folder, stdout, signal } = parts;
  // Whoever read the lines may go away; the organisation does not care.
  stdout.on('error', () => {});
  const sandbox = await startSandbox(parts.options, parts.surroundings);
  const stop = (): void => neverRejects(sandbox.stop());
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  try {
    const other = folder === undefined ? undefined : await readRendezvous(folder);
    if (folder !== undefined && !(other && other.pid !== process.pid && (await isLiving(other)))) {
      writeRendezvous(folder, {
        pid: process.pid,
        started: new Date().toISOString(),
        servers: sandbox.servers.map(({ name, url }) => ({ name, url })),
        version: parts.version,
      });
    }
    for (const { name, url, user, password } of sandbox.servers) {
      stdout.write(`${JSON.stringify({ name, url, user, password })}\n`);
    }
    stdout.write('{"ready":true}\n');
    return await sandbox.ended;
  } finally {
    signal.removeEventListener('abort', stop);
    await sandbox.stop();
    if (folder !== undefined) await removeRendezvous(folder, process.pid);
  }
}
