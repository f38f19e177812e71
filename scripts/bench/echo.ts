import { setTimeout as sleep } from 'node:timers/promises';
import type { ExtermApp } from '../../source/app/screen/create-app.ts';
import { type Figure, median, type Part, percentile, threadTime } from './figures.ts';
import { type OpenScreen, screenOf, type Taken, until } from './open-screen.ts';
import { openApp } from './open-sessions.ts';
import { startSandboxProcess } from './sandbox-process.ts';

/** Letters that nothing else on the screen has: the one that appears is the one that was typed. */
const letters = [...'абвгдежзиклмнопрстуфхцчшщэюя'];
const rounds = 6;
const rate = 10_000;
const scrollback = 100_000;

/**
 * From a key to its echo on one session while another one's output comes from the sandbox: as fast as it can, and at a
 * rate with much scrollback behind it. As shipped.
 */
export const echoPart: Part = async (context) => {
  const sandbox = await startSandboxProcess(context, ['--test-cmdlets']);
  const app = await openApp(2, context);
  const screen = screenOf(app);
  const [flooded, typed] = Object.keys(app.store.getState().sessions) as [string, string];
  const { transcript } = app.store.getState().sessions[flooded]!;
  app.select(typed);
  app.setFocus('prompt');
  await screen.handle.drawn();
  const keys = async () => {
    const echoes: Taken[] = [];
    for (const letter of letters) echoes.push(await echo(screen, letter));
    app.updatePane(typed, { text: '', cursor: 0 });
    await screen.handle.drawn();
    return echoes;
  };
  const quiet: Taken[] = [];
  const flood: Taken[] = [];
  const paced: Taken[] = [];
  const arriving: number[] = [];
  const turns: Turns[] = [];
  await keys();
  for (let round = 0; round < rounds; round++) {
    quiet.push(...(await keys()));
    const before = transcript.end;
    app.submit(flooded, `Write-SandboxFlood ${100 * scrollback}`, 120);
    await comesTrue(() => transcript.end > before + 1000);
    const [start, first] = [performance.now(), transcript.end];
    flood.push(...(await keys()));
    arriving.push(((transcript.end - first) / (performance.now() - start)) * 1000);
    turns.push(await loopTurns(1500));
    await stop(app, flooded);
  }
  app.submit(flooded, `Write-SandboxFlood ${scrollback}`, 120);
  await comesTrue(() => app.store.getState().sessions[flooded]!.state === 'ready');
  app.submit(flooded, `Write-SandboxFlood ${100 * scrollback} -Rate ${rate}`, 120);
  for (let round = 0; round < rounds; round++) paced.push(...(await keys()));
  await stop(app, flooded);
  await app.quit();
  await sandbox.stop();

  const times = (echoes: readonly Taken[]) => echoes.map(({ time }) => time);
  const works = (echoes: readonly Taken[]) => echoes.map(({ work }) => work);
  const atFlood = (share: number, limit: number): Figure => ({
    name: `echo of a key while another session floods, p${100 * share}`,
    value: percentile(times(flood), share),
    unit: 'ms',
    also: { 'ms of our own work': percentile(works(flood), share) },
    peer: { name: 'nothing else going on', value: percentile(times(quiet), share) },
    limit,
  });
  return {
    figures: [
      atFlood(0.5, 33),
      atFlood(0.99, 50),
      {
        name: `our own work for an echo at ${rate.toLocaleString('en-US')} lines/s from another session, ${scrollback.toLocaleString('en-US')} lines of scrollback, p99`,
        value: percentile(works(paced), 0.99),
        unit: 'ms',
        also: { 'ms until it is there': percentile(times(paced), 0.99) },
        peer: { name: 'nothing else going on', value: percentile(works(quiet), 0.99) },
        limit: 16,
      },
      {
        name: 'longest turn of the loop under flood',
        value: median(turns.map(({ longest }) => longest)),
        unit: 'ms',
        also: { 'ms p99': median(turns.map(({ most }) => most)), 'lines/s arriving': median(arriving) },
        limit: 10,
      },
    ],
    notes: [],
  };
};

async function echo(screen: OpenScreen, letter: string): Promise<Taken> {
  const taken = await until(screen, letter, new RegExp(letter));
  // Keys come apart from each other as a person's do, not in answer to the frame before.
  await sleep(20);
  return taken;
}

interface Turns {
  readonly longest: number;
  /** What 99 of 100 turns were not above. */
  readonly most: number;
}

/** Milliseconds: what is shorter is a turn in which nothing came. */
const leastTurn = 0.2;

/** What turns of the event loop work for so many milliseconds. */
async function loopTurns(milliseconds: number): Promise<Turns> {
  const turns: number[] = [0];
  const end = performance.now() + milliseconds;
  for (let before = threadTime(); performance.now() < end; ) {
    await new Promise((resolve) => setImmediate(resolve));
    const now = threadTime();
    if (now - before > leastTurn) turns.push(now - before);
    before = now;
  }
  return { longest: Math.max(...turns), most: percentile(turns, 0.99) };
}

async function stop(app: ExtermApp, name: string): Promise<void> {
  app.stop(name);
  await comesTrue(() => app.store.getState().sessions[name]!.state === 'ready');
}

async function comesTrue(reached: () => boolean): Promise<void> {
  while (!reached()) await new Promise((resolve) => setTimeout(resolve, 5));
}
