import { Readable } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readPassword } from '../../source/commands/password-input.ts';

const marks = { utf8: [], 'utf8 with a mark': [0xef, 0xbb, 0xbf], utf16le: [0xff, 0xfe], utf16be: [0xfe, 0xff] };
type Encoding = keyof typeof marks;

function encoded(text: string, encoding: Encoding): Buffer {
  const bytes = Buffer.from(text, encoding.startsWith('utf16') ? 'utf16le' : 'utf8');
  return Buffer.concat([Buffer.from(marks[encoding]), encoding === 'utf16be' ? bytes.swap16() : bytes]);
}

/** What is read of these bytes when they come in pieces of that size; the pieces that hold the first `secret` are wiped. */
async function read(bytes: Buffer, size = bytes.length, secret = bytes.length): Promise<string> {
  const pieces: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += size) pieces.push(Buffer.from(bytes.subarray(at, at + size)));
  const password = await readPassword(Readable.from(pieces, { objectMode: false }));
  const carriers = pieces.slice(0, Math.ceil(secret / size));
  expect(carriers.every((piece) => piece.every((byte) => byte === 0))).toBe(true);
  return password.use((read) => Buffer.from(read).toString('utf8'));
}

describe('a password on standard input', () => {
  it('is the first line, whatever Unicode encoding an editor gave it and however it comes', async () => {
    const line = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 60 })
      .filter((text) => !/[\n\r\0\ufeff]/.test(text) && text.isWellFormed());
    const encoding = fc.constantFrom(...(Object.keys(marks) as Encoding[]));
    await fc.assert(
      fc.asyncProperty(
        line,
        encoding,
        fc.constantFrom('', '\n', '\r\n', '\nmore'),
        fc.integer({ min: 1, max: 9 }),
        async (text, how, end, size) => {
          expect(await read(encoded(text + end, how), size, encoded(text, how).length)).toBe(text);
        },
      ),
    );
  });

  it('may hold a letter whose UTF-16 has the byte of a line end', async () => {
    expect(await read(encoded('a\u0a41\u410ab\n', 'utf16le'), 1)).toBe('a\u0a41\u410ab');
    expect(await read(encoded('a\u0a41\u410ab\n', 'utf16be'), 1)).toBe('a\u0a41\u410ab');
  });

  it.each([
    ['UTF-16 without a mark', Buffer.from('Secret1\r\n', 'utf16le')],
    ['half a character of UTF-16', Buffer.from([0xff, 0xfe, 0x41, 0x00, 0x42])],
    ['an old code page', Buffer.from('gehäim\n', 'latin1')],
  ])('that is no text is refused: %s', async (_what, bytes) => {
    await expect(read(bytes)).rejects.toThrow('is no text in UTF-8');
  });

  it.each(Object.keys(marks) as Encoding[])('of nothing or of too much is refused: %s', async (how) => {
    await expect(read(encoded('\r\n', how))).rejects.toThrow('held no password');
    await expect(read(encoded('x'.repeat(20_000), how))).rejects.toThrow('longer than 4096 bytes');
    expect(await read(encoded(`${'x'.repeat(4096)}\n`, how))).toHaveLength(4096);
  });
});
