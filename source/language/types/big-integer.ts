import type { LiveType, Value } from '../run/value.ts';
import { bitLength } from '../scan/whole-types.ts';
import { BigInteger, bigIntegerName, bounded } from '../values/big-integer.ts';
import { formatValue } from '../values/format.ts';
import { ofBytes, toBigInteger } from '../values/to-big-integer.ts';
import { cultureState } from './culture-info.ts';
import { defineType } from './define.ts';
import { giveBack } from './reference.ts';
import { TypeFailure } from './type.ts';

const of = (value: bigint) => new BigInteger(value);

function parsed(text: string | null): BigInteger | undefined {
  return text !== null && /^\s*[+-]?\d+\s*$/.test(text) && text.length <= 300_000
    ? of(BigInt(text.trim().replace(/^\+/, '')))
    : undefined;
}

function read(text: string): BigInteger {
  const found = parsed(text);
  if (found) return found;
  throw new TypeFailure('The value could not be parsed.', 'System.FormatException');
}

const [hexStyle, thousandsStyle] = [512, 64];

/** Hexadecimal digits have the sign in their first bit; other styles than thousands are those of plain digits. */
function readStyled(text: string, style: number): BigInteger {
  if ((style & hexStyle) === 0) return read((style & thousandsStyle) === 0 ? text : text.replaceAll(',', ''));
  const digits = text.trim();
  if (!/^[\da-f]{1,250000}$/i.test(digits)) return read('');
  return of(BigInt.asIntN(digits.length * 4, BigInt(`0x${digits}`)));
}

/** By squares, so that no number grows beyond twice the modulus's length. */
function modularPower(value: bigint, exponent: bigint, modulus: bigint): bigint {
  if (exponent < 0n)
    throw new TypeFailure(
      `exponent ('${exponent}') must be a non-negative value. (Parameter 'exponent')\nActual value was ${exponent}.`,
      'System.ArgumentOutOfRangeException',
    );
  if (bitLength(exponent) > 4096 || bitLength(modulus) > 4096)
    throw new TypeFailure('ModPow computes with numbers of up to 4096 bits here.', 'System.NotSupportedException');
  let [result, square] = [1n % modulus, value % modulus];
  for (let left = exponent; left > 0n; left >>= 1n) {
    if ((left & 1n) === 1n) result = (result * square) % modulus;
    square = (square * square) % modulus;
  }
  return result;
}

const byZero = () => new TypeFailure('Attempted to divide by zero.', 'System.DivideByZeroException');

function nonZero(value: bigint): bigint {
  if (value === 0n) throw byZero();
  return value;
}

const absolute = (value: bigint) => (value < 0n ? -value : value);

function divisor(left: bigint, right: bigint): bigint {
  if (Math.max(bitLength(left), bitLength(right)) > 16_384)
    throw new TypeFailure(
      'GreatestCommonDivisor takes numbers of up to 16384 bits here.',
      'System.NotSupportedException',
    );
  let [a, b] = [absolute(left), absolute(right)];
  while (b !== 0n) [a, b] = [b, a % b];
  return a;
}

function power(value: bigint, exponent: number): BigInteger {
  if (exponent < 0)
    throw new TypeFailure(
      `exponent ('${exponent}') must be a non-negative value. (Parameter 'exponent')\nActual value was ${exponent}.`,
      'System.ArgumentOutOfRangeException',
    );
  return bounded(bitLength(absolute(value) - 1n) * exponent, () => value ** BigInt(exponent));
}

/** Of what no Double holds too. */
function logarithm(value: bigint): number {
  if (value < 0n) return Number.NaN;
  const excess = Math.max(0, bitLength(value) - 1000);
  return Math.log(Number(value >> BigInt(excess))) + excess * Math.LN2;
}

/** The fewest bytes that hold it with its sign, the lowest first. */
function bytesOf(value: bigint): number[] {
  const count = Math.floor(bitLength(value < 0n ? ~value : value) / 8) + 1;
  const hex = BigInt.asUintN(count * 8, value)
    .toString(16)
    .padStart(count * 2, '0');
  return (hex.match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16)).reverse();
}

const binary =
  (compute: (left: bigint, right: bigint) => bigint) => (_: LiveType, left: BigInteger, right: BigInteger) =>
    bounded(bitLength(left.value) + bitLength(right.value), () => compute(left.value, right.value));

export const bigIntegerType = defineType({
  name: bigIntegerName,
  bases: ['System.ValueType', 'System.IComparable', 'System.IFormattable'],
  summary: 'A whole number of any size.',
  is: (value) => value instanceof BigInteger,
  members: {
    'bool IsEven {get;}': ({ value }: BigInteger) => value % 2n === 0n,
    'bool IsOne {get;}': ({ value }: BigInteger) => value === 1n,
    'bool IsPowerOfTwo {get;}': ({ value }: BigInteger) => value > 0n && (value & (value - 1n)) === 0n,
    'bool IsZero {get;}': ({ value }: BigInteger) => value === 0n,
    'int Sign {get;}': ({ value }: BigInteger) => (value < 0n ? -1 : value > 0n ? 1 : 0),
    'int CompareTo(System.Object obj)': (self: BigInteger, other: Value) => {
      if (other === null) return 1;
      if (other instanceof BigInteger) return self.value < other.value ? -1 : self.value > other.value ? 1 : 0;
      throw new TypeFailure("The parameter must be a BigInteger. (Parameter 'obj')", 'System.ArgumentException');
    },
    'bool Equals(System.Object obj)': (self: BigInteger, other: Value) =>
      other instanceof BigInteger && other.value === self.value,
    'long GetBitLength()': ({ value }: BigInteger) => bitLength(value < 0n ? ~value : value),
    'int GetByteCount()': ({ value }: BigInteger) => bytesOf(value).length,
    'byte[] ToByteArray()': ({ value }: BigInteger) => bytesOf(value),
    'string ToString()': ({ state }: BigInteger) => state.toText(),
    'string ToString(string format)': (self: BigInteger, format: string | null) => formatValue(self, format ?? ''),
    'string ToString(string format, System.IFormatProvider provider)': (
      self: BigInteger,
      format: string | null,
      culture: Value,
    ) => formatValue(self, format ?? '', cultureState(culture)),
    'static bigint MinusOne {get;}': () => of(-1n),
    'static bigint One {get;}': () => of(1n),
    'static bigint Zero {get;}': () => of(0n),
    'static bigint Abs(bigint value)': (_: LiveType, { value }: BigInteger) => of(absolute(value)),
    'static bigint Add(bigint left, bigint right)': binary((left, right) => left + right),
    'static int Compare(bigint left, bigint right)': (_: LiveType, left: BigInteger, right: BigInteger) =>
      left.value < right.value ? -1 : left.value > right.value ? 1 : 0,
    'static bigint Divide(bigint dividend, bigint divisor)': binary((left, right) => left / nonZero(right)),
    'static bigint DivRem(bigint dividend, bigint divisor, System.Object& remainder)': (
      _: LiveType,
      left: BigInteger,
      right: BigInteger,
      target: Value,
    ) => {
      giveBack(target, of(left.value % nonZero(right.value)));
      return of(left.value / right.value);
    },
    'static bigint GreatestCommonDivisor(bigint left, bigint right)': binary(divisor),
    'static double Log(bigint value)': (_: LiveType, { value }: BigInteger) => logarithm(value),
    'static double Log(bigint value, double baseValue)': (_: LiveType, { value }: BigInteger, base: number) =>
      logarithm(value) / Math.log(base),
    'static double Log10(bigint value)': (_: LiveType, { value }: BigInteger) => logarithm(value) / Math.LN10,
    'static bigint Max(bigint left, bigint right)': binary((left, right) => (left > right ? left : right)),
    'static bigint Min(bigint left, bigint right)': binary((left, right) => (left < right ? left : right)),
    'static bigint ModPow(bigint value, bigint exponent, bigint modulus)': (
      _: LiveType,
      { value }: BigInteger,
      exponent: BigInteger,
      modulus: BigInteger,
    ) => of(modularPower(value, exponent.value, nonZero(modulus.value))),
    'static bigint Multiply(bigint left, bigint right)': binary((left, right) => left * right),
    'static bigint Negate(bigint value)': (_: LiveType, { value }: BigInteger) => of(-value),
    'static bigint Parse(string value)': (_: LiveType, text: string) => read(text),
    'static bigint Parse(string value, System.Globalization.NumberStyles style)': (
      _: LiveType,
      text: string,
      style: number,
    ) => readStyled(text, style),
    'static bigint Pow(bigint value, int exponent)': (_: LiveType, { value }: BigInteger, exponent: number) =>
      power(value, exponent),
    'static bigint Remainder(bigint dividend, bigint divisor)': binary((left, right) => left % nonZero(right)),
    'static bigint Subtract(bigint left, bigint right)': binary((left, right) => left - right),
    'static bool TryParse(string value, System.Object& result)': (_: LiveType, text: string | null, target: Value) => {
      const found = parsed(text);
      giveBack(target, found ?? of(0n));
      return found !== undefined;
    },
    'new(long value)': (_: LiveType, value: bigint) => of(value),
    'new(ulong value)': (_: LiveType, value: bigint) => of(value),
    'new(decimal value)': (_: LiveType, value: Value) => toBigInteger(value),
    'new(double value)': (_: LiveType, value: number) => of(BigInt(Math.trunc(value))),
    'new(byte[] value)': (_: LiveType, bytes: readonly number[]) => ofBytes(bytes),
  },
});
