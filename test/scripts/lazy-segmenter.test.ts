import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { countSegmenters } from '../support/counted-segmenter.ts';

const { Segmenter } = Intl;
const segmenters = countSegmenters();
const { LazySegmenter } = await import('../../scripts/lib/lazy-segmenter.mjs');
afterAll(segmenters.restore);

describe("the bundle's segmenter", () => {
  it('is not made for ASCII', () => {
    const lazy = new LazySegmenter(undefined, { granularity: 'grapheme' });
    expect([...lazy.segment('\x1b[31m')].map(({ segment }) => segment)).toEqual(['\x1b', '[', '3', '1', 'm']);
    expect(segmenters.made).toBe(0);
    expect([...lazy.segment('e\u0301')]).toHaveLength(1);
    expect([...lazy.segment('日本')]).toHaveLength(2);
    expect(segmenters.made).toBe(1);
  });

  it("gives what the system's gives", () => {
    const [lazy, real] = [new LazySegmenter(), new Segmenter()];
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: 'binary-ascii' }),
      fc.string({ unit: fc.constantFrom('\r', '\n', 'a', '\u0301') }),
    );
    fc.assert(
      fc.property(text, fc.nat(12), (one, index) => {
        expect([...lazy.segment(one)]).toEqual([...real.segment(one)]);
        expect(lazy.segment(one).containing(index)).toEqual(real.segment(one).containing(index));
      }),
    );
  });
});
