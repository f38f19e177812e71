import type { CompletionCandidate, CompletionResult } from '../domain/index.ts';
import { candidate, matcher, named } from './complete/candidate.ts';
import { commandNames } from './complete/command-names.ts';
import { between, filterPlace } from './complete/filter-place.ts';
import { type FoundCommand, findCommand } from './complete/find-command.ts';
import { isIndexed, type MemberPlace, memberPlace } from './complete/member-place.ts';
import {
  membersOfType,
  membersOfValue,
  shownNames,
  staticMembers,
  valueBefore,
  variableValue,
} from './complete/members.ts';
import { isBehindValue, operatorNames } from './complete/operators.ts';
import { type Completable, parameterNames, parameterOf, parameterValues } from './complete/parameters.ts';
import { innermost, type Place, surroundings } from './complete/place.ts';
import { getterFor, namesQuestion, propertiesQuestion, type ServerQuestion } from './complete/questions.ts';
import { isInCall, type TextSource, textSource } from './complete/text-source.ts';
import { typeNames } from './complete/type-names.ts';
import { splats, variables } from './complete/variables.ts';
import type { Environment } from './environment.ts';
import { type CommandInfo, type CommandLookup, findParameter } from './lookup.ts';
import { parse } from './parse.ts';
import { variableKey } from './run/scope.ts';
import type { Session } from './run/session.ts';
import { LiveType, type Value } from './run/value.ts';
import { listOf } from './values/convert.ts';

const limit = 1_000;

/** Candidates, and who may know more: the server, or this computer's files. */
export interface Completed extends CompletionResult {
  readonly question?: ServerQuestion;
  /** What was typed of a file's path. */
  readonly path?: string;
}

/**
 * Candidates for what stands before the cursor: commands (also by a wildcard, `Get-*box`), parameters of the command
 * that the cursor is in and their values, variables, types, members of what a variable holds or a type has, and
 * properties of what the pipeline's first command gave last. Nothing is run for it.
 */
export function complete(text: string, cursor: number, commands: CommandLookup, environment: Environment): Completed {
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
  const answer = (candidates: readonly CompletionCandidate[], from = start): Completed => ({
    start: from,
    end: cursor,
    candidates: candidates.slice(0, limit),
  });
  const { session } = environment.interpreter;
  const names = (typed: string) => commandNames(typed, place.afterPipe, commands, session);
  const filter = filterPlace(result.tokens, result.roles, text, cursor);
  const filtered = filter && findCommand(filter.command, commands, session);
  if (filter && filtered?.kind === 'server') {
    const { expects, typed } = filter;
    const known = expects === 'property' ? environment.propertiesOf(filtered.info.name) : filterWords[expects];
    const found = answer(
      known.filter(matcher(typed)).map((one) => candidate(one, 'value')),
      filter.start,
    );
    return known.length > 0 ? found : asking(found, propertiesQuestion(filtered.info.name, commands));
  }
  const at = memberPlace(result.tokens);
  if (at === 'unknown') return answer([]);
  if (at) {
    const source = textSource(at, result);
    const gives = source?.command !== undefined || isOfCurrent(at);
    const from = source?.command === undefined ? place : { ...place, first: source.command };
    const found = answer(members(at, source, from, environment, commands), at.start);
    return gives ? asking(found, missing(from, environment, commands)) : found;
  }
  const isOpen = token?.kind === 'error' && token.quote !== undefined;
  if (token?.kind === 'comment') return answer([]);
  if (source.startsWith('$')) return answer(variables(source, place.inBlock, environment));
  if (source.startsWith('@') && !isOpen) return answer(place.command === undefined ? [] : splats(source, environment));
  const operators = operatorNames(result);
  if (operators) return answer(operators);
  if (token && /^(?:command|keyword)$/.test(result.roles.get(token.start) ?? '')) return answer(names(source));
  if (token && result.roles.get(token.start) === 'type') return answer(typeNames(source));
  if (token === undefined && place.command === undefined) {
    if (touching?.source === '[')
      return answer(isIndexed(result.tokens, result.tokens.length - 1) ? [] : typeNames(''));
    return answer(isBehindValue(result) || isInCall(result) ? [] : names(''));
  }
  const command = place.command === undefined ? undefined : findCommand(place.command, commands, session);
  if (!command) return answer([]);
  if (/^[-\u2013-\u2015]/.test(source))
    return answer(parameterNames(source.slice(1), place.given, command, session.semantics));
  const parameter =
    place.parameter === undefined ? undefined : parameterOf(place.parameter, command, session.semantics);
  if (parameter && !parameter.isSwitch && parameter.values.length > 0)
    return answer(parameterValues(source, parameter));
  if (command.kind === 'server')
    return identities(source, place, parameter, command.info, commands, environment, answer);
  if (command.kind === 'local' && takesCommand(place, parameter, command)) return answer(names(source));
  if (takesPath(source, place, parameter, command)) return { ...answer([]), path: source };
  const help = parameter && !parameter.isSwitch ? `-${parameter.name}: ${parameter.hint}` : undefined;
  const isOther = help !== undefined && takesNoName.test(parameter!.hint);
  if (isOpen || isOther || command.kind !== 'local') return { ...answer([]), help };
  const found = answer(properties(source, place, environment, commands));
  return { ...asking(found, missing(place, environment, commands)), help };
}

/** By its hint: a parameter of a type that no property's name is of. */
const takesNoName = /^(?:u?int|u?long|byte|double|decimal|bool|char|datetime|timespan|scriptblock|regex)\b/i;

/** What may stand in a filter but for properties. */
const filterWords = { operator: between, value: ['$true', '$false', '$null'] };

/** Where there is nothing to offer, the server may know more. */
const asking = (found: Completed, question: ServerQuestion | undefined): Completed =>
  found.candidates.length > 0 || question === undefined ? found : { ...found, question };

/** Objects of the server that a parameter takes: those that were seen, and whom to ask for others. */
function identities(
  typed: string,
  place: Place,
  parameter: Completable | undefined,
  info: CommandInfo,
  commands: CommandLookup,
  environment: Environment,
  answer: (candidates: readonly CompletionCandidate[]) => Completed,
): Completed {
  const isFirst = place.position === 0 && !place.given.has('identity');
  const meant =
    parameter && !parameter.isSwitch ? parameter : isFirst ? findParameter(info.parameters, 'Identity') : undefined;
  const getter = meant && getterFor(info, meant, commands);
  if (getter === undefined)
    return { ...answer([]), ...(parameter && { help: `-${parameter.name}: ${parameter.hint}` }) };
  const question = namesQuestion(getter, typed, commands);
  return { ...answer(environment.seen.matching(getter.replace(/^\w+-/, ''), typed)), ...(question && { question }) };
}

/** Whether what is typed is the name of a command. */
function takesCommand(
  { position }: Place,
  parameter: Completable | undefined,
  { declaration }: Extract<FoundCommand, { kind: 'local' }>,
): boolean {
  const isNamed = parameter && !parameter.isSwitch;
  const found = declaration.parameters.find((one) =>
    isNamed ? one.name === parameter.name : one.position === position,
  );
  return found?.namesCommands === true;
}

/** Parameters that take the path of a file or a folder, and how a path begins. */
const [pathNames, pathBegin] = [/^(?:Literal|File|PS)?Path$|^Destination$/i, /^['"]?(?:\.{1,2}|~|[A-Za-z]:)?[\\/]/];

function takesPath(source: string, place: Place, parameter: Completable | undefined, command: FoundCommand): boolean {
  if (parameter && !parameter.isSwitch) return pathNames.test(parameter.name);
  if (pathBegin.test(source)) return true;
  if (command.kind !== 'local') return false;
  return command.declaration.parameters.some(
    ({ name, position }) => position === place.position && pathNames.test(name),
  );
}

/** Whom to ask for the properties of what comes down the pipeline, where nothing of it was seen yet. */
function missing({ first }: Place, environment: Environment, commands: CommandLookup): ServerQuestion | undefined {
  const { session } = environment.interpreter;
  if (first === undefined || isPassedOn(first, commands, session) || environment.propertiesOf(first).length > 0)
    return undefined;
  const found = findCommand(first, commands, session);
  return found?.kind === 'server' ? propertiesQuestion(found.info.name, commands) : undefined;
}

const isOfCurrent = (at: MemberPlace) =>
  at.root.kind === 'variable' && variableKey(at.root.name) === '_' && at.steps.length === 0;

function members(
  at: MemberPlace,
  source: TextSource | undefined,
  place: Place,
  environment: Environment,
  commands: CommandLookup,
): CompletionCandidate[] {
  const { session } = environment.interpreter;
  if (source?.command !== undefined) return membersOfOutput(source.command, at.typed, environment, commands);
  const held = source?.variable === undefined ? undefined : variableValue(source.variable, session);
  const value =
    held === undefined ? valueBefore(at, session, currentValue(place, commands, session)) : (listOf(held)?.[0] ?? held);
  if (value === undefined || value === null) {
    if (!isOfCurrent(at)) return [];
    const output = place.first === undefined ? [] : membersOfOutput(place.first, at.typed, environment, commands);
    return output.length > 0 ? output : properties(at.typed, place, environment, commands);
  }
  if (!at.isStatic) return membersOfValue(value, at.typed);
  const type = value instanceof LiveType ? value : session.semantics.findType(session.semantics.typeNameOf(value));
  return type ? staticMembers(type, at.typed, session) : [];
}

/** What a command gives has the properties that were seen of it, or the members of the type that it declares. */
function membersOfOutput(
  name: string,
  typed: string,
  environment: Environment,
  commands: CommandLookup,
): CompletionCandidate[] {
  const found = findCommand(name, commands, environment.interpreter.session);
  const type = found?.kind === 'local' ? found.declaration.outputs?.[0] : undefined;
  return type === undefined ? named(environment.propertiesOf(name), typed, 'property') : membersOfType(type, typed);
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
