import type { CompletionCandidate, CompletionResult } from '../domain/index.ts';
import { candidate, matcher, named } from './complete/candidate.ts';
import { commandNames } from './complete/command-names.ts';
import { findCommand } from './complete/find-command.ts';
import { isIndexed, type MemberPlace, memberPlace } from './complete/member-place.ts';
import { membersOfValue, shownNames, staticMembers, valueBefore, variableValue } from './complete/members.ts';
import { parameterNames, parameterValues } from './complete/parameters.ts';
import { innermost, type Place, surroundings } from './complete/place.ts';
import { typeNames } from './complete/type-names.ts';
import type { Environment } from './environment.ts';
import type { CommandLookup } from './lookup.ts';
import { parse } from './parse.ts';
import { variableKey } from './run/scope.ts';
import type { Session } from './run/session.ts';
import { LiveType, type Value } from './run/value.ts';
import type { Token } from './tokens.ts';
import { listOf } from './values/convert.ts';

const limit = 1_000;

/**
 * Candidates for what stands before the cursor: commands (also by a wildcard, `Get-*box`), parameters of the command
 * that the cursor is in and their values, variables, types, members of what a variable holds or a type has, and
 * properties of what the pipeline's first command gave last. Nothing is run for it.
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
  const at = memberPlace(result.tokens);
  if (at === 'unknown') return answer([]);
  if (at) return answer(members(at, place, environment, commands), at.start);
  if (token?.kind === 'comment' || (token?.kind === 'error' && token.quote)) return answer([]);
  if (source.startsWith('$')) return answer(variables(source, place, environment));
  if (token && /^(?:command|keyword)$/.test(result.roles.get(token.start) ?? '')) return answer(names(source));
  if (token && result.roles.get(token.start) === 'type') return answer(typeNames(source));
  if (token === undefined && place.command === undefined) {
    if (touching?.source === '[')
      return answer(isIndexed(result.tokens, result.tokens.length - 1) ? [] : typeNames(''));
    return answer(isBehindValue(result.tokens) ? [] : names(''));
  }
  const command = place.command === undefined ? undefined : findCommand(place.command, commands, session);
  if (!command) return answer([]);
  if (/^[-\u2013-\u2015]/.test(source))
    return answer(parameterNames(source.slice(1), place.given, command, session.semantics));
  const values = place.parameter && parameterValues(source, place.parameter, command, session.semantics);
  if (values) return answer(values);
  return answer(command.kind === 'local' ? properties(source, place, environment, commands) : []);
}

/** Where an operator or a pipe may follow, but no command. */
function isBehindValue(tokens: readonly Token[]): boolean {
  const last = tokens.findLast(({ kind }) => !/^(?:space|continuation|comment)$/.test(kind));
  return last !== undefined && (/^(?:variable|number|text|expandable)$/.test(last.kind) || /^[)\]]$/.test(last.source));
}

function members(
  at: MemberPlace,
  place: Place,
  environment: Environment,
  commands: CommandLookup,
): CompletionCandidate[] {
  const { session } = environment.interpreter;
  const value = valueBefore(at, session, currentValue(place, commands, session));
  if (value === undefined || value === null) {
    const isCurrent = at.root.kind === 'variable' && variableKey(at.root.name) === '_' && at.steps.length === 0;
    return isCurrent ? properties(at.typed, place, environment, commands) : [];
  }
  if (!at.isStatic) return membersOfValue(value, at.typed);
  const type = value instanceof LiveType ? value : session.semantics.findType(session.semantics.typeNameOf(value));
  return type ? staticMembers(type, at.typed, session) : [];
}

function variables(source: string, { inBlock }: Place, environment: Environment): CompletionCandidate[] {
  const names = [...environment.variableNames.toSorted(), 'true', 'false', 'null', ...(inBlock ? ['_'] : [])];
  const braced = source.startsWith('${');
  const matches = matcher(source.slice(braced ? 2 : 1));
  return names
    .filter(matches)
    .map((name) => candidate(/^[\w?]+$/.test(name) && !braced ? `$${name}` : `\${${name}}`, 'variable'));
}

/** What `$_` would hold first; undefined where only a run would tell. */
function currentValue({ first, variable }: Place, commands: CommandLookup, session: Session): Value | undefined {
  if (variable === undefined || !isPassedOn(first, commands, session)) return undefined;
  const held = variableValue(variable, session);
  return held === undefined ? undefined : (listOf(held)?.[0] ?? held);
}

/** Whether what goes into a pipeline is taken for what comes out: cmdlets of this side filter and sort. */
const isPassedOn = (first: string | undefined, commands: CommandLookup, session: Session): boolean =>
  first === undefined || findCommand(first, commands, session)?.kind === 'local';

function properties(
  typed: string,
  place: Place,
  environment: Environment,
  commands: CommandLookup,
): CompletionCandidate[] {
  const { session } = environment.interpreter;
  const { first } = place;
  const names =
    first !== undefined && !isPassedOn(first, commands, session)
      ? environment.propertiesOf(first)
      : shownNames(currentValue(place, commands, session) ?? null);
  return named(names, typed, 'property');
}
