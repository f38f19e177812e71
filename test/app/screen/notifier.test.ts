import { expect, it } from 'vitest';
import { frame } from '../../../source/app/output/frame.ts';
import { Notifier } from '../../../source/app/screen/notifier.ts';
import { createAppStore, initialState } from '../../../source/app/screen/store.ts';
import { TurnBudget } from '../../../source/async/budget.ts';
import { ex01 } from '../../support/app-harness.ts';
import { HandClock } from '../../support/hand-clock.ts';

function notified() {
  const clock = new HandClock();
  const store = createAppStore(initialState([ex01], () => 'native', clock.now()));
  let worked = 0;
  const turns: (() => void)[] = [];
  const budget = new TurnBudget({ milliseconds: 8, now: () => worked, onNextTurn: (next) => void turns.push(next) });
  const shown: (number | undefined)[] = [];
  store.subscribe((state) => shown.push(state.sessions['ex01']!.lastActivity));
  return {
    clock,
    budget,
    notifier: new Notifier(store, { timers: clock, budget }),
    shown,
    work: (milliseconds: number) => {
      worked += milliseconds;
    },
    turn: async () => {
      for (const next of turns.splice(0)) next();
      await Promise.resolve();
    },
  };
}

it('shows what came within a frame together, as the beginning of a turn’s work', async () => {
  const { clock, notifier, shown, budget, work } = notified();
  for (const lastActivity of [1, 2, 3]) notifier.soon('ex01', { lastActivity });
  expect(shown).toEqual([]);
  await clock.advance(frame);
  expect(shown).toEqual([3]);
  work(8);
  expect(budget.isSpent).toBe(true);
});

it('leaves a frame to the next turn where this one is spent, and shows a change of state at once all the same', async () => {
  const { clock, notifier, shown, budget, work, turn } = notified();
  expect(budget.isSpent).toBe(false);
  work(9);
  notifier.soon('ex01', { lastActivity: 1 });
  await clock.advance(frame);
  expect(shown).toEqual([]);
  await turn();
  expect(shown).toEqual([1]);
  work(9);
  notifier.soon('ex01', { lastActivity: 2 });
  await clock.advance(frame);
  notifier.now('ex01', { runningSince: 5 });
  expect(shown).toEqual([1, 2]);
  await turn();
  expect(shown).toEqual([1, 2]);
});
