import type { ExtermApp } from '../../source/app/screen/create-app.ts';
import type { AppState } from '../../source/app/screen/state.ts';
import { type Figure, interleaved, median, milliseconds, type Part, type PartContext } from './figures.ts';
import { benchGroup, openApp, withSessions } from './open-sessions.ts';
import { wholePowerShell } from './powershell.ts';
import { startSandboxProcess } from './sandbox-process.ts';

const servers = 50;
const sessions = 60;
/** Milliseconds before each of a server's answers, as over a network between sites. */
const latency = 20;
const line = 'Get-MailboxDatabase | Select-Object Name, Server';

/** One line to many servers at once against one after the other, and the memory of many sessions. */
export const fanOutPart: Part = async (context) => {
  const sandbox = await startSandboxProcess(context, ['--max-shells', '100', '--latency', `${latency}`]);
  const app = await openApp(servers, context);
  const names = Object.keys(app.store.getState().sessions);
  app.select(benchGroup);
  const rounds = await interleaved(3, 1, {
    together: () => milliseconds(() => ran(app, benchGroup)),
    oneByOne: () =>
      milliseconds(async () => {
        for (const name of names) await ran(app, name);
      }),
  });
  await app.quit();
  await sandbox.stop();
  const { figure, notes } = await memory(context);
  return {
    figures: [
      {
        name: `one line to ${servers} servers, ${latency} ms away`,
        value: median(rounds.together),
        unit: 'ms',
        peer: { name: 'one after the other', value: median(rounds.oneByOne) },
      },
      ...figure,
    ],
    notes,
  };
};

/** Runs the line there; resolves when it has been answered, and compared where it went to several. */
function ran(app: ExtermApp, place: string): Promise<void> {
  const isBusy = ({ sessions: views, groups }: AppState) => (views[place] ?? groups[place])?.state === 'busy';
  return new Promise((resolve) => {
    let hasBegun = false;
    const unsubscribe = app.store.subscribe((state) => {
      hasBegun ||= isBusy(state);
      if (!hasBegun || isBusy(state)) return;
      unsubscribe();
      resolve();
    });
    app.submit(place, line, 120);
  });
}

async function memory(
  context: PartContext,
): Promise<{ readonly figure: readonly Figure[]; readonly notes: readonly string[] }> {
  const host = await wholePowerShell(context);
  if ('missing' in host) {
    const note = `Memory was not compared, for want of a PowerShell: ${host.missing}`;
    return { figure: [], notes: [note] };
  }
  const environment = { ...process.env, NODE_POWERSHELL: host.executable };
  const sandbox = await startSandboxProcess(context, ['--max-shells', '100']);
  const ours = await withSessions(sessions, context);
  const theirs = await withSessions(1, context, { engine: 'powershell', environment });
  await sandbox.stop();
  return {
    figure: [
      {
        name: `resident memory with ${sessions} sessions open`,
        value: ours.rss / 1e6,
        unit: 'MB',
        also: { 'MB heap in use': ours.heapUsed / 1e6 },
        peer: {
          name: 'one PowerShell with one session imported',
          value: theirs.wholeChildren / 1e6,
        },
        goal: { atMost: 1 },
      },
    ],
    notes: [],
  };
}
