import { PsChar, PsDateTime, PsDecimal, PsNumber, PsTimeSpan } from '../../objects/index.ts';
import { LiveArray, LiveDictionary, LiveObject, type Value } from '../run/value.ts';
import { cutToDouble } from '../scan/whole-types.ts';
import { TypeFailure } from '../types/type.ts';
import { bigArithmetic, isBigArithmetic } from './big-arithmetic.ts';
import { BigInteger } from './big-integer.ts';
import { dictionaryOf, enumOf, isEnum, listOf, toText, unwrapped } from './convert.ts';
import { type ArithmeticOperator, datePlus, isDateLike, spanArithmetic } from './date-arithmetic.ts';
import { dateOfTicks } from './dates.ts';
import { addDecimals, divideDecimals, multiplyDecimals, remainderOfDecimals, subtractDecimals } from './decimal.ts';
import { type NumberType, numberTypeOf, shownTypeOf } from './kinds.ts';
import { castToNumber, integerOf, numberAs, rawOf, scanText, toDouble } from './to-number.ts';

const methodNames: Readonly<Record<string, string>> = {
  '+': 'op_Addition',
  '-': 'op_Subtraction',
  '*': 'op_Multiply',
  '/': 'op_Division',
  '%': 'op_Modulus',
};

/** What a list or a text may grow to by `*` and `+`. */
const mostItems = 50_000_000;
const longestText = 512 * 1024 * 1024;

/** `left + right` and its like, with PowerShell's promotion of types (about_Arithmetic_Operators). */
export function arithmetic(operator: ArithmeticOperator, leftValue: Value, rightValue: Value): Value {
  if (typeof leftValue === 'number' && typeof rightValue === 'number') return integers(operator, leftValue, rightValue);
  const left = unwrapped(leftValue);
  const right = unwrapped(rightValue);
  if (operator === '+') {
    const sum = addOther(left, right);
    if (sum !== undefined) return sum;
  }
  if (operator === '*') {
    const product = repeated(left, right);
    if (product !== undefined) return product;
  }
  if (left === null && (operator === '*' || operator === '+')) return operator === '+' ? right : null;
  const [big, other] = [asBig(left), asBig(right)];
  if (isBigArithmetic(big, other)) return bigArithmetic(operator, methodNames[operator]!, big, other);
  if (isEnum(left)) return enumArithmetic(operator, left, right);
  if (isDateLike(left) || isDateLike(right)) {
    const result = dateArithmetic(operator, left, right);
    if (result !== undefined) return result;
  }
  return numbers(operator, numberOperand(left, right, operator, true), numberOperand(right, left, operator, false));
}

/** A text that is a BigInteger's literal, as `5n` is, is that. */
function asBig(value: Value): Value {
  if (typeof value !== 'string' || !/\dn\s*$/i.test(value)) return value;
  const scanned = scanText(value);
  return scanned instanceof BigInteger ? scanned : value;
}

/** Sums that are none of numbers; undefined for those. */
function addOther(left: Value, right: Value): Value | undefined {
  if (typeof left === 'string' || left instanceof PsChar) return joined(toText(left), toText(right));
  const items = listOf(left);
  if (items) return listed([...items, ...(listOf(right) ?? [right])]);
  const dictionary = dictionaryOf(left);
  if (!dictionary) return left === null ? right : undefined;
  const other = dictionaryOf(right);
  if (!other) {
    throw new TypeFailure(
      'A hash table can only be added to another hash table.',
      'System.Management.Automation.RuntimeException',
      'AddHashTableToNonHashTable',
      'InvalidOperation',
    );
  }
  const sum = new LiveDictionary();
  for (const [key, value] of dictionary) sum.set(key, value);
  for (const [key, value] of other) {
    if (sum.has(key)) {
      const name = toText(key);
      throw new TypeFailure(
        `Item has already been added. Key in dictionary: '${name}'  Key being added: '${name}'`,
        'System.ArgumentException',
      );
    }
    sum.set(key, value);
  }
  return sum;
}

function joined(left: string, right: string): string {
  if (left.length + right.length > longestText) throw textTooLong();
  return left + right;
}

function listed(items: Value[]): Value {
  if (items.length > mostItems) throw outOfMemory();
  return new LiveArray(items);
}

export const textTooLong = () =>
  new TypeFailure('Insufficient memory to continue the execution of the program.', 'System.OutOfMemoryException');

export const outOfMemory = () =>
  new TypeFailure('Array dimensions exceeded supported range.', 'System.OutOfMemoryException');

function repeated(left: Value, right: Value): Value | undefined {
  if (typeof left === 'string') {
    const times = castToNumber(typeof right === 'string' ? right.trim() : right, 'Int32') as number;
    if (times < 0) {
      throw new TypeFailure(
        `times ('${times}') must be a non-negative value. (Parameter 'times')\nActual value was ${times}.`,
        'System.ArgumentOutOfRangeException',
      );
    }
    if (left.length * times > longestText) throw textTooLong();
    return left.repeat(times);
  }
  const items = listOf(left);
  if (!items) return undefined;
  const count = typeof right === 'string' ? castToNumber(right.trim(), 'Int32') : right;
  const times = Number((castToNumber(count, 'UInt32') as PsNumber).value);
  if (items.length * times > mostItems) throw outOfMemory();
  return new LiveArray(Array.from({ length: items.length * times }, (_, index) => items[index % items.length]!));
}

function enumArithmetic(operator: ArithmeticOperator, left: Value, right: Value): Value {
  const type = numberTypeOf(unwrapped(right)) ?? 'Int32';
  if (type === 'Double' || type === 'Single' || type === 'Decimal') {
    throw new TypeFailure(
      `Unable to cast object of type '${shownTypeOf(left)}' to type 'System.${type}'.`,
      'System.InvalidCastException',
    );
  }
  const result = numbers(
    operator,
    castToNumber(left, 'Int32'),
    numberTypeOf(right) ? right : castToNumber(right, 'Int32'),
  );
  if (typeof result === 'number') return enumOf(left, result);
  throw new TypeFailure(
    `Unable to cast object of type '${shownTypeOf(result)}' to type '${shownTypeOf(left)}'.`,
    'System.InvalidCastException',
  );
}

function dateArithmetic(operator: ArithmeticOperator, left: Value, right: Value): Value | undefined {
  if (left instanceof PsDateTime) return datePlus(operator, left, right);
  // A whole number before a date is one of ticks.
  if (right instanceof PsDateTime && operator === '-' && (typeof left === 'number' || typeof left === 'bigint'))
    return datePlus(operator, dateOfTicks(BigInt(left)), right);
  if (left instanceof PsTimeSpan || right instanceof PsTimeSpan) return spanArithmetic(operator, left, right);
  return undefined;
}

/** What a value counts as; TypeFailure for what counts as nothing. */
function numberOperand(value: Value, other: Value, operator: string, isLeft: boolean): Value {
  if (numberTypeOf(value)) return value;
  if (value instanceof BigInteger) return castToNumber(value, 'Decimal');
  if (value === null) return 0;
  if (typeof value === 'string') return textOperand(value, other);
  if (typeof value === 'boolean' || value instanceof PsChar) {
    if (operator !== '*' || !isLeft || other instanceof PsDecimal) return castToNumber(value, 'Int32');
    if (other !== null && !isNumberLike(other)) throw noOperator(other, methodNames[operator]!);
    throw notDefined(shownTypeOf(value), operator, shownTypeOf(other));
  }
  if (isEnum(value)) return castToNumber(value, 'Int32');
  throw noOperator(value, methodNames[operator]!);
}

const isNumberLike = (value: Value) =>
  numberTypeOf(value) !== undefined || typeof value === 'boolean' || value instanceof PsChar;

/** A text beside a number: a number by its own look, else none of the other's type. */
export const textOperand = (text: string, other: Value): Value =>
  scanText(text) ?? castToNumber(text.trim(), numberTypeOf(other) ?? 'Int32');

export const notDefined = (left: string, operator: string, right: string) =>
  new TypeFailure(
    `The operation '[${left}] ${operator} [${right || '$null'}]' is not defined.`,
    'System.Management.Automation.RuntimeException',
    'NotADefinedOperationForType',
    'InvalidOperation',
  );

export const noOperator = (value: Value, method: string) =>
  new TypeFailure(
    `Method invocation failed because [${shownTypeOf(value)}] does not contain a method named '${method}'.`,
    'System.Management.Automation.RuntimeException',
    'MethodNotFound',
    'InvalidOperation',
  );

function integers(operator: ArithmeticOperator, left: number, right: number): Value {
  if (operator === '/' || operator === '%') {
    if (right === 0) throw divideByZero();
    if (operator === '%') return (left % right) + 0;
    const quotient = left / right;
    return Number.isInteger(quotient) && quotient <= 2_147_483_647 ? quotient + 0 : new PsNumber('Double', quotient);
  }
  const result = operator === '+' ? left + right : operator === '-' ? left - right : left * right;
  // A product may be -0, which Int32 does not have.
  return result <= 2_147_483_647 && result >= -2_147_483_648 ? result + 0 : new PsNumber('Double', result);
}

const divideByZero = () =>
  new TypeFailure('Attempted to divide by zero.', 'System.DivideByZeroException', 'RuntimeException', 'NotSpecified');

const ranks: readonly NumberType[] = ['SByte', 'Byte', 'Int16', 'UInt16', 'Int32', 'UInt32', 'Int64', 'UInt64'];

/** The type that two numbers are counted in. A negative number and an unsigned one leave the unsigned types. */
function commonType(left: Value, right: Value): NumberType {
  const [one, other] = [numberTypeOf(left)!, numberTypeOf(right)!];
  if (one === 'Decimal' || other === 'Decimal') return 'Decimal';
  const rank = Math.max(rankOf(one), rankOf(other));
  if (rank < 0 || rankOf(one) < 0 || rankOf(other) < 0) return 'Double';
  const type = ranks[Math.max(rank, 4)]!;
  const isNegative = (rawOf(left) as bigint) < 0n || (rawOf(right) as bigint) < 0n;
  if (!isNegative) return type;
  if (type === 'UInt32') return 'Int64';
  return type === 'UInt64' ? 'Decimal' : type;
}

const rankOf = (type: NumberType) => ranks.indexOf(type);

function numbers(operator: ArithmeticOperator, left: Value, right: Value): Value {
  if (typeof left === 'number' && typeof right === 'number') return integers(operator, left, right);
  const type = commonType(left, right);
  if (type === 'Double')
    return new PsNumber('Double', doubles(operator, toDouble(rawOf(left)), toDouble(rawOf(right))));
  if (type === 'Decimal') return decimals(operator, left, right);
  const [a, b] = [rawOf(left) as bigint, rawOf(right) as bigint];
  if ((operator === '/' || operator === '%') && b === 0n) throw divideByZero();
  if (operator === '/' && a % b !== 0n) return new PsNumber('Double', Number(a) / Number(b));
  const result = { '+': a + b, '-': a - b, '*': a * b, '/': b && a / b, '%': b && a % b }[operator];
  const whole = integerOf(result, type);
  if (whole !== undefined) return whole;
  return new PsNumber('Double', operator === '*' ? cutToDouble(result) : doubles(operator, Number(a), Number(b)));
}

function doubles(operator: ArithmeticOperator, left: number, right: number): number {
  if (operator === '+') return left + right;
  if (operator === '-') return left - right;
  if (operator === '*') return left * right;
  return operator === '/' ? left / right : left % right;
}

function decimals(operator: ArithmeticOperator, left: Value, right: Value): Value {
  const [a, b] = [numberAs(left, 'Decimal') as PsDecimal, numberAs(right, 'Decimal') as PsDecimal];
  try {
    return ofDecimals(operator, a, b);
  } catch (error) {
    if (!(error instanceof TypeFailure) || error.id !== undefined) throw error;
    throw new TypeFailure(error.message, error.exceptionType, 'RuntimeException', 'NotSpecified');
  }
}

function ofDecimals(operator: ArithmeticOperator, a: PsDecimal, b: PsDecimal): Value {
  if (operator === '+') return addDecimals(a, b);
  if (operator === '-') return subtractDecimals(a, b);
  if (operator === '*') return multiplyDecimals(a, b);
  if (/^-?[0.]*$/.test(b.text)) throw divideByZero();
  return operator === '/' ? divideDecimals(a, b) : remainderOfDecimals(a, b);
}

/** `-$x` and `+$x`: from zero. */
export function signed(operator: '+' | '-', value: Value): Value {
  const plain = unwrapped(value);
  if (operator === '-' && plain instanceof PsTimeSpan) return PsTimeSpan.fromTicks(-(plain.ticks ?? 0n));
  if (operator === '-' && plain instanceof PsNumber && plain.type === 'Double')
    return new PsNumber('Double', 0 - Number(plain.value));
  return arithmetic(operator, 0, isEnum(plain) ? castToNumber(plain, 'Int32') : plain);
}

/** `left..right` */
export function range(left: Value, right: Value): Value {
  const [from, to] = [characterOf(left), characterOf(right)];
  if (from !== undefined && to !== undefined && !(isDigit(left) && isDigit(right)))
    return new LiveArray(steps(from, to).map((code) => new PsChar(code)));
  return new LiveArray(steps(bound(left), bound(right)));
}

const isDigit = (value: Value) => typeof value === 'string' && /^\d$/.test(value);

function characterOf(value: Value): number | undefined {
  if (value instanceof PsChar) return value.code;
  return typeof value === 'string' && value.length === 1 ? value.charCodeAt(0) : undefined;
}

function bound(value: Value): number {
  const plain = value instanceof LiveObject ? (value.base ?? value) : value;
  if (plain instanceof BigInteger)
    throw new TypeFailure(
      `Unable to cast object of type '${plain.typeName}' to type 'System.IConvertible'.`,
      'System.InvalidCastException',
    );
  try {
    return castToNumber(plain, 'Int32') as number;
  } catch (error) {
    if (!(error instanceof TypeFailure) || !/^InvalidCastI|^InvalidCastF/.test(error.id ?? '')) throw error;
    // The failure of the range is that of the conversion, unwrapped.
    const why = /Error: "([\s\S]*)"$/.exec(error.message)?.[1] ?? error.message;
    throw new TypeFailure(why, /format/.test(why) ? 'System.FormatException' : 'System.OverflowException');
  }
}

function steps(from: number, to: number): number[] {
  const length = Math.abs(to - from) + 1;
  if (length > mostItems) throw outOfMemory();
  const step = from <= to ? 1 : -1;
  const items = new Array<number>(length);
  for (let i = 0, number = from; i < length; i++, number += step) items[i] = number;
  return items;
}
