import type { Connection } from '../../source/domain/index.ts';
import { ex01, harness, startApp } from '../../test/support/app-harness.ts';
import { keyBytes } from '../../test/support/keyboard.ts';
import { type Figure, type Part, percentile } from './figures.ts';
import { screenOf, type Taken, until } from './open-screen.ts';

const count = 200;
const groups = 5;
const rounds = 8;

/** What is pressed, and what is written then; a key that only leads back to where it began is not measured. */
type Press = readonly [bytes: string, wanted: RegExp, isMeasured?: false];

/** What a frame begins with: it goes back to the rows that it changes. */
const frame = /\[\d+A/;

const journeys: Readonly<Record<string, readonly Press[]>> = {
  'a step in the list': Array.from({ length: 20 }, (_, n) => [keyBytes(n % 5 === 4 ? 'pagedown' : 'down'), frame]),
  'a letter of the list’s filter': [
    ['/', /part of a name/, false],
    ...[...'ex15'].map((letter): Press => [letter, frame]),
    [keyBytes('ctrl+u'), frame],
    [keyBytes('ctrl+c'), frame, false],
  ],
  'the palette, opened': [
    [keyBytes('ctrl+p'), frame],
    [keyBytes('ctrl+c'), frame, false],
  ],
  'a letter of the palette’s filter': [
    [keyBytes('ctrl+p'), frame, false],
    ...[...'ex150'].map((letter): Press => [letter, frame]),
    [keyBytes('ctrl+u'), frame],
    [keyBytes('ctrl+c'), frame, false],
  ],
  'a group’s prompt, opened': [[keyBytes('alt+a'), frame]],
};

/** The list of many connections, a fifth of them open, with its filter and the palette: from a key to the frame behind it. */
export const listPart: Part = async () => {
  const t = await startApp(harness(many()));
  t.app.connect('@group0');
  await t.signIn('right', true);
  const isOpen = ({ state }: { readonly state: string }) => state === 'ready';
  while (Object.values(t.state().sessions).filter(isOpen).length < count / groups) {
    await new Promise((resolve) => setImmediate(resolve));
  }
  const screen = screenOf(t.app);
  await screen.handle.drawn();
  t.app.setFocus('connections');
  t.app.select('ex001');
  await screen.handle.drawn();
  const taken = new Map<string, Taken[]>(Object.keys(journeys).map((name) => [name, []]));
  for (let round = -2; round < rounds; round++) {
    for (const [name, presses] of Object.entries(journeys)) {
      for (const [bytes, wanted, isMeasured = true] of presses) {
        const one = await until(screen, bytes, wanted);
        if (round >= 0 && isMeasured) taken.get(name)!.push(one);
      }
      t.app.setFocus('connections');
      t.app.select('ex001');
      await screen.handle.drawn();
    }
  }
  const figures = [...taken].map(([name, all]): Figure => {
    const [works, times] = [all.map(({ work }) => work), all.map(({ time }) => time)];
    return {
      name: `${name}, of ${count} connections, p99`,
      value: percentile(works, 0.99),
      unit: 'ms of our own work',
      also: { 'ms in the middle': percentile(works, 0.5), 'ms until it is there': percentile(times, 0.99) },
      limit: 16,
    };
  });
  return { figures, notes: [] };
};

function many(): readonly Connection[] {
  return Array.from({ length: count }, (_, index) => {
    const name = `ex${`${index + 1}`.padStart(3, '0')}`;
    const url = `https://${name}.contoso.com/PowerShell/`;
    return { ...ex01, name, url, groups: [`group${index % groups}`], production: index % 3 === 0 };
  });
}
