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

export type ComparisonName = (typeof comparisonNames)[number];

const withCase = (names: readonly string[]) => names.flatMap((name) => [name, `c${name}`, `i${name}`]);

/** All that bind as comparisons do, whether they are understood here or not. */
const comparisonLevel = new Set([
  ...withCase([...comparisonNames, 'replace', 'split']),
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

export type OperatorLevel = 'logical' | 'bitwise' | 'comparison' | 'additive' | 'multiplicative' | 'format' | 'range';

const symbols: Readonly<Record<string, OperatorLevel>> = {
  '+': 'additive',
  '-': 'additive',
  '*': 'multiplicative',
  '/': 'multiplicative',
  '%': 'multiplicative',
  '..': 'range',
};

/** How tightly a binary operator binds; undefined where the text is none. */
export function binaryLevel(operator: string): OperatorLevel | undefined {
  if (!/^-\p{L}/u.test(operator)) return Object.hasOwn(symbols, operator) ? symbols[operator] : undefined;
  const name = operator.slice(1).toLowerCase();
  if (logical.has(name)) return 'logical';
  if (bitwise.has(name)) return 'bitwise';
  if (comparisonLevel.has(name)) return 'comparison';
  return name === 'f' ? 'format' : undefined;
}

export const isUnaryName = (name: string): boolean => unary.has(name.toLowerCase());

export const isOperatorName = (name: string): boolean => isUnaryName(name) || binaryLevel(`-${name}`) !== undefined;

/** The comparison behind an operator such as `-clike`, and whether it tells upper from lower case. */
export function comparisonOf(
  operator: string,
): { readonly name: ComparisonName; readonly caseSensitive: boolean } | undefined {
  const name = operator.replace(/^-/, '').toLowerCase();
  const plain = comparisonNames.find((candidate) => candidate === name);
  if (plain) return { name: plain, caseSensitive: false };
  const rest = comparisonNames.find((candidate) => candidate === name.slice(1));
  return rest && /^[ci]/.test(name) ? { name: rest, caseSensitive: name.startsWith('c') } : undefined;
}
