import { PsObject, type PsValue } from '../../objects/index.ts';
import type { Arguments } from '../bind.ts';
import { LanguageError } from '../errors.ts';
import { expressionOf } from '../statement-value.ts';
import type { Expression } from '../tree.ts';
import { listOf } from '../values/convert.ts';
import { ownProperty } from '../values/members.ts';
import { hasWildcard, wildcard } from '../values/wildcard.ts';

/** Names of the properties that a value shows, as Select-Object and the formatters see them. */
export function propertyNames(value: PsValue): readonly string[] {
  if (typeof value === 'string') return ['Length'];
  if (!(value instanceof PsObject)) return [];
  if (value.collection?.kind === 'dictionary') {
    return value.collection.entries.flatMap(([key]) => (typeof key === 'string' ? [key] : []));
  }
  return value.propertyNames.length > 0 || !listOf(value) ? value.propertyNames : ['Count', 'Length'];
}

/** The names that patterns stand for in a value; a plain name stands for itself, spelled as the value spells it. */
export function resolveNames(value: PsValue, patterns: readonly string[]): readonly string[] {
  const names = propertyNames(value);
  const found = patterns.flatMap((pattern) => {
    if (hasWildcard(pattern)) return names.filter(wildcard(pattern));
    return [names.find((name) => name.toLowerCase() === pattern.toLowerCase()) ?? pattern];
  });
  const seen = new Set<string>();
  return found.filter((name) => !seen.has(name.toLowerCase()) && seen.add(name.toLowerCase()));
}

export const propertyOf = (value: PsValue, name: string): PsValue => ownProperty(value, name) ?? null;

/** Refuses calculated properties: hashtables and script blocks where names are wanted. */
export function checkNames(args: Arguments, parameter: string, command: string): void {
  const expression = args.expression(parameter);
  if (!expression) return;
  const items = expression.kind === 'array' ? expression.items : itemsOf(expression);
  const calculated = items.find((item) => item.kind === 'hashtable' || item.kind === 'scriptBlock');
  if (calculated) {
    throw new LanguageError(
      `A calculated property is not understood here: ${command} takes names of properties.`,
      calculated.span,
      'Name the property itself; wildcards are understood.',
      'unsupported',
    );
  }
}

const itemsOf = (expression: Expression): readonly Expression[] =>
  expression.kind === 'arrayExpression'
    ? expression.statements.flatMap((statement) => expressionOf(statement) ?? [])
    : [expression];
