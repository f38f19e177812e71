import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { randomFrom } from '../support/random.ts';
import { seed } from '../support/seed.ts';
import { type Corpus, recordCorpus } from './corpus.ts';
import { mutate } from './mutate.ts';
import { parsers } from './parsers.ts';

/** How many inputs each parser gets. */
const inputs = Number(process.env['EXTERM_FUZZ'] ?? 500);
const isLong = inputs >= 20_000;
/** Milliseconds of processor that no input may take: how busy the machine is says nothing of a parser. */
const slowest = 1000;

let corpus: Corpus;
const figures: string[] = [];

const shown = (bytes: Uint8Array) => JSON.stringify(Buffer.from(bytes).toString('latin1').slice(0, 2000));

describe('parsers', () => {
  it('have recorded traffic to begin with', async () => {
    corpus = await recordCorpus();
    for (const part of Object.values(corpus)) expect(part.length).toBeGreaterThan(0);
  });

  for (const { name, seeds, read, errors } of parsers) {
    it(`${name}: ${inputs} damaged inputs are read, or refused in its own words`, async () => {
      const random = randomFrom(seed);
      const begin = seeds(corpus);
      let [refused, longest] = [0, 0];
      for (let i = 0; i < begin.length + inputs; i++) {
        const bytes = begin[i] ?? mutate(begin, random);
        // A million in one turn would leave the test runner's own messages unanswered.
        if (i % 1000 === 999) await nextTurn();
        const began = process.cpuUsage();
        try {
          read(bytes);
        } catch (error) {
          if (!errors.some((own) => error instanceof own))
            throw new Error(`seed ${seed}, input ${i}: ${shown(bytes)}`, { cause: error });
          refused++;
        }
        longest = Math.max(longest, millisecondsSince(began));
      }
      figures.push(`${name}: ${inputs} inputs, ${refused} refused, longest ${longest.toFixed(1)} ms`);
      if (isLong) expect(longest).toBeLessThan(slowest);
    }, 7_200_000);

    if (!isLong) continue;
    it(`${name}: eight times as much takes no more than n·log n`, () => {
      const random = randomFrom(seed);
      for (let round = 0; round < 40; round++) {
        const source = random.of(seeds(corpus));
        const from = random.below(source.length);
        const piece = Buffer.from(source.subarray(from, from + 1 + random.below(12)));
        const isSlow = () => {
          const [little, much] = [16_384, 131_072].map((size) => {
            const bytes = Buffer.alloc(size, piece);
            return Math.min(...[1, 2, 3].map(() => timed(() => read(bytes))));
          });
          // Eight times n·log n is below twelve; quadratic is 64. What is over in a moment says nothing.
          return much! > 50 && much! / little! > 24;
        };
        // Time that the engine's own helpers take is counted too: what is slow is so again.
        expect(isSlow() && isSlow() && isSlow(), shown(piece)).toBe(false);
      }
    }, 600_000);
  }
});

function millisecondsSince(began: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(began);
  return (user + system) / 1000;
}

/** Milliseconds of processor. */
function timed(work: () => unknown): number {
  const began = process.cpuUsage();
  try {
    work();
  } catch {
    // Refused: that took its time too.
  }
  return millisecondsSince(began);
}

afterAll(() => {
  if (isLong) process.stderr.write(`${figures.join('\n')}\n(seed ${seed})\n`);
});
