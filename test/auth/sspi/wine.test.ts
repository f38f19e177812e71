import { describe, expect, it } from 'vitest';
import { rotateWrapToken } from '../../../source/auth/security/wrap-token.ts';
import { fromWine, toWine } from '../../../source/auth/sspi/wine.ts';

/** A token of AES with SHA-1 that is not rotated, and its text of five bytes. */
const token = Buffer.concat([
  Buffer.from([5, 4, 2, 0xff, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 7]),
  Buffer.from(`${'c'.repeat(16)}ppppp${'h'.repeat(16)}${'k'.repeat(12)}`),
]);

describe("Wine's layout of a sealed message", () => {
  it.each([1, 5])('begins in the data, and is turned to that of Windows, for a text of %i bytes', (size) => {
    const whole = Buffer.concat([token.subarray(0, 32 + size), token.subarray(37)]);
    const { header, data } = fromWine({ data: whole.subarray(0, size), header: whole.subarray(size) });
    expect([header.length, Buffer.from(data).toString()]).toEqual([60, 'p'.repeat(size)]);
    expect(Buffer.from(header.subarray(16)).toString()).toBe(`${'h'.repeat(16)}${'k'.repeat(12)}${'c'.repeat(16)}`);
  });

  it('is made of a message as it travels', () => {
    const sent = rotateWrapToken(token, 28);
    const { header, data } = toWine({ header: sent.subarray(0, 60), data: sent.subarray(60) });
    expect(Buffer.concat([data, header])).toEqual(Buffer.from(sent));
    expect(data).toHaveLength(5);
  });

  it('is left as it is for NTLM', () => {
    const message = { header: Buffer.from('01000000 of NTLM'), data: Buffer.from('x') };
    expect([fromWine(message), toWine(message)]).toEqual([message, message]);
  });
});
