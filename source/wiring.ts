import { randomUUID } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { AppDeps, Sandbox, SandboxAccess } from './app/deps.ts';
import { FailureError, Secret } from './domain/index.ts';
import { NativeEngine } from './engine/native/index.ts';
import { ensureSandbox, type FoundSandbox, findSandbox } from './sandbox/index.ts';
import { openHistory, openLedger, openProcesses, openSettings, type StorageNotice } from './storage/index.ts';

export interface Self {
  readonly command: string;
  readonly args: readonly string[];
}

/** Everything the use cases reach the world through, on this computer and this folder. */
export function openDeps(folder: string, self: Self): AppDeps {
  const notices: StorageNotice[] = [];
  const notice = (one: StorageNotice) => notices.push(one);
  const timers = {
    after: (milliseconds: number, callback: () => void) => {
      const timer = setTimeout(callback, milliseconds);
      return () => clearTimeout(timer);
    },
  };
  return {
    engines: { native: new NativeEngine() },
    defaultEngine: 'native',
    settings: openSettings(folder, notice),
    ledger: openLedger(folder, { notice, after: timers.after }),
    history: openHistory(folder),
    processes: openProcesses(),
    sandbox: sandboxOf(folder, self),
    clock: Date.now,
    timers,
    yieldToLoop: () => nextTurn(),
    newId: () => randomUUID().toUpperCase(),
    notices,
  };
}

/** The sandbox as connections reach it: found by its rendezvous file, started when one of its servers is opened. */
function sandboxOf(folder: string, self: Self): Sandbox {
  const access = (sandbox: FoundSandbox, name: string): SandboxAccess => {
    const server = sandbox.servers.find((one) => one.name === name);
    if (!server) {
      throw new FailureError({
        id: 'sandbox.server',
        what: `The sandbox that runs has no server "${name}".`,
        why: `It was started with ${sandbox.servers.map((one) => one.name).join(', ')}.`,
        next: 'Wait for it to end (5 minutes without a session), or end it, and connect again.',
        retryCanHelp: false,
        kind: 'local',
      });
    }
    return { url: server.url, credential: { user: server.user, password: Secret.fromText(server.password) } };
  };
  return {
    open: async (name, signal) => access(await ensureSandbox({ folder, spawn: self, signal }), name),
    find: async (name) => {
      const running = await findSandbox(folder);
      return running && access(running, name);
    },
  };
}
