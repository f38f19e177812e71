import { existsSync } from 'node:fs';
import type { Sandbox, SandboxAccess } from '../app/deps.ts';
import { FailureError, localFailure, Secret } from '../domain/index.ts';
import type { FoundSandbox } from '../sandbox/index.ts';
import { rendezvousFile } from '../sandbox/rendezvous-file.ts';

/** Loaded when a sandbox server is first asked for. */
export const sandboxRoom = () => import('../sandbox/index.ts');

/** How this very program is started again, as a process of its own. */
export interface Self {
  readonly command: string;
  readonly args: readonly string[];
}

/** The sandbox as connections reach it: found by its rendezvous file, started when one of its servers is opened. */
export function sandboxOf(folder: string, self: Self): Sandbox {
  const access = (sandbox: FoundSandbox, name: string): SandboxAccess => {
    const server = sandbox.servers.find((one) => one.name === name);
    if (!server) {
      throw new FailureError(
        localFailure('sandbox.server', { server: name, others: sandbox.servers.map((one) => one.name) }),
      );
    }
    return { url: server.url, credential: { user: server.user, password: Secret.fromText(server.password) } };
  };
  return {
    open: async (name, signal) =>
      access(await (await sandboxRoom()).ensureSandbox({ folder, spawn: self, signal }), name),
    find: async (name) => {
      // Nothing of the sandbox is loaded to say that there is none.
      if (!existsSync(rendezvousFile(folder))) return undefined;
      const running = await (await sandboxRoom()).findSandbox(folder);
      // A sandbox that was started with fewer servers has no shells on this one either.
      return running?.servers.some((one) => one.name === name) ? access(running, name) : undefined;
    },
  };
}
