import { join } from 'node:path';
import { createApp, type ExtermApp } from '../../source/app/create-app.ts';
import { type Connection, exchangeConfigurationName } from '../../source/domain/index.ts';
import { openDeps } from '../../source/wiring.ts';
import type { PartContext } from './figures.ts';
import { screenOf } from './open-screen.ts';

const servers = ['ex01', 'ex02', 'dr01'];

/** exterm's use cases on the part's folder with so many sessions open and imported, all against the sandbox there. */
export async function openApp(count: number, { root, folder }: PartContext): Promise<ExtermApp> {
  const deps = openDeps(folder, { command: process.execPath, args: [join(root, 'bin', 'exterm.js')] });
  const connections = Array.from({ length: count }, (_, n): Connection => {
    const server = servers[n % servers.length]!;
    return {
      name: `${server}-${n + 1}`,
      url: 'http://127.0.0.1/PowerShell/',
      configurationName: exchangeConfigurationName,
      authentication: 'Basic',
      engine: 'native',
      sandboxServer: server,
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

/** A process that says what it takes with so many sessions open and the screen drawn, and ends. */
export async function openedSessions(count: number, context: PartContext): Promise<void> {
  const app = await openApp(count, context);
  const screen = screenOf(app, 30);
  await screen.handle.drawn();
  // What the engine has just let go of is only garbage after the next turn of the loop.
  for (let turn = 0; turn < 3; turn++) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    gc!();
  }
  const { rss, heapUsed } = process.memoryUsage();
  await app.quit();
  process.send!({ rss, heapUsed }, () => process.exit(0));
}
