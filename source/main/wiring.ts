import { join } from 'node:path';
import type { AppDeps } from '../app/deps.ts';
import { turnBudget } from '../async/budget.ts';
import { keepYoungHeapFromGrowing } from '../async/heap.ts';
import type { OpenBridge } from '../domain/index.ts';
import { nativeEngineFacts } from '../engine/native/capabilities.ts';
import type { ServerOptions } from '../engine/native/index.ts';
import { powerShellEngineFacts } from '../engine/powershell/capabilities.ts';
import {
  openHistory,
  openKeyRing,
  openLastSet,
  openLedger,
  openLineLog,
  openProcesses,
  openSavedCommands,
  openSettings,
  openSpool,
  type StorageNotice,
  storedPlaces,
} from '../storage/index.ts';
import { openClipboard } from './clipboard.ts';
import { openDoctorPorts } from './doctor-ports.ts';
import { openEditor } from './editor.ts';
import { lazyEngine } from './lazy-engine.ts';
import { type Self, sandboxOf, sandboxRoom } from './sandbox-port.ts';
import { cultureOf, surroundingsOf } from './surroundings.ts';
import { withSystemProxy } from './system-proxy.ts';

const megabyte = 1024 * 1024;

const engineRoom = () => import('../engine/native/index.ts');
const powerShellRoom = () => import('../engine/powershell/index.ts');
const schemesRoom = () => import('../auth/index.ts');

/** Our WSMan client with every scheme: Basic is its own, Kerberos and Negotiate are the operating system's. */
async function wsmanOptions(): Promise<ServerOptions> {
  const [{ basicSchemeFor }, { createSchemes }] = await Promise.all([engineRoom(), schemesRoom()]);
  return { environment: withSystemProxy(process.env), schemeFor: createSchemes({ otherwise: basicSchemeFor }) };
}

async function nativeEngine(folder: string) {
  const [{ NativeEngine, setCulture, setSurroundings }, options] = await Promise.all([engineRoom(), wsmanOptions()]);
  setCulture(cultureOf(process.env, process.platform));
  setSurroundings(surroundingsOf(process.env, process.platform));
  return new NativeEngine(options, join(folder, 'profile.ps1'));
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

/**
 * Everything the use cases reach the world through, on this computer and this folder.
 *
 * @param local where what belongs to this computer lies
 */
export function openDeps(folder: string, self: Self, local = folder): AppDeps {
  const notices: StorageNotice[] = [];
  const notice = (one: StorageNotice) => notices.push(one);
  const timers = {
    after: (milliseconds: number, callback: () => void) => {
      const timer = setTimeout(callback, milliseconds);
      return () => clearTimeout(timer);
    },
  };
  const settings = openSettings(folder, notice);
  const preferences = settings.preferences();
  return {
    engines: {
      native: lazyEngine(nativeEngineFacts, () => nativeEngine(folder), keepYoungHeapFromGrowing),
      powershell: lazyEngine(powerShellEngineFacts, powerShellEngine),
    },
    openBridge,
    defaultEngine: process.platform === 'win32' ? 'powershell' : 'native',
    settings,
    transcriptBytes: preferences.transcripts * megabyte,
    atOnce: Math.floor(preferences.servers),
    spool: openSpool(storedPlaces(local).results),
    clipboard: openClipboard(process.env, process.platform),
    editor: openEditor(process.env, process.platform),
    ledger: openLedger(local, { notice, after: timers.after }),
    history: openHistory(local),
    lastSet: openLastSet(local),
    lineLog: openLineLog(local, () => settings.preferences().record),
    keyRing: openKeyRing({ after: timers.after }),
    diagnosis: openDoctorPorts(process.env, process.platform),
    savedCommands: openSavedCommands(folder),
    processes: openProcesses(),
    sandbox: sandboxOf(local, self),
    clock: Date.now,
    timers,
    budget: turnBudget,
    newId: () => crypto.randomUUID().toUpperCase(),
    notices,
  };
}
