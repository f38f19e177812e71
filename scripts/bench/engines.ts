import type { Engine } from '../../source/domain/index.ts';
import { NativeEngine } from '../../source/engine/native/index.ts';
import { PowerShellEngine } from '../../source/engine/powershell/index.ts';
import { connectTo, never } from './connect-to.ts';
import { interleaved, median, type Part } from './figures.ts';
import { withSessions } from './open-sessions.ts';
import { wholePowerShell } from './powershell.ts';
import { type SandboxServer, startSandboxProcess } from './sandbox-process.ts';

const sessions = 10;

/** The two engines side by side: connecting with the import of all cmdlets, and the memory of open sessions. */
export const enginesPart: Part = async (context) => {
  const host = await wholePowerShell(context);
  if ('missing' in host) {
    return { figures: [], notes: [`The engines were not compared, for want of a PowerShell: ${host.missing}`] };
  }
  const environment = { ...process.env, NODE_POWERSHELL: host.executable };
  const sandbox = await startSandboxProcess(context, ['--max-shells', '50']);
  const [server] = sandbox.servers as [SandboxServer];
  const native = new NativeEngine();
  const powershell = new PowerShellEngine({ executable: host.executable, environment, transport: 'bridge' });
  let cmdlets = 0;
  const opened = (engine: Engine) => async () => {
    const start = performance.now();
    const session = await connectTo(engine, server);
    const catalogue = await session.importCatalogue({ names: [], onProgress: () => {}, signal: never });
    const took = performance.now() - start;
    cmdlets = catalogue.cmdlets.length;
    await session.close(never);
    return took;
  };
  const times = await interleaved(3, 1, { native: opened(native), powershell: opened(powershell) });
  const ours = await withSessions(sessions, context);
  const theirs = await withSessions(sessions, context, { engine: 'powershell', environment });
  await sandbox.stop();
  const total = ({ rss, children }: typeof ours) => (rss + children) / 1e6;
  return {
    figures: [
      {
        name: `connect and import ${cmdlets} cmdlets, native engine`,
        value: median(times.native),
        unit: 'ms',
        peer: { name: 'PowerShell engine', value: median(times.powershell) },
      },
      {
        name: `memory with ${sessions} sessions open, native engine`,
        value: total(ours),
        unit: 'MB',
        peer: { name: 'PowerShell engine', value: total(theirs) },
      },
    ],
    notes: [],
  };
};
