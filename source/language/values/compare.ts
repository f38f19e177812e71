import { PsChar, PsDateTime, PsObject, PsText, PsTimeSpan, type PsValue } from '../../objects/index.ts';
import { compareText, equalText } from './collate.ts';
import { baseOf, isEnum, listOf, toBoolean, toText, unwrap } from './convert.ts';
import { parseDate, parseTimeSpan, wallClock, wallTicks } from './dates.ts';
import { ValueError } from './errors.ts';
import { compareNumeric, numericOf, toNumeric } from './numbers.ts';

/**
 * `left -eq right`: the right side is converted to the type of the left one (about_Comparison_Operators). An enum
 * equals its name as well as its number, also when it came over the wire, where PowerShell itself has lost the name;
 * and an object that the server sent with a text equals that text.
 */
export function equal(leftValue: PsValue, rightValue: PsValue, caseSensitive: boolean): boolean {
  const left = unwrap(leftValue);
  const right = unwrap(rightValue);
  if (left === null || right === null) return left === right;
  if (typeof left === 'string') return equalText(left, toText(right), caseSensitive);
  if (typeof left === 'boolean') return left === toBoolean(right);
  if (left === right) return true;
  if (left instanceof PsObject && !isEnum(left)) {
    if (left.text === undefined || (right instanceof PsObject && right.text === undefined)) return false;
    return equalText(left.text, toText(right), caseSensitive);
  }
  if (left instanceof Uint8Array) return false;
  const result = convertAndCompare(left, right, caseSensitive);
  return result === 0;
}

/** Below zero, zero, above zero; ValueError where the two cannot be put in an order. */
export function order(leftValue: PsValue, rightValue: PsValue, caseSensitive: boolean): number {
  const left = unwrap(leftValue);
  const right = unwrap(rightValue);
  if (left === null) return right === null ? 0 : belowNothing(right) ? 1 : -1;
  if (right === null) return belowNothing(left) ? -1 : 1;
  if (typeof left === 'string') return compareText(left, toText(right), caseSensitive);
  if (typeof left === 'boolean') return Number(left) - Number(toBoolean(right));
  const result = convertAndCompare(left, right, caseSensitive);
  if (result === undefined) throw notComparable(left, right);
  return result;
}

/** Null is less than everything but negative numbers. */
function belowNothing(value: PsValue): boolean {
  const numeric = numericOf(value);
  return numeric !== undefined && compareNumeric(numeric, 0n) < 0;
}

function convertAndCompare(left: PsValue, right: PsValue, caseSensitive: boolean): number | undefined {
  if (left instanceof PsObject && isEnum(left)) return compareEnum(left, right);
  const numeric = numericOf(left);
  if (numeric !== undefined) {
    const other = toNumeric(baseOf(right));
    return other === undefined ? undefined : compareNumeric(numeric, other);
  }
  if (left instanceof PsChar) return compareCharacter(left, right, caseSensitive);
  if (left instanceof PsDateTime) return compareDate(left, right);
  if (left instanceof PsTimeSpan) return compareTimeSpan(left, right);
  return left instanceof PsText ? compareTyped(left, right) : undefined;
}

function compareEnum(left: PsObject, right: PsValue): number | undefined {
  if (typeof right === 'string' && equalText(left.text ?? '', right.trim(), false)) return 0;
  const numeric = numericOf(baseOf(left));
  const other = toNumeric(baseOf(right));
  return numeric === undefined || other === undefined ? undefined : compareNumeric(numeric, other);
}

function compareCharacter(left: PsChar, right: PsValue, caseSensitive: boolean): number | undefined {
  const text = right instanceof PsChar ? String.fromCharCode(right.code) : right;
  if (typeof text === 'string') {
    return text.length === 1 ? compareText(String.fromCharCode(left.code), text, caseSensitive) : undefined;
  }
  const other = numericOf(right);
  return other === undefined ? undefined : compareNumeric(BigInt(left.code), other);
}

function compareDate(left: PsDateTime, right: PsValue): number | undefined {
  const clock = wallClock(left);
  if (typeof right === 'string') {
    const other = parseDate(right);
    if (!other) {
      throw new ValueError(`'${right}' cannot be read as a date.`, "Write it as '2026-01-31' or '2026-01-31 18:30'.");
    }
    return clock && difference(wallTicks(clock), wallTicks(other));
  }
  const other = right instanceof PsDateTime ? wallClock(right) : undefined;
  return clock && other && difference(wallTicks(clock), wallTicks(other));
}

function compareTimeSpan(left: PsTimeSpan, right: PsValue): number | undefined {
  const numeric = numericOf(right);
  const other =
    right instanceof PsTimeSpan
      ? right.ticks
      : typeof right === 'string'
        ? parseTimeSpan(right)
        : typeof numeric === 'bigint'
          ? numeric
          : undefined;
  return left.ticks === undefined || other === undefined ? undefined : difference(left.ticks, other);
}

const difference = (left: bigint, right: bigint) => (left < right ? -1 : left > right ? 1 : 0);

function compareTyped(left: PsText, right: PsValue): number | undefined {
  const text = right instanceof PsText || typeof right === 'string' ? toText(right) : undefined;
  if (text === undefined) return undefined;
  if (left.type === 'Version') return compareVersion(left.text, text);
  if (left.type === 'Guid') {
    const plain = (guid: string) => guid.replace(/[{}()-]/g, '').toLowerCase();
    return /^[0-9a-f]{32}$/.test(plain(text)) ? compareOrdinal(plain(left.text), plain(text)) : undefined;
  }
  return left.text === text ? 0 : undefined;
}

const compareOrdinal = (left: string, right: string) => (left < right ? -1 : left > right ? 1 : 0);

function compareVersion(left: string, right: string): number | undefined {
  if (!/^\d+(?:\.\d+){1,3}$/.test(right)) return undefined;
  const [a, b] = [left.split('.').map(Number), right.split('.').map(Number)];
  for (let i = 0; i < 4; i++) {
    // A part that is not there counts as -1 in .NET: 1.2 is below 1.2.0.
    const step = (a[i] ?? -1) - (b[i] ?? -1);
    if (step !== 0) return step;
  }
  return 0;
}

const shown = (value: PsValue) => (listOf(value) ? 'a list' : `'${toText(value)}'`);

const notComparable = (left: PsValue, right: PsValue) =>
  new ValueError(
    `${shown(left)} and ${shown(right)} cannot be put in an order.`,
    'Compare values of one kind, or use -like, which compares them as text.',
  );
