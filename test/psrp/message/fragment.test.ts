import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { PsrpError } from '../../../source/psrp/errors.ts';
import {
  Defragmenter,
  fragmentHeaderSize,
  fragmentMessage,
  MessageFragments,
} from '../../../source/psrp/message/fragment.ts';
import { pushed } from '../plug.ts';

const limit = 1 << 20;

function fragmentsOf(objectId: bigint, message: Uint8Array, size: number): Uint8Array[] {
  const source = new MessageFragments(objectId, message);
  const fragments: Uint8Array[] = [];
  while (!source.done) fragments.push(source.next(size));
  return fragments;
}

function join(parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

const messages = fc.uint8Array({ minLength: 1, maxLength: 300 });
const sizes = fc.integer({ min: fragmentHeaderSize + 1, max: 400 });

describe('the bytes of a fragment', () => {
  it('start with object id, fragment id, flags and length, big-endian', () => {
    const hex = (bytes: Uint8Array | undefined) => Buffer.from(bytes ?? []).toString('hex');
    const [first, second] = fragmentsOf(0x0102n, Uint8Array.of(0xa, 0xb, 0xc), fragmentHeaderSize + 2);
    expect(hex(first)).toBe('0000000000000102' + '0000000000000000' + '01' + '00000002' + '0a0b');
    expect(hex(second)).toBe('0000000000000102' + '0000000000000001' + '02' + '00000001' + '0c');
    expect(hex(fragmentMessage(1n, Uint8Array.of(7), 100))).toBe(
      '0000000000000001' + '0000000000000000' + '03' + '00000001' + '07',
    );
  });

  it('never exceed the size asked for, and a size without room for data is refused', () => {
    fc.assert(
      fc.property(messages, sizes, (message, size) => {
        const fragments = fragmentsOf(1n, message, size);
        expect(fragments.every((fragment) => fragment.length <= size)).toBe(true);
        expect(fragments).toHaveLength(Math.ceil(message.length / (size - fragmentHeaderSize)));
      }),
    );
    expect(() => new MessageFragments(1n, Uint8Array.of(1)).next(fragmentHeaderSize)).toThrow(/no room/);
  });
});

describe('messages that arrive in fragments', () => {
  it('come out whole and in order, whatever the fragment size and wherever the transport cuts', () => {
    fc.assert(
      fc.property(
        fc.array(messages, { minLength: 1, maxLength: 5 }),
        sizes,
        fc.integer({ min: 1, max: 90 }),
        (sent, size, step) => {
          const wire = join(sent.map((message, index) => fragmentMessage(BigInt(index + 1), message, size)));
          const defragmenter = new Defragmenter(limit);
          const received: Uint8Array[] = [];
          for (let offset = 0; offset < wire.length; offset += step) {
            // A copy that is overwritten afterwards: nothing may be kept as a window on the caller's buffer.
            const chunk = Buffer.from(wire.subarray(offset, offset + step));
            received.push(...pushed(defragmenter, chunk).map((message) => new Uint8Array(message)));
            chunk.fill(0xff);
          }
          defragmenter.end();
          expect(received).toEqual(sent);
        },
      ),
    );
  });

  it('are refused when a fragment is missing, repeated or swapped', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 60, maxLength: 120 }),
        fc.nat(),
        fc.constantFrom('drop', 'repeat', 'swap'),
        (message, seed, damage) => {
          const fragments = fragmentsOf(9n, message, fragmentHeaderSize + 10);
          const at = seed % (fragments.length - 1);
          if (damage === 'drop') fragments.splice(at, 1);
          if (damage === 'repeat') fragments.splice(at, 0, fragments[at]!);
          if (damage === 'swap') [fragments[at], fragments[at + 1]] = [fragments[at + 1]!, fragments[at]!];
          expect(() => pushed(new Defragmenter(limit), join(fragments))).toThrow(PsrpError);
        },
      ),
    );
  });

  it('are refused when the last fragment was lost and the next message begins', () => {
    const [first] = fragmentsOf(1n, new Uint8Array(30), fragmentHeaderSize + 20);
    const next = fragmentMessage(2n, new Uint8Array(3), 100);
    expect(() => pushed(new Defragmenter(limit), join([first!, next]))).toThrow(/starts before object 1 has ended/);
  });

  it('are refused when a whole message is repeated', () => {
    const once = fragmentMessage(3n, new Uint8Array(3), 100);
    expect(() => pushed(new Defragmenter(limit), join([once, once]))).toThrow(/arrived twice/);
  });

  it('are an error when the stream ends too soon, in a header, in data or between fragments', () => {
    const wire = join(fragmentsOf(1n, new Uint8Array(30), fragmentHeaderSize + 20));
    for (const cut of [5, fragmentHeaderSize + 3, fragmentHeaderSize + 20, wire.length - 1]) {
      const defragmenter = new Defragmenter(limit);
      expect(pushed(defragmenter, wire.subarray(0, cut))).toEqual([]);
      expect(() => defragmenter.end()).toThrow(/stream ended/);
    }
  });

  it('are copied twice at most, however many pieces they come in', () => {
    const message = new Uint8Array(100_000);
    const wire = join(fragmentsOf(1n, message, fragmentHeaderSize + 50_000));
    let copied = 0;
    const { set } = Uint8Array.prototype;
    const spy = vi.spyOn(Object.getPrototypeOf(Uint8Array.prototype), 'set').mockImplementation(function (
      this: Uint8Array,
      ...[source, offset]: unknown[]
    ) {
      copied += (source as Uint8Array).length;
      set.call(this, source as Uint8Array, offset as number);
    });
    const defragmenter = new Defragmenter(limit);
    const received: Uint8Array[] = [...pushed(defragmenter, wire.subarray(0, 90_000))];
    for (let offset = 90_000; offset < wire.length; offset++) {
      received.push(...pushed(defragmenter, wire.subarray(offset, offset + 1)));
    }
    spy.mockRestore();
    expect(received).toEqual([message]);
    expect(copied).toBeLessThanOrEqual(2 * wire.length);
  });

  it('are refused where a fragment is larger than any envelope could carry', () => {
    const header = fragmentMessage(1n, new Uint8Array(1), 100).slice(0, fragmentHeaderSize);
    new DataView(header.buffer).setUint32(17, 3_000_000);
    expect(() => pushed(new Defragmenter(200_000_000), header)).toThrow(/larger than 2097152 bytes/);
  });

  it('are given as far as they are whole before the fault behind them is', () => {
    const bad = fragmentMessage(2n, Uint8Array.of(1), 100);
    bad[16] = 0xff;
    const defragmenter = new Defragmenter(limit);
    defragmenter.receive(join([fragmentMessage(1n, Uint8Array.of(7), 100), bad]));
    expect(defragmenter.next()).toEqual(Uint8Array.of(7));
    expect(() => defragmenter.next()).toThrow(/unknown flags/);
  });

  it('are refused above the largest size, before their data are taken', () => {
    const header = fragmentMessage(1n, new Uint8Array(1), 100).slice(0, fragmentHeaderSize);
    new DataView(header.buffer).setUint32(17, 0xffff_ffff);
    expect(() => pushed(new Defragmenter(1000), header)).toThrow(/larger than 1000 bytes/);
    const many = join(fragmentsOf(1n, new Uint8Array(1001), fragmentHeaderSize + 100));
    expect(() => pushed(new Defragmenter(1000), many)).toThrow(/larger than 1000 bytes/);
    expect(pushed(new Defragmenter(1001), many)).toHaveLength(1);
  });

  it('are refused with unknown flags, without data, or with a start flag on a later fragment', () => {
    const damaged = (offset: number, value: number) => {
      const wire = fragmentMessage(1n, Uint8Array.of(1), 100);
      wire[offset] = value;
      return () => pushed(new Defragmenter(limit), wire);
    };
    expect(damaged(16, 0x83)).toThrow(/unknown flags/);
    expect(damaged(20, 0)).toThrow(/no data/);
    expect(damaged(15, 1)).toThrow(/contradicts its start flag/);
    expect(damaged(16, 2)).toThrow(/contradicts its start flag/);
  });

  it('stay refused after an error: the stream has lost its place', () => {
    const defragmenter = new Defragmenter(limit);
    const wire = fragmentMessage(1n, Uint8Array.of(1), 100);
    wire[16] = 0xff;
    expect(() => pushed(defragmenter, wire)).toThrow(PsrpError);
    expect(() => pushed(defragmenter, fragmentMessage(2n, Uint8Array.of(1), 100))).toThrow(/unknown flags/);
  });
});
