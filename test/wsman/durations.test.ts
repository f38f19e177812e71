import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatDuration, formatElapsed, parseDuration } from '../../source/wsman/index.ts';

describe('durations', () => {
  it.each([
    ['PT900.000S', 900_000],
    ['PT7200.000S', 7_200_000],
    ['P0DT0H1M7S', 67_000],
    ['P1DT2H3M4.5S', 93_784_500],
    ['PT2147483.647S', 2_147_483_647],
    ['PT0S', 0],
    ['P2D', 172_800_000],
    ['PT5M', 300_000],
    ['PT0.0019S', 1],
  ])('%s is %d ms', (text, milliseconds) => {
    expect(parseDuration(text)).toBe(milliseconds);
  });

  it.each([
    '',
    'P',
    'PT',
    'P1DT',
    '900',
    'PT900',
    '-PT1S',
    'P1Y',
    'P1M',
    'PT1.S',
    'PT1S ',
    'PT1H1H',
    `PT${'9'.repeat(40)}S`,
  ])('%j is none', (text) => {
    expect(() => parseDuration(text)).toThrow(/is no duration/);
  });

  it('are read back as they were written', () => {
    fc.assert(
      fc.property(fc.nat(), (value) => {
        expect(parseDuration(formatDuration(value))).toBe(value);
        expect(parseDuration(formatElapsed(value))).toBe(Math.floor(value / 1000) * 1000);
      }),
    );
  });

  it('are written as WinRM writes them', () => {
    expect(formatDuration(900_000)).toBe('PT900.000S');
    expect(formatElapsed(67_999)).toBe('P0DT0H1M7S');
    expect(formatElapsed(2 * 86_400_000 + 3 * 3_600_000)).toBe('P2DT3H0M0S');
    for (const wrong of [-1, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => formatDuration(wrong)).toThrow(RangeError);
      expect(() => formatElapsed(wrong)).toThrow(RangeError);
    }
  });
});
