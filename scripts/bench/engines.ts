import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Engine } from '../../source/domain/index.ts';
import { NativeEngine } from '../../source/engine/native/index.ts';
import { PowerShellEngine } from '../../source/engine/powershell/index.ts';
import { connectTo, never, prompts } from './connect-to.ts';
import { interleaved, median, type Part } from './figures.ts';
import { withSessions } from './open-sessions.ts';
import { wholePowerShell } from './powershell.ts';
import { type SandboxServer, startSandboxProcess } from './sandbox-process.ts';

const sessions = 10;
const mailboxes = 20_000;

/**
 * The two engines side by side: connecting with the import of all cmdlets, that and a server's mailboxes to CSV, and the
 * memory of open sessions.
 */
export const enginesPart: Part = async (context) => {
  const host = await wholePowerShell(context);
  if ('missing' in host) {
    return { figures: [], notes: [`The engines were not compared, for want of a PowerShell: ${host.missing}`] };
  }
  const environment = { ...process.env, NODE_POWERSHELL: host.executable };
  const sandbox = await startSandboxProcess(context, ['--max-shells', '50', '--mailboxes', `${mailboxes}`]);
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
  const exports = await interleaved(1, 0, {
    native: () => exported(native, server, join(context.folder, 'native.csv')),
    powershell: () => exported(powershell, server, join(context.folder, 'powershell.csv')),
  });
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
        name: `connect, import and ${mailboxes.toLocaleString('en-US')} mailboxes to CSV, native engine`,
        value: median(exports.native),
        unit: 'ms',
        peer: { name: 'PowerShell engine', value: median(exports.powershell) },
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

/** Milliseconds from nothing to a file with all of the server's mailboxes, by the same line whichever engine runs it. */
async function exported(engine: Engine, server: SandboxServer, file: string): Promise<number> {
  const start = performance.now();
  const session = await connectTo(engine, server);
  await session.importCatalogue({ names: [], onProgress: () => {}, signal: never });
  const line = `Get-Mailbox -ResultSize Unlimited | Export-Csv -NoTypeInformation -Path '${file}'`;
  const run = session.run(line, { width: 120, prompts });
  for await (const records of run.records) {
    for (const record of records) if (record.stream === 'error') throw new Error(record.error.message);
  }
  await session.close(never);
  const took = performance.now() - start;
  const rows = readFileSync(file, 'latin1').split('\n').length - 2;
  if (rows !== mailboxes) throw new Error(`The ${engine.kind} engine wrote ${rows} of ${mailboxes} mailboxes.`);
  return took;
}
