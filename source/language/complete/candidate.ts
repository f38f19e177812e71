import { type CompletionCandidate, literalOf } from '../../domain/index.ts';
import { hasWildcard } from '../scan/has-wildcard.ts';
import { wildcard } from '../values/wildcard.ts';

export const named = (names: readonly string[], typed: string, kind: CompletionCandidate['kind']) =>
  names.filter(matcher(typed)).map((name) => candidate(quoted(name), kind));

/** As it is typed: in quotes where it is more than a word. */
export const quoted = (name: string): string => (/^[\p{L}_][\p{L}\p{N}_-]*$/u.test(name) ? name : literalOf(name));

export const candidate = (text: string, kind: CompletionCandidate['kind'], hint = ''): CompletionCandidate => ({
  text,
  kind,
  hint,
});

/** By its beginning, or as a wildcard where there is one. */
export function matcher(typed: string): (name: string) => boolean {
  const plain = typed.replace(/^['"]/, '');
  if (!hasWildcard(plain)) return (name) => name.toLowerCase().startsWith(plain.toLowerCase());
  try {
    return wildcard(`${plain}*`);
  } catch {
    return () => false;
  }
}
