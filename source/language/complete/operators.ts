import type { CompletionCandidate } from '../../domain/index.ts';
import { isBlank } from '../parse/reader.ts';
import type { ParseResult } from '../parse.ts';
import { comparisonNames, hasTwins, isUnaryName } from '../scan/operators.ts';
import { candidate, matcher } from './candidate.ts';

/** What each comparison asks, of the value before it. */
const comparisons: Readonly<Record<(typeof comparisonNames)[number], string>> = {
  eq: 'Is equal to.',
  ne: 'Is not equal to.',
  gt: 'Is greater than.',
  ge: 'Is not less than.',
  lt: 'Is less than.',
  le: 'Is not greater than.',
  like: 'Fits the wildcard pattern.',
  notlike: 'Does not fit the wildcard pattern.',
  match: 'Fits the regular expression.',
  notmatch: 'Does not fit the regular expression.',
  contains: 'Has among its items.',
  notcontains: 'Has not among its items.',
  in: 'Is one of.',
  notin: 'Is none of.',
};

/** The usual first; those that tell upper from lower case come behind all of them. */
const operators: readonly (readonly [name: string, what: string])[] = [
  ...comparisonNames.map((name) => [name, comparisons[name]] as const),
  ['and', 'Both hold.'],
  ['or', 'One of both holds, or both.'],
  ['xor', 'One of both holds, but not both.'],
  ['not', 'Does not hold.'],
  ['is', 'Is of the type.'],
  ['isnot', 'Is not of the type.'],
  ['as', 'As the type, or nothing.'],
  ['replace', 'With what fits the regular expression replaced.'],
  ['split', 'Cut where the regular expression fits.'],
  ['join', 'Its items as one text, with this between them.'],
  ['f', 'Puts values into the places {0}, {1} … of a text.'],
  ['band', 'The bits that both have.'],
  ['bor', 'The bits that one of both has.'],
  ['bxor', 'The bits that only one of both has.'],
  ['bnot', 'The bits that it has not.'],
  ['shl', 'Its bits moved to the left.'],
  ['shr', 'Its bits moved to the right.'],
];

const isBetweenOnly = (name: string) => !isUnaryName(name);
const isBeforeOnly = (name: string) => name === 'not' || name === 'bnot';

type Read = Pick<ParseResult, 'tokens' | 'roles'>;

/** What begins with a dash at the end of an expression; undefined in a command, where it begins a parameter. */
export function operatorNames({ tokens, roles }: Read): CompletionCandidate[] | undefined {
  const last = tokens.at(-1);
  const isDashed = last && /^[-\u2013-\u2015]\p{L}*$/u.test(last.source);
  const isInExpression = last?.kind === 'operator' || roles.get(last?.start ?? -1) === 'command';
  if (!isDashed || !isInExpression) return undefined;
  const isElsewhere = isBehindValue({ tokens: tokens.slice(0, -1), roles }) ? isBeforeOnly : isBetweenOnly;
  const fitting = operators.filter(([name]) => !isElsewhere(name));
  const cased = fitting.filter(([name]) => hasTwins(name));
  const matches = matcher(last.source.slice(1));
  return [
    ...fitting,
    ...cased.map(([name, what]) => [`c${name}`, `${what} Upper and lower case told apart.`] as const),
    // They are what the short ones are: only for who begins to type one.
    ...(/^.i/i.test(last.source) ? cased.map(([name, what]) => [`i${name}`, what] as const) : []),
  ]
    .filter(([name]) => matches(name))
    .map(([name, what]) => candidate(`-${name}`, 'operator', what));
}

/** Where an operator or a pipe may follow, but no command. */
export function isBehindValue({ tokens, roles }: Read): boolean {
  const last = tokens.findLast((token) => !isBlank(token));
  return (
    last !== undefined &&
    (/^(?:variable|number|text|expandable)$/.test(last.kind) ||
      /^[)\]]$/.test(last.source) ||
      roles.get(last.start) === 'member')
  );
}
