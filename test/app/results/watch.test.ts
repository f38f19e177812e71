import { expect, it } from 'vitest';
import { OpenGrid } from '../../../source/app/results/open-grid.ts';
import { Results } from '../../../source/app/results/results.ts';
import { Watch } from '../../../source/app/results/watch.ts';
import { turnBudget } from '../../../source/async/budget.ts';
import type { RunOutcome } from '../../../source/domain/index.ts';
import { psObject } from '../../../source/objects/index.ts';
import { HandClock, turns } from '../../support/hand-clock.ts';

const memory = 400_000;
const failed = (error: unknown) => {
  throw error;
};

/** A watch on a server of its own, each look of which gives so many rows. */
async function watching(
  results: Results,
  connection: string,
  rows: () => number,
  state: RunOutcome['state'] = 'completed',
) {
  const clock = new HandClock();
  const empty = results.begin({ connection, line: 'Get-Queue', at: 0 });
  const open = new OpenGrid(empty, { results, budget: turnBudget, changed: () => {}, failed });
  const watch = new Watch(connection, 'Get-Queue', 10, {
    source: {
      readiness: () => 'ready',
      run: async (take) => {
        for (let n = 0; n < rows(); n++) {
          take({ stream: 'output', value: psObject({ Identity: `${n}`, Notes: `${n} ${'x'.repeat(1000)}` }) });
        }
        return { state };
      },
      idle: () => ({ allowed: undefined, since: 0 }),
    },
    results,
    timers: clock,
    clock: clock.now,
    looked: (result) => open.renew(result),
    changed: () => {},
  });
  open.watch = watch;
  const settled = async () => {
    await turns();
    await open.settled();
    await turns();
  };
  watch.start();
  await settled();
  return {
    open,
    look: async () => {
      await clock.advance(10_000);
      await settled();
    },
  };
}

it('has its rows and the texts that filters look at within the memory of all results, and counts what has no room', async () => {
  const results = new Results({ memory, budget: turnBudget, failed });
  const watches = [];
  for (const name of ['ex01', 'ex02', 'ex03', 'ex04', 'ex05', 'ex06']) {
    watches.push(await watching(results, name, () => 60));
    expect(results.bytes).toBeLessThanOrEqual(memory);
  }
  for (const { look } of watches) await look();
  expect(results.bytes).toBeLessThanOrEqual(memory);
  expect(watches[0]!.open.result.length).toBeGreaterThan(0);
  const { length, left } = watches.at(-1)!.open.result;
  expect(length + left).toBe(60);
  expect(left).toBeGreaterThan(0);
  // A row whose text has no room is found all the same.
  const [{ open }] = watches as [(typeof watches)[number]];
  open.filter(`Notes:${open.result.length - 1}`, 10);
  await open.settled();
  expect(open.grid.shown).toContain(open.result.length - 1);
  for (const one of watches) one.open.end();
  await turns();
  expect(results.bytes).toBe(0);
});

it('gives back the room of the look before, and of one that has failed', async () => {
  const results = new Results({ memory, budget: turnBudget, failed });
  let rows = 30;
  const { open, look } = await watching(results, 'ex01', () => rows);
  const once = results.bytes;
  for (let count = 0; count < 10; count++) await look();
  expect([results.bytes, open.result.left]).toEqual([once, 0]);
  rows = 3;
  await look();
  expect(results.bytes).toBeLessThan(once / 5);
  const failing = new Results({ memory, budget: turnBudget, failed });
  const lost = await watching(failing, 'ex02', () => 5, 'lost');
  expect(lost.open.watch?.state).toMatchObject({ kind: 'ended' });
  lost.open.end();
  expect(failing.bytes).toBe(0);
});

it('lets what lines have given go to make room for what is looked at now', async () => {
  const results = new Results({ memory, budget: turnBudget, failed });
  const old = results.begin({ connection: 'ex01', line: 'Get-Mailbox', at: 0 });
  for (let n = 0; n < 90; n++) results.add(old, psObject({ Notes: 'x'.repeat(1900) }));
  old.isGrowing = false;
  const { open } = await watching(results, 'ex02', () => 60);
  expect(open.result.left).toBe(0);
  expect([old.isDropped, results.bytes <= memory]).toEqual([true, true]);
});
