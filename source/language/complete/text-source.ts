import { isBlank } from '../parse/reader.ts';
import type { ParseResult } from '../parse.ts';
import { variableKey } from '../run/scope.ts';
import type { Token } from '../tokens.ts';
import type { MemberPlace } from './member-place.ts';

type Read = Pick<ParseResult, 'tokens' | 'roles'>;

/** Where the values come from that a text itself gives a variable, or puts in brackets. */
export interface TextSource {
  /** A command that stands alone. */
  readonly command?: string;
  /** A variable that holds them, or several of them. */
  readonly variable?: string;
}

/** What a text says of the value whose members are asked for; undefined where it says nothing, or of a member of it. */
export function textSource({ root, steps }: MemberPlace, read: Read): TextSource | undefined {
  if (steps.length > 0) return undefined;
  if (root.kind === 'brackets') return sourceInBrackets(root.close, read);
  return root.kind === 'variable' && variableKey(root.name) !== '_' ? sourceOf(root.name, read) : undefined;
}

/** `foreach ($m in Get-X)` and `$m = Get-X` before the cursor, the last of them; undefined where there is none. */
function sourceOf(name: string, { tokens, roles }: Read): TextSource | undefined {
  const key = variableKey(name);
  const solid = tokens.filter((token) => !isBlank(token));
  const isGiven = ({ source }: Token) => source === '=' || source.toLowerCase() === 'in';
  const at = solid.findLastIndex(
    (token, index) =>
      token.kind === 'variable' && variableKey(token.value) === key && isGiven(solid[index + 1] ?? token),
  );
  return at < 0 ? undefined : startOf(solid.slice(at + 2), roles);
}

/** `(Get-X …)` whose closing bracket stands at `close`; undefined where it is a call's. */
function sourceInBrackets(close: number, { tokens, roles }: Read): TextSource | undefined {
  let depth = 0;
  for (let at = close; at >= 0; at--) {
    const { source, kind } = tokens[at]!;
    if (kind !== 'punctuation') continue;
    if (source === ')') depth++;
    else if (source.endsWith('(') && --depth === 0) {
      const isCall = roles.get(tokens[at - 1]?.start ?? -1) === 'member';
      const inside = tokens.slice(at + 1, close).filter((token) => !isBlank(token));
      return isCall ? undefined : startOf(inside, roles);
    }
  }
  return undefined;
}

/** Whether what is open at the end are the arguments of a method. */
export function isInCall({ tokens, roles }: Read): boolean {
  let depth = 0;
  for (let at = tokens.length - 1; at >= 0; at--) {
    const { source, kind } = tokens[at]!;
    if (kind !== 'punctuation') continue;
    if (/^[)}]$/.test(source)) depth++;
    else if (/[({]$/.test(source) && --depth < 0)
      return source === '(' && roles.get(tokens[at - 1]?.start ?? -1) === 'member';
  }
  return false;
}

/** What goes through a pipe comes out as something else, perhaps. */
function startOf(tokens: readonly Token[], roles: Read['roles']): TextSource | undefined {
  const [first, second] = tokens;
  const end = tokens.findIndex(({ kind, source }) => /^(?:newline|semicolon|pipe)$/.test(kind) || source === ')');
  if (!first || tokens[end]?.kind === 'pipe') return undefined;
  if (first.kind === 'variable') return !second || end === 1 ? { variable: first.value } : undefined;
  return roles.get(first.start) === 'command' ? { command: first.value } : undefined;
}
