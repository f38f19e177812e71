import { LiveArray, type Value } from '../run/value.ts';
import { arithmetic, signed } from '../values/arithmetic.ts';
import { bitwise, complement, shift } from '../values/bits.ts';
import { equal, order } from '../values/compare.ts';
import { arrayItems, enumerated, toBoolean, toText } from '../values/convert.ts';
import { formatOperator } from '../values/format.ts';
import { matchAll } from '../values/matching.ts';
import { range } from '../values/range.ts';
import { join, match, replace, split, splitBlanks } from '../values/text-operators.ts';
import { wildcardMatcher } from '../values/wildcard.ts';
import { convertAs, typeOperand } from './convert.ts';
import { isOfType } from './is-a.ts';

type Binary = (left: Value, right: Value) => Value;
type Test = (left: Value, right: Value) => boolean;

/** Of a list on the left those that the test holds for, else whether it does. */
const filtering =
  (test: Test): Binary =>
  (left, right) => {
    const items = typeof left === 'object' ? arrayItems(left) : undefined;
    return items ? new LiveArray(items.filter((item) => test(item, right))) : test(left, right);
  };

const contains = (list: Value, value: Value, caseSensitive: boolean) =>
  (enumerated(list) ?? [list]).some((item) => equal(item, value, caseSensitive));

function like(wanted: boolean, caseSensitive: boolean): Binary {
  return (left, right) => {
    const matcher = wildcardMatcher(toText(right), caseSensitive);
    const items = arrayItems(left);
    if (!items) return matchAll(matcher, [toText(left)])[0] === wanted;
    const found = matchAll(matcher, items.map(toText));
    return new LiveArray(items.map(toText).filter((_text, index) => found[index] === wanted));
  };
}

/** The operators that mind case in one of their forms, without their dash. */
const cased: Readonly<Record<string, (caseSensitive: boolean) => Binary>> = {
  eq: (cs) => filtering((left, right) => equal(left, right, cs)),
  ne: (cs) => filtering((left, right) => !equal(left, right, cs)),
  gt: (cs) => filtering((left, right) => order(left, right, cs) > 0),
  ge: (cs) => filtering((left, right) => order(left, right, cs) >= 0),
  lt: (cs) => filtering((left, right) => order(left, right, cs) < 0),
  le: (cs) => filtering((left, right) => order(left, right, cs) <= 0),
  like: (cs) => like(true, cs),
  notlike: (cs) => like(false, cs),
  match: (cs) => (left, right) => match(left, right, cs).result,
  notmatch: (cs) => (left, right) => match(left, right, cs, false).result,
  contains: (cs) => (left, right) => contains(left, right, cs),
  notcontains: (cs) => (left, right) => !contains(left, right, cs),
  in: (cs) => (left, right) => contains(right, left, cs),
  notin: (cs) => (left, right) => !contains(right, left, cs),
  replace: (cs) => (left, right) => replace(left, right, cs),
  split: (cs) => (left, right) => split(left, right, cs),
};

const plain: Readonly<Record<string, Binary>> = {
  '+': (left, right) => arithmetic('+', left, right),
  '-': (left, right) => arithmetic('-', left, right),
  '*': (left, right) => arithmetic('*', left, right),
  '/': (left, right) => arithmetic('/', left, right),
  '%': (left, right) => arithmetic('%', left, right),
  '..': range,
  '-f': formatOperator,
  '-join': join,
  '-band': (left, right) => bitwise('-band', left, right),
  '-bor': (left, right) => bitwise('-bor', left, right),
  '-bxor': (left, right) => bitwise('-bxor', left, right),
  '-shl': (left, right) => shift('-shl', left, right),
  '-shr': (left, right) => shift('-shr', left, right),
  '-and': (left, right) => toBoolean(left) && toBoolean(right),
  '-or': (left, right) => toBoolean(left) || toBoolean(right),
  '-xor': (left, right) => toBoolean(left) !== toBoolean(right),
  '-is': (left, right) => isOfType(left, typeOperand(right).fullName),
  '-isnot': (left, right) => !isOfType(left, typeOperand(right).fullName),
  '-as': (left, right) => convertAs(left, typeOperand(right).fullName),
};

/** By its spelling in lower case; undefined where there is none. */
export function binaryOperator(operator: string): Binary | undefined {
  if (Object.hasOwn(plain, operator)) return plain[operator];
  const name = operator.slice(1);
  if (Object.hasOwn(cased, name)) return cased[name]!(false);
  const bare = name.slice(1);
  return /^[ci]/.test(name) && Object.hasOwn(cased, bare) ? cased[bare]!(name.startsWith('c')) : undefined;
}

const unary: Readonly<Record<string, (operand: Value) => Value>> = {
  '-': (value) => signed('-', value),
  '+': (value) => signed('+', value),
  '!': (value) => !toBoolean(value),
  '-not': (value) => !toBoolean(value),
  '-bnot': complement,
  '-join': (value) => join(value, ''),
  '-split': splitBlanks,
  '-csplit': splitBlanks,
  '-isplit': splitBlanks,
};

export const unaryOperator = (operator: string): ((operand: Value) => Value) | undefined =>
  Object.hasOwn(unary, operator) ? unary[operator] : undefined;
