import type { PsValue } from '../../objects/index.ts';
import type { ComparisonName } from '../scan/operators.ts';
import { equal, order } from './compare.ts';
import { arrayOf, listOf, toText } from './convert.ts';
import { type Matcher, matchAll } from './matching.ts';
import { dotNetRegex } from './regex.ts';
import { wildcardMatcher } from './wildcard.ts';

type Test = (left: PsValue, right: PsValue, caseSensitive: boolean) => boolean;

/** Operators that hold a text against a pattern. */
const patterns: Readonly<
  Partial<Record<ComparisonName, { understand: (pattern: string, caseSensitive: boolean) => Matcher; wanted: boolean }>>
> = {
  like: { understand: wildcardMatcher, wanted: true },
  notlike: { understand: wildcardMatcher, wanted: false },
  match: { understand: dotNetRegex, wanted: true },
  notmatch: { understand: dotNetRegex, wanted: false },
};

/** The others that look at one value; a list on their left is filtered by them instead. */
const tests: Readonly<Partial<Record<ComparisonName, Test>>> = {
  eq: equal,
  ne: (left, right, caseSensitive) => !equal(left, right, caseSensitive),
  gt: (left, right, caseSensitive) => order(left, right, caseSensitive) > 0,
  ge: (left, right, caseSensitive) => order(left, right, caseSensitive) >= 0,
  lt: (left, right, caseSensitive) => order(left, right, caseSensitive) < 0,
  le: (left, right, caseSensitive) => order(left, right, caseSensitive) <= 0,
};

/** What a comparison gives: a truth value, or the items of a list on the left for which it holds. */
export function compare(name: ComparisonName, left: PsValue, right: PsValue, caseSensitive: boolean): PsValue {
  if (name === 'contains' || name === 'notcontains')
    return contains(left, right, caseSensitive) === (name === 'contains');
  if (name === 'in' || name === 'notin') return contains(right, left, caseSensitive) === (name === 'in');
  const items = listOf(left);
  const holds = holding(name, items ?? [left], right, caseSensitive);
  return items ? arrayOf(items.filter((_, index) => holds[index])) : holds[0]!;
}

function holding(
  name: ComparisonName,
  items: readonly PsValue[],
  right: PsValue,
  caseSensitive: boolean,
): readonly boolean[] {
  const pattern = patterns[name];
  if (pattern) {
    const found = matchAll(pattern.understand(toText(right), caseSensitive), items.map(toText));
    return found.map((matches) => matches === pattern.wanted);
  }
  const test = tests[name] as Test;
  return items.map((item) => test(item, right, caseSensitive));
}

const contains = (list: PsValue, value: PsValue, caseSensitive: boolean) =>
  (listOf(list) ?? [list]).some((item) => equal(item, value, caseSensitive));
