import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseSize, sizeText } from '../../../source/sandbox/directory/quantities.ts';
import { createRandom } from '../../../source/sandbox/directory/random.ts';
import { parseDate } from '../../../source/sandbox/directory/text-values.ts';
import { matchesWildcard } from '../../../source/sandbox/directory/wildcard.ts';

describe('sizes', () => {
  it('are written as Exchange writes them', () => {
    expect(sizeText(1_610_612_736n)).toBe('1.5 GB (1,610,612,736 bytes)');
    expect(sizeText(0n)).toBe('0 B (0 bytes)');
    expect(sizeText(999n)).toBe('999 B (999 bytes)');
    expect(sizeText(36_700_160n)).toBe('35 MB (36,700,160 bytes)');
    expect(sizeText(3n << 40n)).toBe('3 TB (3,298,534,883,328 bytes)');
  });

  it('are read back without loss', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 1n << 60n }), (bytes) => {
        expect(parseSize(sizeText(bytes))).toBe(bytes);
      }),
    );
  });

  it.each([
    ['2GB', 2n << 30n],
    ['2.5 gb', 5n << 29n],
    ['4096', 4096n],
    ['unlimited', 'Unlimited'],
    ['', undefined],
    ['GB', undefined],
    ['2 apples', undefined],
    ['-1GB', undefined],
  ])('%j is %s', (text, bytes) => {
    expect(parseSize(text)).toBe(bytes);
  });
});

describe('wildcards', () => {
  it('agree with a regular expression for any pattern', () => {
    const letters = fc.stringMatching(/^[ab]{0,8}$/);
    fc.assert(
      fc.property(letters, fc.stringMatching(/^[ab*]{0,8}$/), (text, pattern) => {
        expect(matchesWildcard(text, pattern)).toBe(new RegExp(`^${pattern.replaceAll('*', '.*')}$`).test(text));
      }),
    );
  });

  it('do not use one letter twice', () => {
    expect(matchesWildcard('a', 'a*a')).toBe(false);
    expect(matchesWildcard('aba', 'ab*ba')).toBe(false);
    expect(matchesWildcard('aa', 'a*a')).toBe(true);
  });

  it('take no long time over a pattern made to be slow', () => {
    expect(matchesWildcard('a'.repeat(100_000), `${'*a'.repeat(5_000)}*b`)).toBe(false);
  });
});

describe('dates', () => {
  it.each([
    ['2026-11-22', Date.UTC(2026, 10, 22)],
    ['2026-11-22T14:30:05Z', Date.UTC(2026, 10, 22, 14, 30, 5)],
    ['11/2/2026 2:30 PM', Date.UTC(2026, 10, 2, 14, 30)],
    ['11/2/2026 12:05 am', Date.UTC(2026, 10, 2, 0, 5)],
    ['2026-02-30', undefined],
    ['13/1/2026', undefined],
    ['yesterday', undefined],
  ])('%s is %s', (text, milliseconds) => {
    expect(parseDate(text)).toBe(milliseconds);
  });
});

describe('the seeded stream', () => {
  it('is the same for the same seed, and stays within what it is asked for', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 0xffffffff }), fc.integer({ min: -50, max: 50 }), (seed, low) => {
        const [one, other] = [createRandom(seed), createRandom(seed)];
        expect(one.guid()).toBe(other.guid());
        expect(one.guid()).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
        const number = one.between(low, low + 7);
        expect(number).toBeGreaterThanOrEqual(low);
        expect(number).toBeLessThanOrEqual(low + 7);
      }),
    );
  });
});
