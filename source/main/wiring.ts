import { randomUUID } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { AppDeps, Sandbox, SandboxAccess } from '../app/deps.ts';
import { FailureError, type OpenBridge, Secret } from '../domain/index.ts';
import { nativeEngineFacts } from '../engine/native/capabilities.ts';
import type { NativeEngineOptions } from '../engine/native/index.ts';
import { powerShellEngineFacts } from '../engine/powershell/capabilities.ts';
import type { FoundSandbox } from '../sandbox/index.ts';
import {
  openHistory,
  openKeyRing,
  openLedger,
  openProcesses,
  openSettings,
  type StorageNotice,
} from '../storage/index.ts';
import { openDoctorPorts } from './doctor-ports.ts';
import { lazyEngine } from './lazy-engine.ts';

export interface Self {
  readonly command: string;
  readonly args: readonly string[];
}

const engineRoom = () => import('../engine/native/index.ts');
const powerShellRoom = () => import('../engine/powershell/index.ts');
const schemesRoom = () => import('../auth/index.ts');
const sandboxRoom = () => import('../sandbox/index.ts');

/** Our WSMan client with every scheme: Basic is its own, Kerberos and Negotiate are the operating system's. */
async function wsmanOptions(): Promise<NativeEngineOptions> {
  const [{ basicSchemeFor }, { createSchemes }] = await Promise.all([engineRoom(), schemesRoom()]);
  return { environment: process.env, schemeFor: createSchemes({ otherwise: basicSchemeFor }) };
}

async function nativeEngine() {
  const [{ NativeEngine }, options] = await Promise.all([engineRoom(), wsmanOptions()]);
  return new NativeEngine(options);
}

/** PowerShell where the platform has it on PATH or a connection names it; what is missing is said when it is started. */
async function powerShellEngine() {
  const [{ PowerShellEngine }, wsman] = await Promise.all([powerShellRoom(), wsmanOptions()]);
  return new PowerShellEngine({ wsman });
}

const openBridge: OpenBridge = async (request) => {
  const [{ startBridge }, wsman] = await Promise.all([powerShellRoom(), wsmanOptions()]);
  return startBridge(request, wsman);
};

/**
 * Loads what connecting needs: after the first frame, before somebody waits for it, and before a newer build may have
 * taken its files away. What can't be loaded now fails where it is needed, in words.
 */
export async function loadRooms(): Promise<void> {
  await Promise.allSettled([engineRoom(), schemesRoom(), sandboxRoom()]);
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
    engines: {
      native: lazyEngine(nativeEngineFacts, nativeEngine),
      powershell: lazyEngine(powerShellEngineFacts, powerShellEngine),
    },
    openBridge,
    defaultEngine: process.platform === 'win32' ? 'powershell' : 'native',
    settings: openSettings(folder, notice),
    ledger: openLedger(folder, { notice, after: timers.after }),
    history: openHistory(folder),
    keyRing: openKeyRing({ after: timers.after }),
    diagnosis: openDoctorPorts(process.env, process.platform),
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
    open: async (name, signal) =>
      access(await (await sandboxRoom()).ensureSandbox({ folder, spawn: self, signal }), name),
    find: async (name) => {
      const running = await (await sandboxRoom()).findSandbox(folder);
      // A sandbox that was started with fewer servers has no shells on this one either.
      return running?.servers.some((one) => one.name === name) ? access(running, name) : undefined;
    },
  };
}
