import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TokenError } from '../../../source/auth/security/error.ts';
import {
  joinWrapToken,
  readWrapToken,
  rotateWrapToken,
  splitWrapToken,
} from '../../../source/auth/security/wrap-token.ts';

interface Shape {
  readonly plain: number;
  readonly checksum: number;
  readonly extra?: number;
  readonly flags?: number;
}

/** A token that is not rotated, each region of its body filled with a letter of its own. */
function token({ plain, checksum, extra = 0, flags = 2 }: Shape): Buffer {
  const head = Buffer.from([5, 4, flags, 0xff, 0, extra, 0, 0, 0, 0, 0, 0, 0, 0, 0, 7]);
  const regions = { c: 16, p: plain, e: extra, h: 16, k: checksum };
  return Buffer.concat([head, ...Object.entries(regions).map(([letter, length]) => Buffer.alloc(length, letter))]);
}

const shapes: fc.Arbitrary<Shape> = fc.record({
  plain: fc.nat(400),
  checksum: fc.constantFrom(12, 16, 24),
  extra: fc.nat(20),
});

describe('a wrap token', () => {
  it.each([
    ['aes256-cts-hmac-sha1-96', 12, 60],
    ['aes256-cts-hmac-sha384-192', 24, 72],
    ['aes128-cts-hmac-sha256-128', 16, 64],
  ])('of %s is cut so that the data is as long as the plain text', (_family, checksum, length) => {
    const { header, data } = splitWrapToken(token({ plain: 5, checksum }), 5);
    expect(header).toHaveLength(length);
    expect(Buffer.from(header.subarray(16)).toString()).toBe(
      `${'h'.repeat(16)}${'k'.repeat(checksum)}${'c'.repeat(16)}`,
    );
    expect(Buffer.from(data).toString()).toBe('ppppp');
    expect(readWrapToken(header)).toEqual({
      isSentByAcceptor: false,
      isSealed: true,
      extraCount: 0,
      rotation: 16 + checksum,
    });
  });

  it('is cut the same whatever its rotation was, and joined again', () => {
    fc.assert(
      fc.property(shapes, fc.integer({ min: 0, max: 0xffff }), (shape, rotation) => {
        const plain = token(shape);
        const split = splitWrapToken(rotateWrapToken(plain, rotation), shape.plain);
        expect(Buffer.from(split.data).toString()).toBe('p'.repeat(shape.plain));
        const joined = joinWrapToken(split);
        expect(Buffer.from(rotateWrapToken(joined, 0))).toEqual(plain);
      }),
    );
  });

  it('rotates to the right by what the header says', () => {
    const plain = Buffer.concat([token({ plain: 0, checksum: 12 }).subarray(0, 16), Buffer.from('abcdef')]);
    expect(Buffer.from(rotateWrapToken(plain, 2).subarray(16)).toString()).toBe('efabcd');
    expect(Buffer.from(rotateWrapToken(rotateWrapToken(plain, 2), 3).subarray(16)).toString()).toBe('defabc');
    expect(Buffer.from(rotateWrapToken(plain, 8).subarray(16)).toString()).toBe('efabcd');
    expect(rotateWrapToken(plain.subarray(0, 16), 9)).toHaveLength(16);
    expect(() => rotateWrapToken(plain, 0x10000)).toThrow(RangeError);
    expect(() => rotateWrapToken(plain, -1)).toThrow(RangeError);
  });

  it('that is signed and not sealed is refused both ways', () => {
    const signed = token({ plain: 5, checksum: 12, flags: 1 });
    expect(() => splitWrapToken(signed, 5)).toThrow(/not encrypted/);
    expect(() => joinWrapToken({ header: signed.subarray(0, 60), data: signed.subarray(60) })).toThrow(/not encrypted/);
  });

  it('whose length fits no encryption is refused', () => {
    for (const plain of [0, 4, 6, 70, 1000]) {
      expect(() => splitWrapToken(token({ plain: 5, checksum: 12 }), plain), `${plain}`).toThrow(TokenError);
    }
  });

  it('of an old kind of key is refused, and its cause said', () => {
    const old = Buffer.concat([Buffer.from([0x60, 0x2b]), Buffer.alloc(60)]);
    expect(() => readWrapToken(old)).toThrow(/RC4/);
  });

  it('that is short or odd is an error', () => {
    const good = token({ plain: 5, checksum: 12 });
    expect(() => readWrapToken(good.subarray(0, 15))).toThrow(TokenError);
    for (const [at, byte] of [
      [2, 8],
      [3, 0],
      [0, 4],
      [1, 5],
    ] as const) {
      const bad = Buffer.from(good);
      bad[at] = byte;
      expect(() => readWrapToken(bad), `${at}`).toThrow(TokenError);
    }
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), fc.nat(200), (bytes, plain) => {
        expect(() => splitWrapToken(bytes, plain)).toThrow(TokenError);
      }),
    );
  });
});
