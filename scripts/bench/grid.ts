import { PsObject, type PsValue } from '../../source/objects/index.ts';
import { connection, FakeApp } from '../../test/support/fake-app.ts';
import { keyBytes } from '../../test/support/keyboard.ts';
import { type Figure, median, type Part, percentile, threadTime } from './figures.ts';
import { screenOf, type Taken, until } from './open-screen.ts';

const count = 100_000;
const rounds = 7;

/** A grid of many rows on the screen: from a key to the frame that answers it, and what turns of the loop work meanwhile. */
export const gridPart: Part = async () => {
  const before = memory();
  const rows = mailboxes();
  const app = new FakeApp([connection('ex01')]);
  app.open('ex01');
  app.setFocus('prompt');
  app.keep('ex01', rows);
  const kept = memory();
  const screen = screenOf(app);
  await screen.handle.drawn();
  const times = { open: [] as Taken[], sort: [] as Taken[], filter: [] as Taken[] };
  const whole: number[] = [];
  const keys: Taken[] = [];
  const turns: number[] = [];
  let opened = 0;
  for (let round = -1; round < rounds; round++) {
    const watch = loopTurns();
    const open = await until(screen, keyBytes('ctrl+t'), /1 of 100,000/);
    const grid = app.grid('ex01')!;
    await grid.settled();
    // Alternately what is read first and what has been read.
    const filter = await until(screen, '/', / \/ /).then(() => until(screen, '7', /of [\d,]+ \(100,000\)/));
    const rest = await wait(() => grid.settled());
    await until(screen, keyBytes('escape'), /of 100,000/, () => screen.handle.flushInput());
    await grid.settled();
    const sort = await until(screen, 'o', /▲/);
    await grid.settled();
    for (let n = 0; n < 40; n++)
      keys.push(await until(screen, keyBytes(n % 2 === 0 ? 'down' : 'pagedown'), /of 100,000/));
    opened = memory();
    turns.push(watch());
    app.closePane('ex01');
    await screen.handle.drawn();
    if (round < 0) continue;
    times.open.push(open);
    times.sort.push(sort);
    times.filter.push(filter);
    whole.push(rest);
  }
  const what = `a grid of ${count.toLocaleString('en-US')} rows`;
  const figure = (name: string, taken: readonly Taken[], share: number, limit: number): Figure => ({
    name,
    value: percentile(
      taken.map(({ work }) => work),
      share,
    ),
    unit: 'ms of our own work',
    also: {
      'ms until it is there': percentile(
        taken.map(({ time }) => time),
        share,
      ),
    },
    limit,
  });
  return {
    figures: [
      figure(`open ${what}, to the next frame`, times.open, 0.5, 100),
      figure(`sort ${what}, to the frame that shows it`, times.sort, 0.5, 150),
      figure(`filter ${what}, to the next frame`, times.filter, 0.5, 50),
      figure(`a key in ${what}, p99`, keys, 0.99, 16),
      { name: `longest turn of the loop in ${what}`, value: median(turns), unit: 'ms', limit: 16 },
      { name: `after a filter's first frame until all of ${what} are found`, value: median(whole), unit: 'ms' },
      {
        name: `memory of ${count.toLocaleString('en-US')} objects that are kept`,
        value: (kept - before) / 1e6,
        unit: 'MB',
        also: { 'MB as a grid': (opened - kept) / 1e6 },
      },
    ],
    notes: [],
  };
};

function memory(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}

async function wait(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** What the longest turn of the event loop works until it is asked, in milliseconds of processor. */
function loopTurns(): () => number {
  let longest = 0;
  let isOver = false;
  let before = threadTime();
  const turn = () => {
    const now = threadTime();
    longest = Math.max(longest, now - before);
    before = threadTime();
    if (!isOver) setImmediate(turn);
  };
  setImmediate(turn);
  return () => {
    isOver = true;
    return longest;
  };
}

function mailboxes(): readonly PsValue[] {
  const names = ['Name', 'Alias', 'Database', 'ItemCount', 'TotalItemSize', 'PrimarySmtpAddress'];
  const typeNames = ['Deserialized.Contoso.Mailbox'];
  return Array.from({ length: count }, (_, n) => {
    const bytes = (n * 7919 * 65_536) % 50_000_000_000;
    const values = [
      `user ${(n * 7919) % count}`,
      `user${n}`,
      `DB0${n % 8}`,
      (n * 37) % 90_000,
      `${(bytes / 1024 ** 3).toFixed(3)} GB (${bytes.toLocaleString('en-US')} bytes)`,
      `user${n}@contoso.com`,
    ];
    return new PsObject({ typeNames, extended: { names, values } });
  });
}
