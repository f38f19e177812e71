import { runLine } from '../../test/contract/engine-contract.ts';
import { Lab } from '../../test/engine/native/support.ts';
import { connection, FakeApp } from '../../test/support/fake-app.ts';
import { type Figure, median, milliseconds, type Part, percentile, threadTime } from './figures.ts';
import { screenOf } from './open-screen.ts';

const lines = 200;
const keys = 200;

/** What a key costs at a prompt with a long block, from the key to its frame, and what completion takes. */
export const promptPart: Part = async () => ({
  figures: [await keyInBlock(), ...(await completions())],
  notes: [],
});

const rounds = 60;

/** Of the whole catalogue of the sandbox, and of identities that its server is asked for. */
async function completions(): Promise<readonly Figure[]> {
  const lab = await Lab.start({ sandbox: { mailboxes: 500 } });
  const session = await lab.connect();
  const signal = new AbortController().signal;
  const { cmdlets } = await session.importCatalogue({ names: [], onProgress: () => {}, signal });
  const complete = (text: string) => session.complete(text, text.length, signal);
  const own: number[] = [];
  const [asked, answered]: [number[], number[]] = [[], []];
  for (let n = 0; n < rounds; n++) {
    for (const text of ['Get-', '*', 'Get-Mailbox | Set-', 'Set-Mailbox -']) {
      own.push(await milliseconds(() => complete(text)));
    }
    const typed = 'abcdefghijklmnopqrstuvwxyz'[n % 26]!;
    answered.push(await milliseconds(() => runLine(session, `Get-Mailbox -Anr ${typed} -ResultSize 200`)));
    asked.push(await milliseconds(() => complete(`Set-Mailbox ${typed}`)));
  }
  await session.close(signal);
  await lab.sandbox.stop();
  const overhead = asked.map((time, index) => time - answered[index]!);
  return [
    {
      name: `completion among ${cmdlets.length} cmdlets`,
      value: median(own),
      unit: 'ms',
      also: { 'ms, 99 of 100 within': percentile(own, 0.99) },
      limit: 5,
    },
    {
      name: 'completion of identities, beyond the same line’s round trip',
      value: median(overhead),
      unit: 'ms',
      also: { 'ms in all, median': median(asked), 'ms of the line, median': median(answered) },
      limit: 5,
    },
  ];
}

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
