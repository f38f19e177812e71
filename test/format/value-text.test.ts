import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { valueText } from '../../source/format/index.ts';
import { PsNumber, PsTimeSpan } from '../../source/objects/index.ts';

/** As .NET does it: from the ticks. */
function ofTicks(ticks: bigint): string {
  const absolute = ticks < 0n ? -ticks : ticks;
  const part = (size: bigint, of: bigint) => `${(absolute / size) % of}`.padStart(2, '0');
  const days = absolute / 864_000_000_000n;
  const fraction = absolute % 10_000_000n;
  const clock = `${part(36_000_000_000n, 24n)}:${part(600_000_000n, 60n)}:${part(10_000_000n, 60n)}`;
  const rest = fraction === 0n ? '' : `.${`${fraction}`.padStart(7, '0')}`;
  return `${ticks < 0n ? '-' : ''}${days === 0n ? '' : `${days}.`}${clock}${rest}`;
}

describe('a TimeSpan', () => {
  it('is the text of its ticks, however it was written', () => {
    const amount = (most: number) => fc.option(fc.nat(most), { nil: undefined });
    const written = fc
      .tuple(fc.boolean(), amount(120_000), amount(30), amount(70), amount(70), fc.stringMatching(/^\d{0,8}$/))
      .map(([isBelow, days, hours, minutes, seconds, fraction]) => {
        const part = (count: number | undefined, letter: string) => (count === undefined ? '' : `${count}${letter}`);
        const tail = seconds === undefined ? '' : `${seconds}${fraction === '' ? '' : `.${fraction}`}S`;
        const time = `${part(hours, 'H')}${part(minutes, 'M')}${tail}`;
        return new PsTimeSpan(`${isBelow ? '-' : ''}P${part(days, 'D')}${time === '' ? '' : `T${time}`}`);
      });
    fc.assert(
      fc.property(written, (span) => {
        expect(valueText(span)).toBe(ofTicks(span.ticks!));
      }),
    );
  });
});

describe('a number with a fraction', () => {
  it('has the digits that its type holds', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('Single', 'Double'),
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        (type, value) => {
          fc.pre(!Number.isInteger(value));
          const digits = type === 'Single' ? 7 : 15;
          expect(valueText(new PsNumber(type, value))).toBe(String(Number(value.toPrecision(digits))));
        },
      ),
    );
    expect(valueText(new PsNumber('Single', 0.1 + 0.2))).toBe('0.3');
    expect(valueText(new PsNumber('Double', 1 / 3))).toBe('0.333333333333333');
  });
});
