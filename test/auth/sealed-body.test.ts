import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decodeSealed,
  encodeSealed,
  isSealed,
  MultipartError,
  sealedContentType,
} from '../../source/auth/sealed-body.ts';

const soap = 'application/soap+xml;charset=UTF-8';
const bytes = (text: string) => Buffer.from(text, 'latin1');
const header = Buffer.alloc(60, 0x2d);
const encoded = (data: Uint8Array) =>
  encodeSealed('Kerberos', { contentType: soap, plainLength: data.length, header, data });

describe('a sealed body', () => {
  it('is written as MS-WSMV shows it', () => {
    const body = encodeSealed('SPNEGO', {
      contentType: soap,
      plainLength: 3,
      header: bytes('HEAD'),
      data: bytes('abc'),
    });
    expect(Buffer.from(body).toString('latin1')).toBe(
      '--Encrypted Boundary\r\n' +
        '\tContent-Type: application/HTTP-SPNEGO-session-encrypted\r\n' +
        `\tOriginalContent: type=${soap};Length=3\r\n` +
        '--Encrypted Boundary\r\n' +
        '\tContent-Type: application/octet-stream\r\n' +
        '\x04\0\0\0HEADabc--Encrypted Boundary--\r\n',
    );
    expect(sealedContentType('SPNEGO')).toBe(
      'multipart/encrypted;protocol="application/HTTP-SPNEGO-session-encrypted";boundary="Encrypted Boundary"',
    );
  });

  it('is read back whatever bytes it holds, the boundary among them', () => {
    const boundaries = fc
      .constantFrom('--Encrypted Boundary--\r\n', '--Encrypted Boundary\r\n', '-- ', '\r\n')
      .map(bytes);
    const part = fc.oneof(fc.uint8Array({ maxLength: 300 }), boundaries);
    fc.assert(
      fc.property(fc.array(part, { maxLength: 6 }), (parts) => {
        const data = Buffer.concat(parts);
        const read = decodeSealed('Kerberos', sealedContentType('Kerberos'), encoded(data));
        expect({ ...read, header: Buffer.from(read.header), data: Buffer.from(read.data) }).toEqual({
          contentType: soap,
          plainLength: data.length,
          header,
          data,
        });
      }),
    );
  });

  it.each([
    ['with Exchange’s blank before the boundary', (text: string) => text.replaceAll('--Encrypted', '-- Encrypted')],
    ['without tabs', (text: string) => text.replaceAll('\t', '')],
    ['with blanks', (text: string) => text.replaceAll('\t', '  ').replace(';Length', '; Length')],
    ['without a last line end', (text: string) => text.slice(0, -2)],
    [
      'in other capitals',
      (text: string) => text.replaceAll('Boundary', 'boundary').replace('Content-Type', 'content-type'),
    ],
  ])('is read %s', (_how, change) => {
    const body = bytes(change(Buffer.from(encoded(bytes('-- abc'))).toString('latin1')));
    expect(Buffer.from(decodeSealed('Kerberos', sealedContentType('Kerberos'), body).data).toString()).toBe('-- abc');
  });

  it.each([
    ['another type', 'application/soap+xml'],
    ['another protocol', sealedContentType('SPNEGO')],
    ['no protocol', 'multipart/encrypted;boundary="Encrypted Boundary"'],
    ['nothing', ''],
  ])('is none when its content type names %s', (_what, contentType) => {
    expect(isSealed('Kerberos', contentType)).toBe(false);
    expect(() => decodeSealed('Kerberos', contentType, encoded(bytes('abc')))).toThrow(MultipartError);
  });

  const whole = Buffer.from(encoded(bytes('abc'))).toString('latin1');
  it.each([
    ['nothing', ''],
    ['no end', whole.slice(0, -24)],
    ['an end and nothing before', '--Encrypted Boundary--\r\n'],
    ['another first line', `x${whole}`],
    ['a first part of another protocol', whole.replace('HTTP-Kerberos', 'HTTP-CredSSP')],
    ['no length', whole.replace(';Length=3', '')],
    ['a length that is no number', whole.replace('Length=3', 'Length=three')],
    ['a length of eleven digits', whole.replace('Length=3', 'Length=10000000000')],
    ['no first part', whole.replace(/\tOriginal.*\r\n/, '')],
    ['a field twice', whole.replace(/(\tOriginal.*\r\n)/, '$1$1')],
    [
      'many fields',
      whole.replace('\tOriginal', `${[...'abcdefghi'].map((name) => `x-${name}: 1\r\n`).join('')}\tOriginal`),
    ],
    ['a line without an end', whole.replace('\tOriginal', `x: ${'y'.repeat(600)}\r\n\tOriginal`)],
    ['a second part that is text', whole.replace('octet-stream', 'soap+xml')],
    ['a token longer than the body', whole.replace('<\0\0\0', '\xff\0\0\0')],
    ['a token of four thousand million bytes', whole.replace('<\0\0\0', '\xff\xff\xff\xff')],
    ['a token of no bytes', whole.replace('<\0\0\0', '\0\0\0\0')],
    ['less than a length', `${whole.slice(0, whole.indexOf('<\0\0\0'))}\0\0--Encrypted Boundary--\r\n`],
  ])('with %s is an error', (_what, body) => {
    expect(body).not.toBe(whole);
    expect(() => decodeSealed('Kerberos', sealedContentType('Kerberos'), bytes(body))).toThrow(MultipartError);
  });

  it('that is cut or changed anywhere is read or is an error, and nothing else', () => {
    fc.assert(
      fc.property(fc.nat(whole.length), fc.nat(255), fc.nat(whole.length), (at, byte, end) => {
        const body = bytes(whole).subarray(0, end);
        if (at < body.length) body[at] = byte;
        try {
          decodeSealed('Kerberos', sealedContentType('Kerberos'), body);
        } catch (error) {
          expect(error).toBeInstanceOf(MultipartError);
        }
      }),
    );
  });

  it('of a content type that would break its lines is not written', () => {
    const parts = { plainLength: 0, header, data: new Uint8Array() };
    for (const contentType of ['', 'a\r\nb', 'ü', 'x'.repeat(300)]) {
      expect(() => encodeSealed('Kerberos', { ...parts, contentType })).toThrow(MultipartError);
    }
  });
});
