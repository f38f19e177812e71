import type { Token } from '../tokens.ts';

/** What the cursor stands behind a dot or two colons of: where that begins, and the members on the way. */
export interface MemberPlace {
  readonly root:
    | { readonly kind: 'variable' | 'type'; readonly name: string }
    | { readonly kind: 'text' }
    | BracketRoot;
  readonly steps: readonly MemberStep[];
  readonly isStatic: boolean;
  readonly typed: string;
  readonly start: number;
}

/** `(Get-Date).`: by where the closing bracket stands among the tokens. */
export interface BracketRoot {
  readonly kind: 'brackets';
  readonly close: number;
}

export type MemberStep =
  | { readonly kind: 'member'; readonly name: string; readonly isStatic: boolean }
  /** `[0]`; undefined where only a run would tell. */
  | { readonly kind: 'index'; readonly index: number | undefined };

const isAccess = (token: Token | undefined): token is Token =>
  token !== undefined && (token.source === '.' || token.source === '::');

/** `$x.Na`, `$x[0].Name.Len`, `[datetime]::Now.`; `unknown` where only a run would tell what the members are of. */
export function memberPlace(tokens: readonly Token[]): MemberPlace | 'unknown' | undefined {
  const last = tokens.at(-1);
  const isTyped = last?.kind === 'word' && isAccess(tokens.at(-2));
  const access = isTyped ? tokens.length - 2 : tokens.length - 1;
  if (!last || access < 1 || !isAccess(tokens[access]) || tokens[access - 1]!.kind === 'space') return undefined;
  const found = rootOf(tokens, access - 1);
  if (!found) return 'unknown';
  return {
    ...found,
    isStatic: tokens[access]!.source === '::',
    typed: isTyped ? last.source : '',
    start: isTyped ? last.start : last.end,
  };
}

function rootOf(tokens: readonly Token[], from: number): Pick<MemberPlace, 'root' | 'steps'> | undefined {
  const steps: MemberStep[] = [];
  for (let at = from; at >= 0; ) {
    const token = tokens[at]!;
    if (token.kind === 'variable') return { root: { kind: 'variable', name: token.value }, steps };
    if (token.kind === 'text' || (token.kind === 'expandable' && token.quote)) return { root: { kind: 'text' }, steps };
    if (token.kind === 'word' && isAccess(tokens[at - 1])) {
      steps.unshift({ kind: 'member', name: token.value, isStatic: tokens[at - 1]!.source === '::' });
      at -= 2;
    } else if (token.source === ']') {
      const open = openingOf(tokens, at);
      const inside = tokens.slice(open + 1, at);
      if (open < 0) return undefined;
      if (!isIndexed(tokens, open)) {
        return { root: { kind: 'type', name: inside.map(({ source }) => source).join('') }, steps };
      }
      const [only] = inside;
      const index = inside.length === 1 && typeof only?.number === 'number' ? only.number : undefined;
      steps.unshift({ kind: 'index', index });
      at = open - 1;
    } else return token.source === ')' ? { root: { kind: 'brackets', close: at }, steps } : undefined;
  }
  return undefined;
}

function openingOf(tokens: readonly Token[], close: number): number {
  let depth = 0;
  for (let at = close; at >= 0; at--) {
    if (tokens[at]!.source === ']') depth++;
    else if (tokens[at]!.source === '[' && --depth === 0) return at;
  }
  return -1;
}

/** Whether a bracket opens behind a value, for an index, rather than for a type. */
export function isIndexed(tokens: readonly Token[], open: number): boolean {
  const before = tokens[open - 1];
  return (
    before !== undefined && (/^(?:variable|text|expandable|word)$/.test(before.kind) || /^[)\]}]$/.test(before.source))
  );
}
