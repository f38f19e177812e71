import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { PartContext } from './figures.ts';

export interface SandboxServer {
  readonly name: string;
  readonly url: string;
  readonly user: string;
  readonly password: string;
}

export interface SandboxProcess {
  readonly servers: readonly SandboxServer[];
  stop(): Promise<void>;
}

/** `exterm sandbox` as it is shipped, in a process of its own and on the part's settings folder. */
export async function startSandboxProcess(
  { root, folder }: PartContext,
  options: readonly string[] = [],
): Promise<SandboxProcess> {
  const bin = join(root, 'bin', 'exterm.js');
  const child = spawn(process.execPath, [bin, 'sandbox', '--foreground', '--left-open', '0', ...options], {
    env: { ...process.env, EXTERM_CONFIG_DIR: folder },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  const servers: SandboxServer[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    const said = JSON.parse(line) as SandboxServer & { ready?: boolean };
    if (said.ready) {
      child.stdout.resume();
      return {
        servers,
        stop: async () => {
          child.kill('SIGTERM');
          await ended;
        },
      };
    }
    servers.push(said);
  }
  throw new Error('The sandbox ended before it was ready.');
}
