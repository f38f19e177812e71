import { describe, expect, it } from 'vitest';
import { TurnBudget, takeInTurns } from '../../source/async/budget.ts';

function byHand(milliseconds = 8) {
  let time = 0;
  let turns: (() => void)[] = [];
  const budget = new TurnBudget({
    milliseconds,
    now: () => time,
    onNextTurn: (callback) => void turns.push(callback),
  });
  return {
    budget,
    work: (milliseconds: number) => {
      time += milliseconds;
    },
    turn: async () => {
      const due = turns;
      turns = [];
      for (const callback of due) callback();
      for (let count = 0; count < 20; count++) await Promise.resolve();
    },
    scheduled: () => turns.length,
  };
}

describe('TurnBudget', () => {
  it('is spent after its milliseconds of a turn, counted from the first question', () => {
    const { budget, work } = byHand();
    work(100);
    expect(budget.isSpent).toBe(false);
    work(7);
    expect(budget.isSpent).toBe(false);
    work(1);
    expect(budget.isSpent).toBe(true);
  });

  it('starts anew with each turn', async () => {
    const { budget, work, turn } = byHand();
    expect(budget.isSpent).toBe(false);
    work(9);
    await turn();
    expect(budget.isSpent).toBe(false);
    work(9);
    expect(budget.isSpent).toBe(true);
  });

  it('asks for nothing while nobody works', async () => {
    const { budget, turn, scheduled } = byHand();
    expect(budget.isSpent).toBe(false);
    expect(scheduled()).toBe(1);
    await turn();
    expect(scheduled()).toBe(0);
  });

  it('gives those that wait a turn each, in their order', async () => {
    const { budget, work, turn } = byHand();
    const done: string[] = [];
    const run = async (name: string) => {
      for (let piece = 1; piece <= 3; piece++) {
        if (budget.isSpent) await budget.nextTurn();
        work(5);
        done.push(`${name}${piece}`);
      }
    };
    const all = Promise.all([run('a'), run('b'), run('c')]);
    const turns = [done.splice(0)];
    while (turns.flat().length < 9) {
      await turn();
      turns.push(done.splice(0));
    }
    await all;
    expect(turns).toEqual([['a1', 'a2'], ['a3'], ['b1', 'b2'], ['c1', 'c2'], ['b3'], ['c3']]);
  });

  it('leaves those that wait what others had not of the turn, and always something', async () => {
    const { budget, work, turn } = byHand(10);
    const left: number[] = [];
    for (const before of [3, 50]) {
      expect(budget.isSpent).toBe(false);
      work(before);
      const waited = budget.nextTurn().then(() => left.push(budget.milliseconds - budget.spent));
      await turn();
      await waited;
      await turn();
    }
    expect(left).toEqual([7, 2]);
  });

  it('lets timers and immediates run between two turns of the real loop', async () => {
    const budget = new TurnBudget({ milliseconds: 0 });
    const order: string[] = [];
    setImmediate(() => order.push('other'));
    if (budget.isSpent) await budget.nextTurn();
    order.push('work');
    expect(order).toEqual(['other', 'work']);
  });
});

async function turnsUntil(work: Promise<void>, turn: () => Promise<void>): Promise<void> {
  let isOver = false;
  const over = work.finally(() => {
    isOver = true;
  });
  while (!isOver) await turn();
  await over;
}

describe('takeInTurns', () => {
  /** Gives the items, each after 1 ms of work. */
  function source(items: readonly (string | Error)[], milliseconds: number) {
    const hand = byHand(milliseconds);
    const left = [...items];
    const next = () => {
      const item = left.shift();
      hand.work(1);
      if (item instanceof Error) throw item;
      return item;
    };
    return { ...hand, next };
  }

  it('hands on a small part of a turn at a time, without waiting for the next turn', async () => {
    const { budget, next } = source(['a', 'b', 'c', 'd', 'e'], 32);
    const batches: string[] = [];
    await takeInTurns(next, async (items) => void batches.push(items.join('')), budget);
    expect(batches).toEqual(['ab', 'cd', 'e']);
  });

  it('does as much as fits a turn', async () => {
    const { budget, next, turn } = source(['a', 'b', 'c', 'd', 'e', 'f', 'g'], 4);
    const batches: string[] = [];
    const work = takeInTurns(next, async (items) => void batches.push(items.join('')), budget);
    for (let count = 0; count < 20; count++) await Promise.resolve();
    expect(batches).toEqual(['a', 'b', 'c', 'd']);
    await turnsUntil(work, turn);
    expect(batches).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'g']);
  });

  it('waits for whoever it hands on to', async () => {
    const { budget, next, turn } = source(['a', 'b', 'c'], 32);
    const taken = Promise.withResolvers<void>();
    const batches: string[] = [];
    const work = takeInTurns(
      next,
      (items) => {
        batches.push(items.join(''));
        return taken.promise;
      },
      budget,
    );
    for (let turns = 0; turns < 3; turns++) await turn();
    expect(batches).toEqual(['ab']);
    taken.resolve();
    await turnsUntil(work, turn);
    expect(batches).toEqual(['ab', 'c']);
  });

  it('hands on what came before an error', async () => {
    const { budget, next } = source(['a', new RangeError('Bad.'), 'b'], 32);
    const batches: string[] = [];
    await expect(takeInTurns(next, async (items) => void batches.push(items.join('')), budget)).rejects.toThrow('Bad.');
    expect(batches).toEqual(['a']);
  });

  it('hands on nothing where there is nothing', async () => {
    const { budget } = source([], 32);
    await takeInTurns(
      () => undefined,
      () => Promise.reject(new Error('Nothing.')),
      budget,
    );
  });
});
