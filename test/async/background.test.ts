import { expect, it, onTestFinished } from 'vitest';
import { Background, inBackground, neverRejects } from '../../source/async/background.ts';

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

it('the error of work that nobody waits for goes to its taker', async () => {
  const taken = Promise.withResolvers<unknown>();
  inBackground(Promise.reject(new Error('The disk is full.')), taken.resolve);
  expect(await taken.promise).toEqual(new Error('The disk is full.'));
});

it('work that was said never to reject, and does, is a fault of the program', async () => {
  const uncaught = Promise.withResolvers<unknown>();
  const others = process.listeners('uncaughtException');
  process.removeAllListeners('uncaughtException').once('uncaughtException', uncaught.resolve);
  onTestFinished(() => {
    for (const listener of others) process.on('uncaughtException', listener);
  });
  neverRejects(Promise.reject(new Error('It cannot be.')));
  expect(await uncaught.promise).toEqual(new Error('It cannot be.'));
});
