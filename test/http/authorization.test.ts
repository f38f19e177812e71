import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { basicAuthorization, offeredSchemes } from '../../source/http/index.ts';
import { matchedCharacters } from '../support/matched-characters.ts';

describe('a Basic header', () => {
  it('carries any user name without a colon and any password', () => {
    const user = fc.string({ unit: 'grapheme' }).filter((name) => !name.includes(':'));
    fc.assert(
      fc.property(user, fc.uint8Array(), (name, password) => {
        const [, sent = ''] = basicAuthorization(name, password).split(' ');
        expect(Buffer.from(sent, 'base64')).toEqual(Buffer.concat([Buffer.from(`${name}:`), password]));
      }),
    );
  });

  it('leaves the bytes of the password as they are', () => {
    const password = new TextEncoder().encode('secret');
    expect(basicAuthorization('Aladdin', password)).toBe('Basic QWxhZGRpbjpzZWNyZXQ=');
    expect(Buffer.from(password).toString()).toBe('secret');
  });

  it('refuses a user name with a colon', () => {
    expect(() => basicAuthorization('a:b', new Uint8Array())).toThrow(RangeError);
  });
});

describe('the schemes that a server offers', () => {
  it.each([
    [
      ['Negotiate', 'Kerberos', 'Basic realm="ex01"'],
      ['Negotiate', 'Kerberos', 'Basic'],
    ],
    [['Negotiate, Basic realm="a, Digest b", charset="UTF-8"'], ['Negotiate', 'Basic']],
    [['Digest realm="x", nonce="y", qop="auth"'], ['Digest']],
    [['Negotiate YIIabc=='], ['Negotiate']],
    [['basic realm="a"', 'Basic realm="b"'], ['Basic']],
    [[], []],
  ])('%j are %j', (challenges, schemes) => {
    expect(offeredSchemes(challenges)).toEqual(schemes);
  });

  it.each(['"\\', '"', ', ', 'a ', ' ', 'Basic realm="a\\", ', '=', '"a",'])(
    'cost no more than their length where a server writes %j again and again',
    (piece) => {
      for (let size = 1024; size <= 65_536; size *= 2) {
        const value = piece.repeat(size / piece.length);
        expect(matchedCharacters(() => offeredSchemes([value]))).toBeLessThanOrEqual(value.length);
      }
    },
  );

  it('are looked for in the first 64 KiB', () => {
    const long = `Digest realm="${'\\"'.repeat(40_000)}`;
    expect(offeredSchemes([long, 'Basic'])).toEqual(['Digest']);
    expect(offeredSchemes([long.slice(0, 60_000), 'Basic'])).toEqual(['Digest', 'Basic']);
  });

  it('are no parameters, whatever blanks stand before their sign', () => {
    expect(offeredSchemes(['Basic realm="a", charset  = "UTF-8", Negotiate'])).toEqual(['Basic', 'Negotiate']);
  });

  it('are found in any text without an error', () => {
    fc.assert(fc.property(fc.array(fc.string()), (challenges) => void offeredSchemes(challenges)));
  });
});
