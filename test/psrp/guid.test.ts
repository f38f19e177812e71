import { expect, it } from 'vitest';
import { PsrpError } from '../../source/psrp/errors.ts';
import { normalizeGuid, readGuid, writeGuid } from '../../source/psrp/guid.ts';

it('writes the first three groups little-endian and reads them back', () => {
  const bytes = new Uint8Array(18);
  writeGuid(bytes, 1, '00112233-4455-6677-8899-aabbccddeeff');
  expect(Buffer.from(bytes).toString('hex')).toBe('0033221100554477668899aabbccddeeff00');
  expect(readGuid(bytes, 1)).toBe('00112233-4455-6677-8899-aabbccddeeff');
});

it('takes braces and capitals, and refuses what is no GUID', () => {
  expect(normalizeGuid('{00112233-4455-6677-8899-AABBCCDDEEFF}')).toBe('00112233-4455-6677-8899-aabbccddeeff');
  for (const text of ['', '00112233445566778899aabbccddeeff', '00112233-4455-6677-8899-aabbccddeefg']) {
    expect(() => normalizeGuid(text)).toThrow(PsrpError);
  }
});
