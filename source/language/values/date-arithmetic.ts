import { PsDateTime, PsNumber, PsTimeSpan } from '../../objects/index.ts';
import type { Value } from '../run/value.ts';
import { TypeFailure } from '../types/type.ts';
import { toText } from './convert.ts';
import { dateOfTicks, kindOf, ticksOf } from './dates.ts';
import { numberTypeOf, shownTypeOf } from './kinds.ts';
import { readTimeSpan } from './read-timespan.ts';
import { castToNumber, numberAs, rawOf, roundHalfEven, toDouble } from './to-number.ts';

export type ArithmeticOperator = '+' | '-' | '*' | '/' | '%';

export const isDateLike = (value: Value): boolean => value instanceof PsDateTime || value instanceof PsTimeSpan;

/** Ticks of what .NET takes for a span: a span, a text, a whole number of ticks; another number is read as a text. */
function spanTicks(value: Value, method: string): bigint | undefined {
  if (value instanceof PsTimeSpan) return value.ticks ?? 0n;
  const number = numberTypeOf(value);
  const isReal = number && ['Double', 'Single', 'Decimal', 'UInt64'].includes(number);
  if (number && !isReal) return rawOf(castToNumber(value, 'Int64')) as bigint;
  if (typeof value !== 'string' && !isReal) return undefined;
  const text = toText(value);
  try {
    return readTimeSpan(text);
  } catch (error) {
    if (!(error instanceof TypeFailure)) throw error;
    throw new TypeFailure(
      `Cannot convert argument "1", with value: "${text}", for "${method}" to type "System.TimeSpan": "Cannot convert value "${text}" to type "System.TimeSpan". Error: "${error.message}""`,
      'System.Management.Automation.MethodException',
      'MethodArgumentConversionInvalidCastArgument',
      'NotSpecified',
    );
  }
}

const missing = (value: Value, method: string) =>
  new TypeFailure(
    `Method invocation failed because [${shownTypeOf(value)}] does not contain a method named '${method}'.`,
    'System.Management.Automation.RuntimeException',
    'MethodNotFound',
    'InvalidOperation',
  );

/** What stands behind a date: a span to add or take off, or another date to take off. */
export function datePlus(operator: ArithmeticOperator, date: PsDateTime, right: Value): Value {
  if (operator === '+') {
    const ticks = spanTicks(right, 'op_Addition');
    if (ticks === undefined) throw notAdded(right);
    return dateOfTicks(ticksOf(date) + ticks, kindOf(date));
  }
  if (operator !== '-')
    throw missing(date, operator === '*' ? 'op_Multiply' : operator === '/' ? 'op_Division' : 'op_Modulus');
  if (right instanceof PsTimeSpan) return dateOfTicks(ticksOf(date) - (right.ticks ?? 0n), kindOf(date));
  if (right instanceof PsDateTime) return spanOf(ticksOf(date) - ticksOf(right));
  throw new TypeFailure(
    'Multiple ambiguous overloads found for "op_Subtraction" and the argument count: "2".',
    'System.Management.Automation.MethodException',
    'MethodCountCouldNotFindBest',
    'NotSpecified',
  );
}

const notAdded = (value: Value) =>
  new TypeFailure(
    `Cannot convert argument "t", with value: "${value === null ? '' : shownTypeOf(value)}", for "op_Addition" to type "System.TimeSpan".`,
    'System.Management.Automation.MethodException',
    'MethodArgumentConversionInvalidCastArgument',
    'NotSpecified',
  );

export function spanOf(ticks: bigint): PsTimeSpan {
  if (ticks < -(1n << 63n) || ticks >= 1n << 63n)
    throw new TypeFailure('TimeSpan overflowed because the duration is too long.', 'System.OverflowException');
  return PsTimeSpan.fromTicks(ticks);
}

/** One of the two is a span. Undefined where it is a sum that is none of theirs. */
export function spanArithmetic(operator: ArithmeticOperator, left: Value, right: Value): Value | undefined {
  if (operator === '+' || operator === '-') {
    const method = operator === '+' ? 'op_Addition' : 'op_Subtraction';
    const [a, b] = [spanTicks(left, method), spanTicks(right, method)];
    return a === undefined || b === undefined ? undefined : spanOf(operator === '+' ? a + b : a - b);
  }
  if (operator === '*') {
    const [span, factor] = left instanceof PsTimeSpan ? [left, right] : [right as PsTimeSpan, left];
    return spanOf(timesFactor(span, toDouble(rawOf(numberAs(castToNumber(factor, 'Double'), 'Double')))));
  }
  if (operator === '/' && left instanceof PsTimeSpan) {
    const ticks = Number(left.ticks ?? 0n);
    if (right instanceof PsTimeSpan) return new PsNumber('Double', ticks / Number(right.ticks ?? 0n));
    return spanOf(BigInt(roundHalfEven(ticks / toDouble(rawOf(castToNumber(right, 'Double'))))));
  }
  throw missing(left, operator === '/' ? 'op_Division' : 'op_Modulus');
}

const timesFactor = (span: PsTimeSpan, factor: number) => BigInt(roundHalfEven(Number(span.ticks ?? 0n) * factor));
