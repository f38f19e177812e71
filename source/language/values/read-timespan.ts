import { TypeFailure } from '../types/type.ts';

const shape = /^(-)?(?:(\d+)|(?:(\d+)[.:])?(\d+):(\d+)(?::(\d+)(?:\.(\d+))?)?)$/;
const withDays = /^(-)?(\d+):(\d+):(\d+):(\d+)(?:\.(\d+))?$/;

/** Ticks of 100 ns of a text such as `1.02:03:04.5`; a whole number alone means days. TypeFailure with .NET's message. */
export function readTimeSpan(text: string): bigint {
  const trimmed = text.trim();
  const four = withDays.exec(trimmed);
  const match = four ? [four[0], four[1], undefined, ...four.slice(2)] : shape.exec(trimmed);
  if (!match)
    throw new TypeFailure(`String '${text}' was not recognized as a valid TimeSpan.`, 'System.FormatException');
  const [, minus, onlyDays, days, hours, minutes, seconds, fraction] = threeParts(match, trimmed);
  const isBeyond =
    Number(hours ?? 0) > 23 ||
    Number(minutes ?? 0) > 59 ||
    Number(seconds ?? 0) > 59 ||
    (fraction ?? '').length > 7 ||
    Number(onlyDays ?? days ?? 0) > 10_675_199;
  if (isBeyond) {
    throw new TypeFailure(
      `The TimeSpan string '${text}' could not be parsed because at least one of the numeric components is out of range or contains too many digits.`,
      'System.OverflowException',
    );
  }
  const whole =
    BigInt(onlyDays ?? days ?? 0) * 86_400n +
    BigInt(hours ?? 0) * 3_600n +
    BigInt(minutes ?? 0) * 60n +
    BigInt(seconds ?? 0);
  const ticks = whole * 10_000_000n + BigInt((fraction ?? '').padEnd(7, '0'));
  return minus ? -ticks : ticks;
}

/** `1:2:3` has no days: a colon behind days needs all four parts. */
function threeParts(match: readonly (string | undefined)[], text: string): readonly (string | undefined)[] {
  const [all, minus, onlyDays, days, hours, minutes, seconds, fraction] = match;
  if (days === undefined || seconds !== undefined || !/^-?\d+:/.test(text)) return match;
  return [all, minus, onlyDays, undefined, days, hours, minutes, fraction];
}
