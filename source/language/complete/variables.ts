import type { CompletionCandidate } from '../../domain/index.ts';
import type { Environment } from '../environment.ts';
import { dictionaryOf, listOf } from '../values/convert.ts';
import { candidate, matcher } from './candidate.ts';
import { variableValue } from './members.ts';

/** `$na`, `${na`: those that were set, and those that every session has. */
export function variables(source: string, isInBlock: boolean, environment: Environment): CompletionCandidate[] {
  const names = [...environment.variableNames.toSorted(), 'true', 'false', 'null', ...(isInBlock ? ['_'] : [])];
  const braced = source.startsWith('${');
  const matches = matcher(source.slice(braced ? 2 : 1));
  return names
    .filter(matches)
    .map((name) => candidate(/^[\w?]+$/.test(name) && !braced ? `$${name}` : `\${${name}}`, 'variable'));
}

/** `@na`: variables that hold several arguments, and which parameters those are for. */
export function splats(source: string, { interpreter, variableNames }: Environment): CompletionCandidate[] {
  const matches = matcher(source.slice(1));
  return variableNames.toSorted().flatMap((name) => {
    if (!matches(name) || !/^\w+$/.test(name)) return [];
    const value = variableValue(name, interpreter.session);
    if (value === undefined) return [];
    const entries = dictionaryOf(value);
    if (!entries && !listOf(value)) return [];
    return candidate(`@${name}`, 'variable', (entries ?? []).map(([key]) => `-${String(key)}`).join(' '));
  });
}
