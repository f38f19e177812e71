import { PsNumber } from '../../objects/index.ts';
import { LiveObject, type LiveType, type Value } from '../run/value.ts';
import { signed } from '../values/arithmetic.ts';
import { type NumberType, numberTypeOf } from '../values/kinds.ts';
import { compareNumeric, numericOf } from '../values/numbers.ts';
import { roundHalfEven } from '../values/to-number.ts';
import { shortTypeName } from '../values/type-names.ts';
import { decimalRounding } from './decimal-rounding.ts';
import { defineType, type Native, pack } from './define.ts';
import { giveBack } from './reference.ts';
import { TypeFailure } from './type.ts';

const integers: readonly NumberType[] = ['Int32', 'Int64', 'Byte', 'SByte', 'Int16', 'UInt16', 'UInt32', 'UInt64'];
const all: readonly NumberType[] = [...integers, 'Double', 'Single', 'Decimal'];

const isLess = (left: Value, right: Value) => compareNumeric(numericOf(left)!, numericOf(right)!) < 0;

/** A member for each of the number types, on values. */
function forEach(
  types: readonly NumberType[],
  member: string,
  parameters: string,
  work: (...args: Value[]) => Value,
  returns?: string,
) {
  const members: Record<string, Native> = {};
  for (const type of types) {
    const name = shortTypeName(`System.${type}`);
    const full = `System.${type}`;
    const native = (_: LiveType, ...args: unknown[]) => work(...args.slice(0, -1).map((arg) => pack(full, arg)));
    members[`static ${returns ?? name} ${member}(${parameters.replaceAll('T ', `${name} `)})`] = native as Native;
  }
  return members;
}

/** `ValueTuple`: what was asked for, and what is left of it. */
function pair(type: string, first: Value, second: Value): LiveObject {
  const names = [`System.ValueTuple\`2[${type},${type}]`, 'System.ValueType', 'System.Object'];
  const made = new LiveObject(Object.entries({ Length: 2, Item1: first, Item2: second }), names);
  made.text = `(${numericText(first)}, ${numericText(second)})`;
  return made;
}

/** MidpointRounding by its number. */
function rounded(value: number, how: number): number {
  if (how === 0) return roundHalfEven(value);
  if (how === 1) return Math.sign(value) * Math.floor(Math.abs(value) + 0.5);
  return how === 2 ? Math.trunc(value) : how === 3 ? Math.floor(value) : Math.ceil(value);
}

function round(value: number, places: number, how = 0): number {
  if (places < 0 || places > 15)
    throw new TypeFailure(
      "Rounding digits must be between 0 and 15, inclusive. (Parameter 'digits')",
      'System.ArgumentOutOfRangeException',
    );
  if (!Number.isFinite(value) || Math.abs(value) >= 1e16) return value;
  const power = 10 ** places;
  return rounded(value * power, how) / power;
}

const doubles: Readonly<Record<string, (value: number) => number>> = {
  Sqrt: Math.sqrt,
  Cbrt: Math.cbrt,
  Exp: Math.exp,
  Log10: Math.log10,
  Log2: Math.log2,
  Sin: Math.sin,
  Cos: Math.cos,
  Tan: Math.tan,
  Asin: Math.asin,
  Acos: Math.acos,
  Atan: Math.atan,
  Sinh: Math.sinh,
  Cosh: Math.cosh,
  Tanh: Math.tanh,
  Log: Math.log,
};

const ofDouble = Object.fromEntries(
  Object.entries(doubles).map(([name, work]): [string, Native] => [
    `static double ${name}(double d)`,
    (_: LiveType, value: number) => work(value),
  ]),
);

export const mathType = defineType({
  name: 'System.Math',
  summary: 'Mathematical functions.',
  is: () => false,
  members: {
    'static double PI {get;}': () => Math.PI,
    'static double E {get;}': () => Math.E,
    'static double Tau {get;}': () => 2 * Math.PI,
    ...forEach(all, 'Max', 'T val1, T val2', (a, b) => (isLess(a!, b!) ? b! : a!)),
    ...forEach(all, 'Min', 'T val1, T val2', (a, b) => (isLess(b!, a!) ? b! : a!)),
    ...forEach(['Int32', 'Int64', 'SByte', 'Int16', 'Double', 'Single', 'Decimal'], 'Abs', 'T value', (value) => {
      if (!isLess(value!, 0)) return value!;
      const result = signed('-', value!);
      if (numberTypeOf(result) === numberTypeOf(value!)) return result;
      if (value instanceof PsNumber) return new PsNumber(value.type, -Number(value.value));
      throw new TypeFailure(
        'Negating the minimum value of a twos complement number is invalid.',
        'System.OverflowException',
      );
    }),
    ...forEach(all, 'Clamp', 'T value, T min, T max', (value, min, max) => {
      if (isLess(max!, min!))
        throw new TypeFailure(
          `'${numericText(min!)}' cannot be greater than ${numericText(max!)}.`,
          'System.ArgumentException',
        );
      return isLess(value!, min!) ? min! : isLess(max!, value!) ? max! : value!;
    }),
    'static double Round(double a)': (_: LiveType, value: number) => roundHalfEven(value),
    'static double Round(double value, int digits)': (_: LiveType, value: number, places: number) =>
      round(value, places),
    'static double Round(double value, System.MidpointRounding mode)': (_: LiveType, value: number, how: number) =>
      rounded(value, how),
    'static double Round(double value, int digits, System.MidpointRounding mode)': (
      _: LiveType,
      value: number,
      places: number,
      how: number,
    ) => round(value, places, how),
    'static double Floor(double d)': (_: LiveType, value: number) => Math.floor(value),
    'static double Ceiling(double a)': (_: LiveType, value: number) => Math.ceil(value),
    'static double Truncate(double d)': (_: LiveType, value: number) => Math.trunc(value),
    ...decimalRounding,
    'static double Pow(double x, double y)': (_: LiveType, x: number, y: number) => x ** y,
    'static double Log(double a, double newBase)': (_: LiveType, a: number, base: number) =>
      Math.log(a) / Math.log(base),
    'static double Atan2(double y, double x)': (_: LiveType, y: number, x: number) => Math.atan2(y, x),
    'static double IEEERemainder(double x, double y)': (_: LiveType, x: number, y: number) =>
      x - y * roundHalfEven(x / y),
    'static int DivRem(int a, int b, System.Object& result)': (_: LiveType, a: number, b: number, rest: Value) => {
      if (b === 0) throw dividedByZero();
      giveBack(rest, (a % b) | 0);
      return Math.trunc(a / b);
    },
    'static long DivRem(long a, long b, System.Object& result)': (_: LiveType, a: bigint, b: bigint, rest: Value) => {
      if (b === 0n) throw dividedByZero();
      giveBack(rest, a % b);
      return a / b;
    },
    'static System.Object DivRem(int left, int right)': (_: LiveType, left: number, right: number) => {
      if (right === 0) throw dividedByZero();
      return pair('System.Int32', Math.trunc(left / right) + 0, (left % right) + 0);
    },
    'static System.Object DivRem(long left, long right)': (_: LiveType, left: bigint, right: bigint) => {
      if (right === 0n) throw dividedByZero();
      return pair('System.Int64', left / right, left % right);
    },
    'static long BigMul(int a, int b)': (_: LiveType, a: number, b: number) => BigInt(a) * BigInt(b),
    ...forEach(
      ['Int32', 'Int64', 'Double', 'Decimal'],
      'Sign',
      'T value',
      (value) => (isLess(value!, 0) ? -1 : isLess(0, value!) ? 1 : 0),
      'int',
    ),
    ...ofDouble,
  },
});

const dividedByZero = () => new TypeFailure('Attempted to divide by zero.', 'System.DivideByZeroException');
const numericText = (value: Value) => String(numericOf(value));
