import { fork } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createApp, type ExtermApp } from '../../source/app/screen/create-app.ts';
import { type Connection, type EngineKind, exchangeConfigurationName } from '../../source/domain/index.ts';
import { openDeps } from '../../source/main/wiring.ts';
import type { PartContext } from './figures.ts';
import { screenOf } from './open-screen.ts';

const servers = ['ex01', 'ex02', 'dr01'];

/** The group that all of its connections are in. */
export const benchGroup = '@all';

/** exterm's use cases on the part's folder with so many sessions open and imported, all against the sandbox there. */
export async function openApp(
  count: number,
  { root, folder }: PartContext,
  engine: EngineKind = 'native',
): Promise<ExtermApp> {
  const deps = openDeps(folder, { command: process.execPath, args: [join(root, 'bin', 'exterm.js')] });
  const connections = Array.from({ length: count }, (_, n): Connection => {
    const server = servers[n % servers.length]!;
    return {
      name: `${server}-${n + 1}`,
      url: 'http://127.0.0.1/PowerShell/',
      configurationName: exchangeConfigurationName,
      authentication: 'Basic',
      engine,
      sandboxServer: server,
      groups: [benchGroup.slice(1)],
    };
  });
  const settings = { ...deps.settings, connections: () => connections };
  const app = createApp({ ...deps, settings });
  await app.start();
  for (const { name } of connections) {
    app.connect(name);
    await isReady(app, name);
  }
  return app;
}

function isReady(app: ExtermApp, name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const look = () => {
      const { state, failure } = app.store.getState().sessions[name]!;
      if (state !== 'ready' && !failure) return;
      unsubscribe();
      if (failure) reject(new Error(`${name}: ${failure.what} ${failure.why}`));
      else resolve();
    };
    const unsubscribe = app.store.subscribe(look);
    look();
  });
}

/** Bytes that a process with its sessions takes. */
export interface Memory {
  readonly rss: number;
  readonly heapUsed: number;
  /** What its children, a PowerShell a session, take beside what they share. */
  readonly children: number;
  /** The same with what they share. */
  readonly wholeChildren: number;
}

/** Opens so many sessions in a process of its own, which measures itself. */
export function withSessions(
  count: number,
  { root, folder }: PartContext,
  { engine = 'native', environment = process.env }: { engine?: EngineKind; environment?: NodeJS.ProcessEnv } = {},
): Promise<Memory> {
  return new Promise((resolve, reject) => {
    const argv = [root, '--sessions', `${count}`, '--engine', engine, '--folder', folder];
    // This file is part of the bundle, and the bundle is what is started again.
    const child = fork(import.meta.filename, argv, {
      env: environment,
      execArgv: ['--expose-gc'],
      stdio: ['ignore', 2, 2, 'ipc'],
    });
    child.on('message', (memory) => resolve(memory as Memory));
    child.on('error', reject);
    child.on('exit', (code) => reject(new Error(`The process with ${count} sessions ended with ${code}.`)));
  });
}

/** A process that says what it takes with so many sessions open and the screen drawn, and ends. */
export async function openedSessions(count: number, context: PartContext, engine: EngineKind): Promise<void> {
  const app = await openApp(count, context, engine);
  const screen = screenOf(app);
  await screen.handle.drawn();
  // What the engine has just let go of is only garbage after the next turn of the loop.
  for (let turn = 0; turn < 3; turn++) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    gc!();
  }
  const { rss, heapUsed } = process.memoryUsage();
  const { own: children, whole: wholeChildren } = residentOfChildren();
  await app.quit();
  process.send!({ rss, heapUsed, children, wholeChildren } satisfies Memory, () => process.exit(0));
}

/** Bytes that this process's children take, by themselves and with what they share; 0 where /proc does not show it. */
function residentOfChildren(): { readonly own: number; readonly whole: number } {
  let [own, whole] = [0, 0];
  if (process.platform !== 'linux') return { own, whole };
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const status = readFileSync(`/proc/${pid}/status`, 'utf8');
      if (Number(/^PPid:\s+(\d+)/m.exec(status)?.[1]) !== process.pid) continue;
      own += 1024 * Number(/^RssAnon:\s+(\d+)/m.exec(status)?.[1] ?? 0);
      whole += 1024 * Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? 0);
    } catch {
      // It has ended meanwhile.
    }
  }
  return { own, whole };
}
