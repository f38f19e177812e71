import { expect, it } from 'vitest';
import { Background } from '../../source/async/background.ts';

it('work in the background starts after the caller’s turn, and its errors are taken', async () => {
  const errors: unknown[] = [];
  const seen: string[] = [];
  const background = new Background((error) => errors.push(error));
  const gate = Promise.withResolvers<void>();
  background.start(async () => {
    seen.push('begun');
    await gate.promise;
    background.start(async () => void seen.push('one that it started'));
    throw new Error('The disk is full.');
  });
  seen.push('the caller’s own');
  gate.resolve();
  await background.settled();
  await background.settled();
  expect(seen).toEqual(['the caller’s own', 'begun', 'one that it started']);
  expect(errors).toEqual([new Error('The disk is full.')]);
});
