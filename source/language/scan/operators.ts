/** PowerShell's dashed operators by what they bind: a name in none of these lists is no operator. */
export const comparisonNames = [
  'eq',
  'ne',
  'gt',
  'ge',
  'lt',
  'le',
  'like',
  'notlike',
  'match',
  'notmatch',
  'contains',
  'notcontains',
  'in',
  'notin',
] as const;

/** What has a twin that tells upper from lower case, `-ceq`, and one that says that it does not, `-ieq`. */
const withTwins: readonly string[] = [...comparisonNames, 'replace', 'split'];

export const hasTwins = (name: string): boolean => withTwins.includes(name);

/** All that bind as comparisons do, whether they are understood here or not. */
const comparisonLevel = new Set([
  ...withTwins.flatMap((name) => [name, `c${name}`, `i${name}`]),
  'join',
  'is',
  'isnot',
  'as',
  'shl',
  'shr',
]);

const logical = new Set(['and', 'or', 'xor']);
const bitwise = new Set(['band', 'bor', 'bxor']);
const unary = new Set(['not', 'bnot', 'split', 'csplit', 'isplit', 'join']);

/** From the loosest to the tightest. */
const levels = [
  'logical',
  'bitwise',
  'comparison',
  'coalesce',
  'additive',
  'multiplicative',
  'format',
  'range',
] as const;

type OperatorLevel = (typeof levels)[number];

const symbols: readonly (readonly [string, OperatorLevel])[] = [
  ['??', 'coalesce'],
  ['+', 'additive'],
  ['-', 'additive'],
  ['*', 'multiplicative'],
  ['/', 'multiplicative'],
  ['%', 'multiplicative'],
  ['..', 'range'],
];

const named = new Map<string, OperatorLevel>([
  ...[...logical].map((name) => [name, 'logical'] as const),
  ...[...bitwise].map((name) => [name, 'bitwise'] as const),
  ...[...comparisonLevel].map((name) => [name, 'comparison'] as const),
  ['f', 'format'],
]);

const ranks: ReadonlyMap<string, number> = new Map(
  [...symbols, ...[...named].map(([name, level]) => [`-${name}`, level] as const)].map(([operator, level]) => [
    operator,
    levels.indexOf(level),
  ]),
);

/** How tightly a binary operator, lower case, binds, more being tighter; undefined where the text is none. */
export const binaryRank = (operator: string): number | undefined => ranks.get(operator);

export const isUnaryName = (name: string): boolean => unary.has(name.toLowerCase());

export const isOperatorName = (name: string): boolean => isUnaryName(name) || named.has(name.toLowerCase());
