import { connection, FakeApp } from '../../test/support/fake-app.ts';
import { type Figure, median, type Part, percentile, threadTime } from './figures.ts';
import { screenOf } from './open-screen.ts';

const lines = 200;
const keys = 200;

/** What a key costs at a prompt with a long block, from the key to its frame. */
export const promptPart: Part = async () => ({ figures: [await keyInBlock()], notes: [] });

async function keyInBlock(): Promise<Figure> {
  const app = new FakeApp([connection('ex01')]);
  app.open('ex01');
  app.setFocus('prompt');
  app.set('ex01', { commands: new Set(['get-mailbox', 'where-object']) });
  const screen = screenOf(app);
  await screen.handle.drawn();
  const block = Array.from({ length: lines }, (_, n) => line(n)).join('\n');
  app.updatePane('ex01', { text: block, cursor: block.length >> 1 });
  await screen.handle.drawn();
  const work: number[] = [];
  const time: number[] = [];
  for (let n = 0; n < keys; n++) {
    const [started, used] = [performance.now(), threadTime()];
    await new Promise<void>((resolve) => screen.keyboard.write('x', () => setImmediate(resolve)));
    await screen.handle.drawn();
    work.push(threadTime() - used);
    time.push(performance.now() - started);
  }
  return {
    name: `a key at a prompt with ${lines} lines, 99 of 100 within`,
    value: percentile(work, 0.99),
    unit: 'ms of our own work',
    also: { 'ms of our own work, median': median(work), 'ms until it is there, median': median(time) },
    limit: 16,
  };
}

function line(n: number): string {
  return `Get-Mailbox -Identity "user${n} $($x.Name)" | Where-Object { $_.ItemCount -gt ${n}MB } | Set-Office 'Oslo' # ${n}`;
}
