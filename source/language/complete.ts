import type { CompletionCandidate, CompletionResult } from '../domain/index.ts';
import { PsObject, type PsValue } from '../objects/index.ts';
import { candidate, matcher, named } from './complete/candidate.ts';
import { commandNames } from './complete/command-names.ts';
import { findCommand } from './complete/find-command.ts';
import { parameterNames, parameterValues } from './complete/parameters.ts';
import { innermost, isCurrent, memberBefore, type Place, surroundings } from './complete/place.ts';
import type { Environment } from './environment.ts';
import type { CommandLookup } from './lookup.ts';
import { parse } from './parse.ts';
import { listOf } from './values/convert.ts';

const limit = 1_000;

/**
 * Candidates for what stands before the cursor: commands (also by a wildcard, `Get-*box`), parameters of the command
 * that the cursor is in, variables, and properties of what the pipeline's first command gave last.
 */
export function complete(
  text: string,
  cursor: number,
  commands: CommandLookup,
  environment: Environment,
): CompletionResult {
  const parsed = parse(text.slice(0, cursor));
  const result = { tokens: innermost(parsed.tokens), roles: parsed.roles };
  const touching = result.tokens.at(-1);
  const token =
    touching &&
    !/^(?:space|newline|continuation|comment|pipe|semicolon|comma|punctuation)$/.test(touching.kind) &&
    !(touching.kind === 'parameter' && touching.source.endsWith(':'))
      ? touching
      : undefined;
  const place = surroundings(result, token);
  const start = token?.start ?? cursor;
  const source = token?.source ?? '';
  const answer = (candidates: readonly CompletionCandidate[], from = start): CompletionResult => ({
    start: from,
    end: cursor,
    candidates: candidates.slice(0, limit),
  });
  const { session } = environment.interpreter;
  const names = (typed: string) => commandNames(typed, place.afterPipe, commands, session);
  const dotted = memberBefore(result, touching);
  if (dotted) return answer(members(dotted, place, environment, commands), dotted.start);
  if (token?.kind === 'comment' || (token?.kind === 'error' && token.quote)) return answer([]);
  if (source.startsWith('$')) return answer(variables(source, place, environment));
  if (token && /^(?:command|keyword)$/.test(result.roles.get(token.start) ?? '')) return answer(names(source));
  if (token === undefined && place.command === undefined) return answer(names(''));
  const command = place.command === undefined ? undefined : findCommand(place.command, commands, session);
  if (!command) return answer([]);
  if (/^[-\u2013-\u2015]/.test(source))
    return answer(parameterNames(source.slice(1), place.given, command, session.semantics));
  const values = place.parameter && parameterValues(source, place.parameter, command, session.semantics);
  if (values) return answer(values);
  return answer(command.kind === 'local' ? properties(source, place, environment, commands) : []);
}

function members(
  { variable, typed }: { variable: string; typed: string },
  place: Place,
  environment: Environment,
  commands: CommandLookup,
): CompletionCandidate[] {
  if (isCurrent(variable)) return properties(typed, place, environment, commands);
  return named(namesOfVariable(variable, environment), typed, 'property');
}

function namesOfVariable(name: string, environment: Environment): readonly string[] {
  const value = environment.get(name);
  if (value === undefined) return [];
  return shownNames(listOf(value)?.[0] ?? value);
}

function variables(source: string, { inBlock }: Place, environment: Environment): CompletionCandidate[] {
  const names = [...environment.variableNames.toSorted(), 'true', 'false', 'null', ...(inBlock ? ['_'] : [])];
  const braced = source.startsWith('${');
  const matches = matcher(source.slice(braced ? 2 : 1));
  return names
    .filter(matches)
    .map((name) => candidate(/^[\w?]+$/.test(name) && !braced ? `$${name}` : `\${${name}}`, 'variable'));
}

function properties(
  typed: string,
  { first, variable }: Place,
  environment: Environment,
  commands: CommandLookup,
): CompletionCandidate[] {
  const kind = first && findCommand(first, commands, environment.interpreter.session)?.kind;
  const names =
    first !== undefined && kind !== 'local'
      ? environment.propertiesOf(first)
      : variable === undefined
        ? []
        : namesOfVariable(variable, environment);
  return named(names, typed, 'property');
}

/** Names of the properties that a value shows. */
function shownNames(value: PsValue): readonly string[] {
  if (typeof value === 'string') return ['Length'];
  if (!(value instanceof PsObject)) return [];
  if (value.collection?.kind === 'dictionary') {
    return value.collection.entries.flatMap(([key]) => (typeof key === 'string' ? [key] : []));
  }
  return value.propertyNames;
}
