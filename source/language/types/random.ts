import { LiveInstance, type LiveType } from '../run/value.ts';
import { defineType } from './define.ts';
import { TypeFailure } from './type.ts';

const randomName = 'System.Random';

/** Numbers from a seed are the same each time, but not those that .NET gives. */
class RandomState {
  #state: number;
  readonly isSeeded: boolean;

  constructor(seed?: number) {
    this.isSeeded = seed !== undefined;
    this.#state = seed ?? 0;
  }

  next(): number {
    if (!this.isSeeded) return Math.random();
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }
}

type Random = LiveInstance<RandomState>;

function between({ state }: Random, least: number, most: number): number {
  if (least > most) {
    throw new TypeFailure(
      "'minValue' cannot be greater than maxValue. (Parameter 'minValue')",
      'System.ArgumentOutOfRangeException',
    );
  }
  return least + Math.floor(state.next() * (most - least));
}

export const randomType = defineType({
  name: randomName,
  summary: 'Random numbers.',
  is: (value) => value instanceof LiveInstance && value.typeName === randomName,
  members: {
    'int Next()': (self: Random) => between(self, 0, 2_147_483_647),
    'int Next(int maxValue)': (self: Random, most: number) => between(self, 0, most),
    'int Next(int minValue, int maxValue)': (self: Random, least: number, most: number) => between(self, least, most),
    'double NextDouble()': ({ state }: Random) => state.next(),
    'new()': () => new LiveInstance(randomName, new RandomState()),
    'new(int Seed)': (_: LiveType, seed: number) => new LiveInstance(randomName, new RandomState(seed)),
  },
});
