import type { PsValue } from '../../objects/index.ts';
import type { ComparisonName } from '../scan/operators.ts';
import { equal, order } from './compare.ts';
import { arrayOf, listOf, toText } from './convert.ts';
import { dotNetRegex } from './regex.ts';
import { wildcard } from './wildcard.ts';

type Test = (left: PsValue, right: PsValue, caseSensitive: boolean) => boolean;

const like: Test = (left, right, caseSensitive) => wildcard(toText(right), caseSensitive)(toText(left));
const match: Test = (left, right, caseSensitive) => dotNetRegex(toText(right), caseSensitive).test(toText(left));

/** Operators that look at one value; a list on their left is filtered by them instead. */
const tests: Readonly<Partial<Record<ComparisonName, Test>>> = {
  eq: equal,
  ne: (left, right, caseSensitive) => !equal(left, right, caseSensitive),
  gt: (left, right, caseSensitive) => order(left, right, caseSensitive) > 0,
  ge: (left, right, caseSensitive) => order(left, right, caseSensitive) >= 0,
  lt: (left, right, caseSensitive) => order(left, right, caseSensitive) < 0,
  le: (left, right, caseSensitive) => order(left, right, caseSensitive) <= 0,
  like,
  notlike: (left, right, caseSensitive) => !like(left, right, caseSensitive),
  match,
  notmatch: (left, right, caseSensitive) => !match(left, right, caseSensitive),
};

/** What a comparison gives: a truth value, or the items of a list on the left for which it holds. */
export function compare(name: ComparisonName, left: PsValue, right: PsValue, caseSensitive: boolean): PsValue {
  if (name === 'contains' || name === 'notcontains')
    return contains(left, right, caseSensitive) === (name === 'contains');
  if (name === 'in' || name === 'notin') return contains(right, left, caseSensitive) === (name === 'in');
  const test = tests[name] as Test;
  const items = listOf(left);
  return items ? arrayOf(items.filter((item) => test(item, right, caseSensitive))) : test(left, right, caseSensitive);
}

const contains = (list: PsValue, value: PsValue, caseSensitive: boolean) =>
  (listOf(list) ?? [list]).some((item) => equal(item, value, caseSensitive));
