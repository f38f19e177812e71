import { randomUUID } from 'node:crypto';
import { readFileSync, writeSync } from 'node:fs';
import { flushCompileCache, registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { ConnectStage } from '../../../source/domain/index.ts';

/**
 * A process with the engine in it that kills itself at one point of a session's life. It takes what it needs as JSON on
 * standard input, and writes the id of each shell that it is told.
 */
export interface VictimOrder {
  readonly at: 'start' | ConnectStage | 'import' | 'run' | 'close';
  readonly executable: string;
  readonly url: string;
  readonly user: string;
  readonly password: string;
}

// What the bundler does: a script is a text.
registerHooks({
  load: (url, context, next) =>
    url.endsWith('?raw')
      ? {
          format: 'module',
          source: `export default ${JSON.stringify(readFileSync(fileURLToPath(new URL(url.replace('?raw', ''))), 'utf8'))}`,
          shortCircuit: true,
        }
      : next(url, context),
});

const { Secret } = await import('../../../source/domain/index.ts');
const { PowerShellEngine } = await import('../../../source/engine/powershell/index.ts');

// Who is killed keeps nothing for the next one's start.
flushCompileCache();

const order = JSON.parse(readFileSync(0, 'utf8')) as VictimOrder;
const never = new AbortController().signal;
const at = (point: VictimOrder['at']) => {
  if (point === order.at) process.kill(process.pid, 'SIGKILL');
};

const attempt = new PowerShellEngine({ executable: order.executable, transport: 'bridge' }).connect({
  connection: {
    name: 'ex01',
    url: order.url,
    configurationName: 'Microsoft.Exchange',
    authentication: 'Basic',
    engine: 'powershell',
  },
  credential: { user: order.user, password: Secret.fromText(order.password) },
  signal: never,
  shellId: randomUUID(),
  onShell: (id) => {
    writeSync(1, `${id}\n`);
    return Promise.resolve();
  },
  onStage: at,
  prompts: { ask: () => new Promise(() => undefined) },
});
if (order.at === 'start') {
  const { children, until } = await import('./processes.ts');
  await until(() => children().length > 0);
  at('start');
}
const session = await attempt;
await session.importCatalogue({ names: ['*-Mailbox'], onProgress: () => at('import'), signal: never });
const run = session.run(`Invoke-Command -Session $Session { Remove-Mailbox ${order.user} }`, {
  width: 80,
  prompts: {
    ask: () => {
      at('run');
      run.stop();
      return new Promise(() => undefined);
    },
  },
});
await run.outcome;
const closing = session.close(never);
at('close');
await closing;
