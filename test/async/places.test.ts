import { expect, it } from 'vitest';
import { Places } from '../../source/async/places.ts';

const turn = () => new Promise((resolve) => setImmediate(resolve));

it('gives so many places, and each that comes back to who waits longest', async () => {
  const places = new Places(2);
  const got: string[] = [];
  const frees = new Map<string, () => void>();
  for (const name of ['a', 'b', 'c', 'd']) {
    void places.take().then((free) => {
      got.push(name);
      frees.set(name, free);
    });
  }
  await turn();
  expect(got).toEqual(['a', 'b']);
  frees.get('b')!();
  // Given back once more it is nobody's.
  frees.get('b')!();
  await turn();
  expect(got).toEqual(['a', 'b', 'c']);
  frees.get('a')!();
  await turn();
  expect(got).toEqual(['a', 'b', 'c', 'd']);
});
