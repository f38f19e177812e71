import { expect, it } from 'vitest';
import { PsrpError } from '../../source/psrp/errors.ts';
import { emptyGuid, GuidReader, normalizeGuid, readGuid, writeGuid } from '../../source/psrp/guid.ts';

it('writes the first three groups little-endian and reads them back', () => {
  const bytes = new Uint8Array(18);
  writeGuid(bytes, 1, '00112233-4455-6677-8899-aabbccddeeff');
  expect(Buffer.from(bytes).toString('hex')).toBe('0033221100554477668899aabbccddeeff00');
  expect(readGuid(bytes, 1)).toBe('00112233-4455-6677-8899-aabbccddeeff');
});

it('reads one after another, the same again and another with the same start', () => {
  const reader = new GuidReader();
  const ids = [emptyGuid, '00112233-4455-6677-8899-aabbccddeeff', '00112233-4455-6677-8899-aabbccddeefe'];
  for (const id of [0, 1, 1, 2, 1, 0, 0].map((index) => ids[index]!)) {
    const bytes = new Uint8Array(20);
    writeGuid(bytes, 3, id);
    expect(reader.read(bytes, 3)).toBe(id);
  }
});

it('takes braces and capitals, and refuses what is no GUID', () => {
  expect(normalizeGuid('{00112233-4455-6677-8899-AABBCCDDEEFF}')).toBe('00112233-4455-6677-8899-aabbccddeeff');
  for (const text of ['', '00112233445566778899aabbccddeeff', '00112233-4455-6677-8899-aabbccddeefg']) {
    expect(() => normalizeGuid(text)).toThrow(PsrpError);
  }
});
