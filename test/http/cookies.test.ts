import { describe, expect, it } from 'vitest';
import { CookieJar } from '../../source/http/index.ts';
import { matchedCharacters } from '../support/matched-characters.ts';

const url = new URL('http://ex01.contoso.test/PowerShell/?x=1');

describe('the cookie jar', () => {
  it('gives back what was set, the last value of each name', () => {
    const jar = new CookieJar();
    jar.store(['a=1', 'b="2"; HttpOnly', 'a=3; path=/'], url);
    expect(jar.header(url)).toBe('b="2"; a=3');
  });

  it.each([' ', 'a', '=', 'a=', 'a= ', ';'])('takes no cookie of 60 KB of %j, nor looks at it', (piece) => {
    const jar = new CookieJar();
    const line = `a=${piece.repeat(60_000 / piece.length)}\x01`;
    expect(matchedCharacters(() => jar.store([line, `b=1;path=${line}`], url))).toBe(0);
    expect(jar.header(url)).toBeUndefined();
  });

  it('keeps to the path, as IIS compares it', () => {
    const jar = new CookieJar();
    jar.store(['here=1; path=/powershell', 'elsewhere=2; path=/owa', 'near=3; path=/power', 'by-default=4'], url);
    expect(jar.header(url)).toBe('here=1; by-default=4');
    expect(jar.header(new URL('/owa/x', url))).toBe('elsewhere=2');
  });

  it('sends a secure cookie over https only', () => {
    const jar = new CookieJar();
    jar.store(['s=1; secure; path=/'], url);
    expect(jar.header(url)).toBeUndefined();
    expect(jar.header(new URL('https://ex01.contoso.test/'))).toBe('s=1');
  });

  it('forgets a cookie when its time is over, Max-Age before Expires', () => {
    let now = Date.parse('2026-01-01T00:00:00Z');
    const jar = new CookieJar(() => now);
    jar.store(['a=1; max-age=60; expires=Thu, 01 Jan 1970 00:00:00 GMT'], url);
    jar.store(['b=2; expires=Thu, 01 Jan 2026 00:02:00 GMT', 'c=3; max-age=0'], url);
    expect(jar.header(url)).toBe('a=1; b=2');
    now += 60_000;
    expect(jar.header(url)).toBe('b=2');
    now += 60_000;
    expect(jar.header(url)).toBeUndefined();
  });

  it('deletes a cookie that is set to be over', () => {
    const jar = new CookieJar();
    jar.store(['a=1'], url);
    jar.store(['a=; expires=Thu, 01 Jan 1970 00:00:00 GMT'], url);
    expect(jar.header(url)).toBeUndefined();
  });

  it('leaves out what cannot be sent back, and too much of anything', () => {
    const jar = new CookieJar();
    jar.store(['no pair', 'sp ace=1', 'a=b\u0001', 'ü=1', 'a=ü', `long=${'x'.repeat(5000)}`], url);
    expect(jar.header(url)).toBeUndefined();
    jar.store(
      Array.from({ length: 100 }, (_, index) => `c${index}=1`),
      url,
    );
    expect(jar.header(url)?.split('; ')).toHaveLength(64);
  });
});
