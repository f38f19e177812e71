import { connection, FakeApp } from '../../test/support/fake-app.ts';
import { type Figure, interleaved, median, milliseconds, type Part } from './figures.ts';
import { screenOf } from './open-screen.ts';

const sizes = [1_000, 100_000] as const;
/** Frames whose median is one measured value. */
const frames = 60;

/** From a change of the state to its frame written, on a real store and screen with short and long transcripts. */
export const framesPart: Part = async () => {
  const [short, long] = sizes.map(filled) as [Filled, Filled];
  const figures: Figure[] = [];
  for (const [kind, change] of Object.entries(changes)) {
    const frame = (on: Filled) => async () => {
      const times: number[] = [];
      let written = 0;
      on.screen.terminal.onText = () => {
        written += 1;
      };
      for (let n = 0; n < frames; n++) {
        times.push(
          await milliseconds(() => {
            change(on.app, n);
            return on.screen.handle.drawn();
          }),
        );
      }
      if (written < frames) throw new Error(`After ${kind} ${frames - written} of ${frames} frames were not drawn.`);
      return median(times);
    };
    const { many, few } = await interleaved(9, 2, { few: frame(short), many: frame(long) });
    figures.push({
      name: `frame after ${kind}, ${sizes[1].toLocaleString('en-US')} transcript lines`,
      value: median(many),
      unit: 'ms',
      peer: { name: `${sizes[0].toLocaleString('en-US')} lines`, value: median(few) },
      goal: { atMost: 1.1 },
    });
  }
  return { figures, notes: [] };
};

const changes: Readonly<Record<string, (app: FakeApp, n: number) => void>> = {
  'a new line': (app, n) => app.print('ex01', [line(n)]),
  'a key': (app, n) => app.updatePane('ex01', { text: 'Get-Mailbox'.slice(0, n % 12), cursor: n % 12 }),
  'a tick': (app) => app.store.setState(({ now }) => ({ now: now + 1000 })),
  'scrolling up': (app, n) => app.updatePane('ex01', { scroll: { line: 500 - (n % 100), row: 0 } }),
};

type Filled = ReturnType<typeof filled>;

function filled(lines: number) {
  const app = new FakeApp(['ex01', 'ex02', 'dr01'].map((name) => connection(name)));
  app.open('ex01');
  app.setFocus('prompt');
  app.print(
    'ex01',
    Array.from({ length: lines }, (_, n) => line(n)),
  );
  return { app, screen: screenOf(app) };
}

function line(n: number) {
  return { kind: 'output', text: `mailbox${n}  Adele Vance  DB0${n % 4}  user${n}@contoso.com  ${n * 37}` } as const;
}
