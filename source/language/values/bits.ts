import { PsChar, PsDecimal, PsNumber } from '../../objects/index.ts';
import type { Value } from '../run/value.ts';
import { wholeTypes } from '../scan/whole-types.ts';
import { TypeFailure } from '../types/type.ts';
import { noOperator, notDefined, textOperand } from './arithmetic.ts';
import { bigBitwise, bigShift } from './big-arithmetic.ts';
import { BigInteger } from './big-integer.ts';
import { enumOf, isEnum, unwrapped } from './convert.ts';
import { type NumberType, numberTypeOf, shownTypeOf } from './kinds.ts';
import { castToNumber, integerOf, notConvertible, numberAs, rawOf, scanText } from './to-number.ts';

export type BitOperator = '-band' | '-bor' | '-bxor';

const methodNames = { '-band': 'op_BitwiseAnd', '-bor': 'op_BitwiseOr', '-bxor': 'op_ExclusiveOr' } as const;

/** `left -band right` and its like. Real numbers are rounded to unsigned ones, or to signed ones where one is negative. */
export function bitwise(operator: BitOperator, leftValue: Value, rightValue: Value): Value {
  if (typeof leftValue === 'number' && typeof rightValue === 'number')
    return operator === '-band'
      ? leftValue & rightValue
      : operator === '-bor'
        ? leftValue | rightValue
        : leftValue ^ rightValue;
  const left = unwrapped(leftValue);
  const right = unwrapped(rightValue);
  if (left instanceof BigInteger || right instanceof BigInteger) {
    const [a, b] = [left, right].map((one) => (typeof one === 'string' ? textOperand(one, 0) : one));
    return bigBitwise(methodNames[operator], a!, b!);
  }
  const a = operand(left, right, methodNames[operator]);
  const b = operand(right, left, methodNames[operator]);
  const type = commonType(a, b);
  const isDecimal = a instanceof PsDecimal || b instanceof PsDecimal;
  const [one, other] = [a, b].map((number) => inType(isDecimal ? numberAs(number, 'Decimal') : number, type)) as [
    bigint,
    bigint,
  ];
  const bits = operator === '-band' ? one & other : operator === '-bor' ? one | other : one ^ other;
  const result = integerOf(wrapped(bits, type), type)!;
  return isEnum(left) && typeof result === 'number' ? enumOf(left, result) : result;
}

function operand(value: Value, other: Value, method: string): Value {
  if (numberTypeOf(value)) return value;
  if (value === null) return 0;
  if (typeof value === 'string') return textOperand(value, other);
  if (typeof value === 'boolean' || value instanceof PsChar || isEnum(value)) return castToNumber(value, 'Int32');
  throw noOperator(value, method);
}

const isReal = (value: Value) =>
  value instanceof PsDecimal || (value instanceof PsNumber && /^[DS][oi]/.test(value.type));

function commonType(left: Value, right: Value): NumberType {
  if (isReal(left) || isReal(right)) return isNegative(left) || isNegative(right) ? 'Int64' : 'UInt64';
  const types = [numberTypeOf(left), numberTypeOf(right)];
  for (const type of ['UInt64', 'Int64', 'UInt32'] as const) if (types.includes(type)) return type;
  return 'Int32';
}

function isNegative(value: Value): boolean {
  const raw = rawOf(value);
  return raw instanceof PsDecimal ? raw.text.startsWith('-') : raw < 0;
}

/** A type takes the bits of what is beyond it; a real number is made a whole one of 64 bits first. */
function inType(value: Value, type: NumberType): bigint {
  const whole = isReal(value) ? castToNumber(value, isNegative(value) ? 'Int64' : 'UInt64') : value;
  return wrapped(rawOf(whole) as bigint, type);
}

function wrapped(value: bigint, type: NumberType): bigint {
  const { bits, min } = wholeTypes[type]!;
  return min === 0n ? BigInt.asUintN(bits, value) : BigInt.asIntN(bits, value);
}

/** `-bnot $value` */
export function complement(given: Value): Value {
  const value = unwrapped(given);
  if (value instanceof BigInteger) return new BigInteger(~value.value);
  const number = isEnum(value) ? castToNumber(value, 'Int32') : whole(value);
  const type = numberTypeOf(number)!;
  const counted = type === 'SByte' || type === 'Byte' || type === 'Int16' || type === 'UInt16' ? 'Int32' : type;
  const result = integerOf(wrapped(~(rawOf(number) as bigint), counted), counted)!;
  return isEnum(value) && typeof result === 'number' ? enumOf(value, result) : result;
}

/** As an integer: the narrowest type that holds it. */
function whole(value: Value): Value {
  const number = typeof value === 'string' ? (scanText(value) ?? value.trim()) : value;
  if (!isReal(number)) return numberTypeOf(number) ? number : castToNumber(number, 'Int32');
  for (const type of ['Int32', 'UInt32', 'Int64', 'UInt64'] as const) {
    try {
      return numberAs(number, type);
    } catch (error) {
      if (!(error instanceof TypeFailure)) throw error;
    }
  }
  throw notConvertible(number, number instanceof PsDecimal ? 'System.Int32' : 'System.UInt64');
}

/** `left -shl right`, `left -shr right`: the left side's type counts, and the distance modulo its width. */
export function shift(operator: '-shl' | '-shr', leftValue: Value, rightValue: Value): Value {
  const left = unwrapped(leftValue);
  const right = unwrapped(rightValue);
  if (typeof left === 'boolean' || left instanceof PsChar)
    throw notDefined(shownTypeOf(left), operator, shownTypeOf(right));
  if (left instanceof BigInteger) {
    const distance = castToNumber(right, 'Int32') as number;
    return bigShift(left.value, operator === '-shl' ? distance : -distance);
  }
  const isNumber = left === null || typeof left === 'string' || isEnum(left) || numberTypeOf(left) !== undefined;
  if (!isNumber) throw noOperator(left, operator === '-shl' ? 'op_LeftShift' : 'op_RightShift');
  const number = isEnum(left) ? castToNumber(left, 'Int32') : whole(left);
  const type = numberTypeOf(number)!;
  const width = type === 'Int64' || type === 'UInt64' ? 64 : 32;
  const distance = BigInt((castToNumber(right, 'Int32') as number) & (width - 1));
  const raw = rawOf(number) as bigint;
  return integerOf(wrapped(operator === '-shl' ? raw << distance : raw >> distance, type), type)!;
}
