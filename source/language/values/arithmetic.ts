import { PsChar, PsDateTime, PsDecimal, PsNumber, PsTimeSpan } from '../../objects/index.ts';
import { LiveArray, LiveDictionary, type Value } from '../run/value.ts';
import { TypeFailure } from '../types/type.ts';
import { bigArithmetic, isBigArithmetic } from './big-arithmetic.ts';
import { BigInteger } from './big-integer.ts';
import { dictionaryOf, enumOf, isEnum, listOf, toText, unwrapped } from './convert.ts';
import { type ArithmeticOperator, datePlus, isDateLike, spanArithmetic } from './date-arithmetic.ts';
import { dateOfTicks } from './dates.ts';
import { numberTypeOf, shownTypeOf } from './kinds.ts';
import { integers, numbers } from './number-arithmetic.ts';
import { castToNumber, scanText } from './to-number.ts';

const methodNames: Readonly<Record<string, string>> = {
  '+': 'op_Addition',
  '-': 'op_Subtraction',
  '*': 'op_Multiply',
  '/': 'op_Division',
  '%': 'op_Modulus',
};

/** What a list or a text may grow to by `*` and `+`. */
export const mostItems = 50_000_000;
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

/** `-$x` and `+$x`: from zero. */
export function signed(operator: '+' | '-', value: Value): Value {
  const plain = unwrapped(value);
  if (operator === '-' && plain instanceof PsTimeSpan) return PsTimeSpan.fromTicks(-(plain.ticks ?? 0n));
  if (operator === '-' && plain instanceof PsNumber && plain.type === 'Double')
    return new PsNumber('Double', 0 - Number(plain.value));
  return arithmetic(operator, 0, isEnum(plain) ? castToNumber(plain, 'Int32') : plain);
}
