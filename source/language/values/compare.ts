import { PsChar, PsDateTime, PsObject, PsText, PsTimeSpan } from '../../objects/index.ts';
import {
  LiveArray,
  LiveDictionary,
  LiveInstance,
  LiveObject,
  LiveType,
  type Value,
  valueStateOf,
} from '../run/value.ts';
import { TypeFailure } from '../types/type.ts';
import { castTo } from './cast.ts';
import { compareText, equalText } from './collate.ts';
import { baseOf, isEnum, listOf, toBoolean, toText, unwrapped } from './convert.ts';
import { wallClock, wallTicks } from './dates.ts';
import { numberTypeOf, shownTypeOf, typeNameOf } from './kinds.ts';
import { compareNumeric, numericOf, toNumeric } from './numbers.ts';
import { compareSizes } from './sizes.ts';
import { castToNumber, notConvertible, scanText } from './to-number.ts';

/**
 * `left -eq right`: the right side is converted to the type of the left one (about_Comparison_Operators). An enum
 * equals its name as well as its number, also when it came over the wire, where PowerShell itself has lost the name;
 * and an object that the server sent with a text equals that text. Sizes are equal by their bytes.
 */
export function equal(leftValue: Value, rightValue: Value, caseSensitive: boolean): boolean {
  if (leftValue === rightValue) return !isNotANumber(leftValue);
  if (typeof leftValue === 'string' && typeof rightValue === 'string')
    return equalText(leftValue, rightValue, caseSensitive) || compareSizes(leftValue, rightValue) === 0;
  const left = unwrapped(leftValue);
  const right = unwrapped(rightValue);
  if (left === null || right === null) return left === right;
  const sizes = compareSizes(left, right);
  if (sizes !== undefined) return sizes === 0;
  if (typeof left === 'string') return equalText(left, toText(right), caseSensitive);
  if (typeof left === 'boolean') return left === toBoolean(right);
  if (left === right) return true;
  if (left instanceof LiveType) return right instanceof LiveType && right.fullName === left.fullName;
  if (left instanceof PsObject && !isEnum(left)) {
    const text = (left as PsObject).text;
    if (text === undefined || (right instanceof PsObject && right.text === undefined)) return false;
    return equalText(text, toText(right), caseSensitive);
  }
  if (left instanceof LiveInstance) return equalInstances(left, right);
  if (!isPlain(left)) return false;
  try {
    return convertAndCompare(left, right, caseSensitive) === 0;
  } catch (error) {
    if (error instanceof TypeFailure) return false;
    throw error;
  }
}

const isNotANumber = (value: Value) => typeof value === 'object' && value !== null && numericIsNaN(value);
const numericIsNaN = (value: Value) => Number.isNaN(numericOf(value) ?? 0);

function equalInstances(left: LiveInstance, right: Value): boolean {
  try {
    const state = valueStateOf(left);
    return state !== undefined && stateLike(left, right)?.key === state.key;
  } catch (error) {
    if (error instanceof TypeFailure) return false;
    throw error;
  }
}

/** What an instance is compared with, as one of its type. */
const stateLike = (left: LiveInstance, right: Value) =>
  valueStateOf(
    right instanceof LiveInstance && right.typeName === left.typeName
      ? right
      : (castTo(left.typeName, right) ?? valueStateOf(left)?.like?.(right) ?? null),
  );

/** Below zero, zero, above zero; TypeFailure where the two cannot be put in an order. */
export function order(leftValue: Value, rightValue: Value, caseSensitive: boolean): number {
  if (typeof leftValue === 'number' && typeof rightValue === 'number') return leftValue - rightValue;
  const left = unwrapped(leftValue);
  const right = unwrapped(rightValue);
  if (left === null) return right === null ? 0 : belowNothing(right) ? 1 : -1;
  if (listOf(left)) throw notComparable(left, right);
  if (right === null) return belowNothing(left) ? -1 : 1;
  const sizes = compareSizes(left, right);
  if (sizes !== undefined) return sizes;
  if (typeof left === 'string') return compareText(left, toText(right), caseSensitive);
  if (typeof left === 'boolean') return Number(left) - Number(toBoolean(right));
  const isRanked = valueStateOf(left)?.rank !== undefined;
  if (!isRanked && !isPlain(left)) throw notComparable(left, right);
  try {
    return convertAndCompare(left, right, caseSensitive);
  } catch (error) {
    if (!(error instanceof TypeFailure) || (numberTypeOf(left) && typeof right === 'string')) throw error;
    throw new TypeFailure(
      `Could not compare "${toText(left)}" to "${toText(right)}". Error: "${error.message}"`,
      'System.Management.Automation.RuntimeException',
      'ComparisonFailure',
      'InvalidOperation',
    );
  }
}

/** Null is less than everything but negative numbers. */
function belowNothing(value: Value): boolean {
  const numeric = numericOf(value);
  return numeric !== undefined && compareNumeric(numeric, 0n) < 0;
}

/** What has an order of its own. */
const isPlain = (value: Value) =>
  numberTypeOf(value) !== undefined ||
  isEnum(value) ||
  value instanceof PsChar ||
  value instanceof PsDateTime ||
  value instanceof PsTimeSpan ||
  value instanceof PsText;

function convertAndCompare(left: Value, right: Value, caseSensitive: boolean): number {
  if (left instanceof LiveInstance) return compareRanks(left, right);
  if (left instanceof PsObject) return compareEnum(left, right);
  const numeric = numericOf(left);
  if (numeric !== undefined) {
    const number =
      typeof right === 'string' ? (scanText(right) ?? castToNumber(right.trim(), numberTypeOf(left)!)) : baseOf(right);
    const other = toNumeric(number) ?? toNumeric(castToNumber(number, numberTypeOf(left)!));
    return compareNumeric(numeric, other!);
  }
  if (left instanceof PsChar) return compareCharacter(left, right, caseSensitive);
  const type = typeNameOf(left);
  const other = castTo(type, right)!;
  if (left instanceof PsDateTime) return difference(ticks(left), ticks(other as PsDateTime));
  if (left instanceof PsTimeSpan) return difference(left.ticks ?? 0n, (other as PsTimeSpan).ticks ?? 0n);
  return compareTyped(left as PsText, other as PsText);
}

function ticks(value: PsDateTime): bigint {
  const clock = wallClock(value);
  return clock ? wallTicks(clock) : 0n;
}

function compareEnum(left: PsObject, right: Value): number {
  if (typeof right === 'string' && equalText(left.text ?? '', right.trim(), false)) return 0;
  const type = (left.typeNames[0] ?? '').replace(/^Deserialized\./, '');
  const other = typeof right === 'string' ? (castTo(type, right) ?? right) : right;
  const numeric = numericOf(baseOf(left));
  const number = toNumeric(baseOf(other));
  if (numeric === undefined || number === undefined) throw notComparable(left, right);
  return compareNumeric(numeric, number);
}

function compareCharacter(left: PsChar, right: Value, caseSensitive: boolean): number {
  if (numericOf(baseOf(right)) !== undefined) return left.code - (castTo('System.Char', right) as PsChar).code;
  const text = right instanceof PsChar ? String.fromCharCode(right.code) : right;
  const character = typeof text === 'string' ? text : String.fromCharCode((castTo('System.Char', text) as PsChar).code);
  if (character.length !== 1) castTo('System.Char', character);
  return compareText(String.fromCharCode(left.code), character, caseSensitive);
}

const difference = (left: bigint, right: bigint) => (left < right ? -1 : left > right ? 1 : 0);

function compareTyped(left: PsText, right: PsText): number {
  if (left.type === 'Version') return compareVersion(left.text, right.text);
  if (left.type === 'Guid') return compareOrdinal(plainGuid(left.text), plainGuid(right.text));
  if (left.type === 'Uri') return normalUri(left.text) === normalUri(right.text) ? 0 : missingOrder(left);
  return left.text === right.text ? 0 : missingOrder(left);
}

const plainGuid = (guid: string) => guid.replace(/[{}()-]/g, '').toLowerCase();
const compareOrdinal = (left: string, right: string) => (left < right ? -1 : left > right ? 1 : 0);

function normalUri(text: string): string {
  try {
    return new URL(text).href;
  } catch {
    return text;
  }
}

function compareVersion(left: string, right: string): number {
  const [a, b] = [left.split('.').map(Number), right.split('.').map(Number)];
  for (let i = 0; i < 4; i++) {
    // A part that is not there counts as -1 in .NET: 1.2 is below 1.2.0.
    const step = (a[i] ?? -1) - (b[i] ?? -1);
    if (step !== 0) return step;
  }
  return 0;
}

function compareRanks(left: LiveInstance, right: Value): number {
  const [one, other] = [valueStateOf(left)?.rank, stateLike(left, right)?.rank];
  if (one === undefined || other === undefined) throw notConvertible(right, left.typeName);
  return one < other ? -1 : one > other ? 1 : 0;
}

function missingOrder(left: Value): never {
  throw notComparable(left, null);
}

function notComparable(left: Value, right: Value): TypeFailure {
  const isObject = left instanceof LiveObject || (left instanceof PsObject && !left.collection);
  const message = isObject
    ? `Cannot compare "${toText(left)}" to "${toText(right)}" because the objects are not the same type or the object "${toText(left)}" does not implement "IComparable".`
    : `Cannot compare "${shownWhole(left)}" because it is not IComparable.`;
  return new TypeFailure(
    message,
    'System.Management.Automation.RuntimeException',
    isObject ? 'PSObjectCompareTo' : 'NotIcomparable',
    'InvalidOperation',
  );
}

const shownWhole = (value: Value) =>
  value instanceof LiveArray || value instanceof LiveDictionary || listOf(value) ? shownTypeOf(value) : toText(value);
