import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fragmentMessage } from '../../../source/psrp/message/fragment.ts';
import { ObjectOrder } from '../../../source/psrp/message/object-order.ts';

/** Objects of these ids, 50 bytes each in fragments of at most 40. */
const objects = (...ids: number[]) =>
  Buffer.concat(ids.map((id) => fragmentMessage(BigInt(id), new Uint8Array(50).fill(id), 40)));

describe('output after a Receive that was repeated', () => {
  it('is whole where the next object is the next in the count', () => {
    const stream = new ObjectOrder().stream();
    expect(stream.take(objects(1, 2))).toBe(false);
    stream.resume();
    expect(stream.take(objects(3, 4))).toBe(false);
  });

  it('misses something where an id was passed over', () => {
    const stream = new ObjectOrder().stream();
    stream.take(objects(1, 2));
    stream.resume();
    expect(stream.take(objects(4))).toBe(true);
  });

  it('misses something where the very first objects did not come', () => {
    const stream = new ObjectOrder().stream();
    stream.resume();
    expect(stream.take(objects(2))).toBe(true);
  });

  it('is whole where another stream had the ids in between', () => {
    const order = new ObjectOrder();
    const [one, other] = [order.stream(), order.stream()];
    one.take(objects(1, 2));
    other.take(objects(3, 4));
    one.resume();
    expect(one.take(objects(5))).toBe(false);
  });

  it('is judged only then: a server that counts in its own way is believed as long as nothing was lost', () => {
    const stream = new ObjectOrder().stream();
    expect(stream.take(objects(1, 5, 9))).toBe(false);
    stream.resume();
    expect([stream.take(objects(10)), stream.take(objects(20))]).toEqual([false, false]);
  });

  it('is judged alike however the bytes are cut', () => {
    const bytes = objects(1, 2, 3);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 30 }), { maxLength: 20 }), fc.boolean(), (cuts, isLost) => {
        const stream = new ObjectOrder().stream();
        let at = 0;
        for (const cut of cuts) {
          expect(stream.take(bytes.subarray(at, at + cut))).toBe(false);
          at += cut;
        }
        expect(stream.take(bytes.subarray(at))).toBe(false);
        stream.resume();
        expect(stream.take(objects(isLost ? 5 : 4))).toBe(isLost);
      }),
    );
  });

  it('keeps a bounded memory of a server that skips without an end', () => {
    const stream = new ObjectOrder().stream();
    for (let id = 1; id < 200_000; id += 100) stream.take(objects(id));
    stream.take(objects(2 ** 31));
    stream.resume();
    expect(stream.take(objects(2 ** 31 + 2))).toBe(true);
  });
});
