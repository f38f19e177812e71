import type { CompletionCandidate, CompletionResult } from '../domain/index.ts';
import { PsObject, type PsValue } from '../objects/index.ts';
import type { CommandDeclaration } from './commands/command.ts';
import { localCommands } from './commands/index.ts';
import type { Environment } from './environment.ts';
import type { CommandLookup } from './lookup.ts';
import { type ParseResult, parse } from './parse.ts';
import type { Token } from './tokens.ts';
import { listOf } from './values/convert.ts';
import { hasWildcard, wildcard } from './values/wildcard.ts';

const limit = 1_000;

/** What surrounds the cursor: the command whose arguments it stands in, and the first one of its pipeline. */
interface Place {
  readonly command: string | undefined;
  readonly first: string | undefined;
  /** The variable that the pipeline begins with, if it begins with one. */
  readonly variable: string | undefined;
  readonly afterPipe: boolean;
  readonly inBlock: boolean;
  /** Parameters that are there already, lower case. */
  readonly given: ReadonlySet<string>;
}

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
    touching && !/^(?:space|newline|continuation|comment|pipe|semicolon|comma|punctuation)$/.test(touching.kind)
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
  const dotted = memberBefore(result, touching);
  if (dotted) return answer(members(dotted, place, environment), dotted.start);
  if (token?.kind === 'comment' || (token?.kind === 'error' && token.quote)) return answer([]);
  if (source.startsWith('$')) return answer(variables(source, place, environment));
  if (token && result.roles.get(token.start) === 'command') return answer(commandNames(source, place, commands));
  if (token === undefined && place.command === undefined) return answer(commandNames('', place, commands));
  if (/^[-\u2013-\u2015]/.test(source)) return answer(parameters(source.slice(1), place, commands));
  if (place.command !== undefined && isLocal(place.command)) return answer(properties(source, place, environment));
  return answer([]);
}

/** The tokens of the subexpression that a string is still open in, at any depth; else those of the text. */
function innermost(tokens: readonly Token[]): readonly Token[] {
  const part = tokens.at(-1)?.parts?.at(-1);
  return part && typeof part !== 'string' && 'inner' in part && !part.isClosed ? innermost(part.tokens) : tokens;
}

type Read = Pick<ParseResult, 'tokens' | 'roles'>;

function surroundings({ tokens, roles }: Read, current: Token | undefined): Place {
  type Open = {
    command: string | undefined;
    first: string | undefined;
    variable: string | undefined;
    afterPipe: boolean;
    given: Set<string>;
    block: boolean;
  };
  const fresh = (block: boolean): Open => ({
    command: undefined,
    first: undefined,
    variable: undefined,
    afterPipe: false,
    given: new Set(),
    block,
  });
  const stack: Open[] = [fresh(false)];
  for (const token of tokens) {
    const top = stack.at(-1) as Open;
    if (token === current) break;
    if (token.kind === 'pipe') Object.assign(top, { command: undefined, afterPipe: true, given: new Set() });
    else if (token.kind === 'semicolon' || token.kind === 'newline' || token.source === '=')
      stack[stack.length - 1] = fresh(top.block);
    else if (token.kind === 'punctuation' && /[({]$/.test(token.source)) stack.push(fresh(token.source === '{'));
    else if (token.kind === 'punctuation' && /^[)}]$/.test(token.source)) {
      if (stack.length > 1) stack.pop();
    } else if (token.kind === 'parameter') top.given.add(token.value.toLowerCase());
    else if (roles.get(token.start) === 'command') {
      top.command = token.value;
      top.first ??= token.value;
    } else if (token.kind === 'variable' && !isCurrent(token.value) && top.command === undefined && !top.afterPipe)
      top.variable ??= token.value;
  }
  const top = stack.at(-1) as Open;
  // Inside a script block the pipeline around it says what $_ is.
  const outer = stack.toReversed().find((one) => one.first !== undefined || one.variable !== undefined) ?? top;
  return {
    command: top.command,
    first: outer.first,
    variable: outer.variable,
    afterPipe: top.afterPipe,
    inBlock: stack.some((one) => one.block),
    given: top.given,
  };
}

/** `$x.Na`: the variable, what stands behind the dot, and where that starts. */
function memberBefore(
  { tokens }: Read,
  touching: Token | undefined,
): { variable: string; typed: string; start: number } | undefined {
  const dot = touching?.source === '.' ? -1 : -2;
  const variable = tokens.at(dot - 1);
  const typed = dot === -1 ? '' : (touching?.source ?? '');
  if (touching?.kind === 'word' && touching.source === '.' && tokens.at(-2)?.kind === 'variable') {
    return { variable: tokens.at(-2)?.value ?? '', typed: '', start: touching.end };
  }
  if (tokens.at(dot)?.source !== '.' || variable?.kind !== 'variable') return undefined;
  return { variable: variable.value, typed, start: dot === -1 ? (touching?.end ?? 0) : (touching?.start ?? 0) };
}

function members(
  { variable, typed }: { variable: string; typed: string },
  place: Place,
  environment: Environment,
): CompletionCandidate[] {
  if (isCurrent(variable)) return properties(typed, place, environment);
  return named(namesOfVariable(variable, environment), typed, 'property');
}

function namesOfVariable(name: string, environment: Environment): readonly string[] {
  const value = environment.get(name);
  if (value === undefined) return [];
  return shownNames(listOf(value)?.[0] ?? value);
}

function findLocal(name: string): CommandDeclaration | undefined {
  const lower = name.toLowerCase();
  return localCommands.find(
    (command) =>
      command.name.toLowerCase() === lower || command.aliases?.some((alias) => alias.toLowerCase() === lower),
  );
}

const isLocal = (name: string) => findLocal(name) !== undefined;

function commandNames(typed: string, place: Place, commands: CommandLookup): CompletionCandidate[] {
  const matches = matcher(typed);
  const local = localCommands
    .filter(({ name }) => matches(name))
    .map(({ name }) => candidate(name, 'cmdlet', 'local'))
    .toSorted((a, b) => (a.text < b.text ? -1 : 1));
  const remote = [...commands.commands]
    .filter(({ name }) => matches(name))
    .map(({ name }) => candidate(name, 'cmdlet'));
  remote.sort((a, b) => (a.text < b.text ? -1 : 1));
  return place.afterPipe ? [...local, ...remote] : remote;
}

function parameters(typed: string, { command, given }: Place, commands: CommandLookup): CompletionCandidate[] {
  if (command === undefined) return [];
  const matches = matcher(typed);
  const local = findLocal(command);
  const names = local
    ? local.parameters.filter(({ refused }) => !refused).map(({ name, type }) => ({ name, hint: type }))
    : (commands.find(command)?.parameters ?? []).map(({ name, isSwitch, typeName }) => ({
        name,
        hint: isSwitch ? 'switch' : (typeName ?? ''),
      }));
  return names
    .filter(({ name }) => matches(name) && !given.has(name.toLowerCase()))
    .map(({ name, hint }) => candidate(`-${name}`, 'parameter', hint));
}

function variables(source: string, { inBlock }: Place, environment: Environment): CompletionCandidate[] {
  const names = [...environment.variableNames.toSorted(), 'true', 'false', 'null', ...(inBlock ? ['_'] : [])];
  const braced = source.startsWith('${');
  const matches = matcher(source.slice(braced ? 2 : 1));
  return names
    .filter(matches)
    .map((name) => candidate(/^[\w?]+$/.test(name) && !braced ? `$${name}` : `\${${name}}`, 'variable'));
}

function properties(typed: string, { first, variable }: Place, environment: Environment): CompletionCandidate[] {
  const names =
    first !== undefined && !isLocal(first)
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

const named = (names: readonly string[], typed: string, kind: CompletionCandidate['kind']) =>
  names
    .filter(matcher(typed))
    .map((name) => candidate(/^[\p{L}_][\p{L}\p{N}_-]*$/u.test(name) ? name : `'${name.replaceAll("'", "''")}'`, kind));

const candidate = (text: string, kind: CompletionCandidate['kind'], hint = ''): CompletionCandidate => ({
  text,
  kind,
  hint,
});

/** By its beginning, or as a wildcard where there is one. */
function matcher(typed: string): (name: string) => boolean {
  const plain = typed.replace(/^['"]/, '');
  if (!hasWildcard(plain)) return (name) => name.toLowerCase().startsWith(plain.toLowerCase());
  try {
    return wildcard(`${plain}*`);
  } catch {
    return () => false;
  }
}

const isCurrent = (name: string) => /^(?:_|psitem)$/i.test(name);
