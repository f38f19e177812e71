import { describe, expect, it } from 'vitest';
import { BatchQueue } from '../../source/async/batch-queue.ts';

const settled = async (promise: Promise<unknown>): Promise<boolean> => {
  let isSettled = false;
  void promise.then(() => {
    isSettled = true;
  });
  await new Promise((resolve) => setImmediate(resolve));
  return isSettled;
};

describe('a queue of batches', () => {
  it('gives everything that waits as one batch, in order, and ends', async () => {
    const queue = new BatchQueue<number>(100, () => undefined);
    await queue.push([1, 2], 1);
    await queue.push([], 1);
    await queue.push([3], 1);
    queue.end();
    await queue.push([4], 1);
    expect(await Array.fromAsync(queue)).toEqual([[1, 2, 3]]);
  });

  it('lets a consumer wait that is faster', async () => {
    const queue = new BatchQueue<number>(100, () => undefined);
    const all = Array.fromAsync(queue);
    await queue.push([1], 1);
    await new Promise((resolve) => setImmediate(resolve));
    await queue.push([2], 1);
    await new Promise((resolve) => setImmediate(resolve));
    queue.end();
    expect(await all).toEqual([[1], [2]]);
  });

  it('holds a producer back that is faster, until its items are taken', async () => {
    const queue = new BatchQueue<number>(10, () => undefined);
    await queue.push([1], 9);
    const second = queue.push([2], 9);
    expect(await settled(second)).toBe(false);
    const iterator = queue[Symbol.asyncIterator]();
    expect((await iterator.next()).value).toEqual([1, 2]);
    expect(await settled(second)).toBe(true);
  });

  it('lets go of producers when it is told that what comes is little, and when it ends', async () => {
    for (const release of ['unbound', 'end'] as const) {
      const queue = new BatchQueue<number>(1, () => undefined);
      const held = queue.push([1], 5);
      expect(await settled(held)).toBe(false);
      queue[release]();
      expect(await settled(held)).toBe(true);
      expect(await settled(queue.push([2], 5))).toBe(true);
    }
  });

  it('tells when the consumer leaves early, and holds nobody then', async () => {
    let left = 0;
    const queue = new BatchQueue<number>(1, () => left++);
    const held = queue.push([1], 5);
    for await (const _ of queue) break;
    expect(left).toBe(1);
    await held;
    expect(await settled(queue.push([2], 5))).toBe(true);
  });

  it('tells when all that was pushed has been used, and keeps nobody where nobody uses it', async () => {
    const queue = new BatchQueue<number>(10, () => undefined);
    await queue.push([1], 1);
    expect(await settled(queue.used())).toBe(true);
    const iterator = queue[Symbol.asyncIterator]();
    await iterator.next();
    const used = queue.used();
    expect(await settled(used)).toBe(false);
    await queue.push([2], 1);
    const next = iterator.next();
    expect(await settled(used)).toBe(false);
    expect((await next).value).toEqual([2]);
    const last = iterator.next();
    expect(await settled(used)).toBe(true);
    expect(await settled(queue.used())).toBe(true);
    queue.end();
    expect((await last).done).toBe(true);
  });

  it.each(['unbound', 'end'] as const)('lets go of who waits for its use: %s', async (release) => {
    const queue = new BatchQueue<number>(10, () => undefined);
    await queue.push([1], 1);
    await queue[Symbol.asyncIterator]().next();
    const used = queue.used();
    expect(await settled(used)).toBe(false);
    queue[release]();
    expect(await settled(used)).toBe(true);
  });

  it('tells nobody when the consumer read to the end', async () => {
    let left = 0;
    const queue = new BatchQueue<number>(1, () => left++);
    queue.end();
    expect(await Array.fromAsync(queue)).toEqual([]);
    expect(left).toBe(0);
  });
});
