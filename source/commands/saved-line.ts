import {
  type Connection,
  findConnection,
  findSaved,
  isMeantFor,
  type SavedCommand,
  type SavedParameter,
  savedValue,
} from '../domain/index.ts';
import { fillIn, fillProblem } from '../language/text.ts';
import type { SavedCommandsFile } from './context.ts';
import { usageError } from './exit.ts';
import { didYouMean, nearest } from './suggest.ts';

/** The saved command of that name. A usage error names those that there are, the likely one first. */
export function requireSaved({ commands, problem }: ReturnType<SavedCommandsFile['read']>, name: string): SavedCommand {
  const found = findSaved(commands, name);
  if (found) return found;
  const names = commands.map((one) => one.name);
  const near = nearest(name, names);
  const known = names.length === 0 ? 'None is saved.' : `Known are: ${names.join(', ')}.`;
  throw usageError(`There is no saved command "${name}".${didYouMean(near)} ${known}${problem ? `\n${problem}` : ''}`);
}

/**
 * The line of a saved command with what was given for its parameters, `-Name value` or `-Name:value`.
 *
 * @param chosen names of the connections that it is to run on
 */
export function savedLine(
  command: SavedCommand,
  words: readonly string[],
  chosen: readonly string[],
  all: readonly Connection[],
): string {
  const { name, line, parameters = [] } = command;
  for (const one of chosen) {
    if (!isMeantFor(command, findConnection(all, one)!)) {
      throw usageError(`"${name}" is meant for ${(command.on ?? []).join(', ')}, and ${one} is not among them.`);
    }
  }
  const problem = fillProblem(
    line,
    parameters.map((parameter) => parameter.name),
  );
  if (problem !== undefined) throw usageError(`"${name}" cannot be run: ${problem}`);
  const given = givenFor(command, words);
  const values = new Map<string, string>();
  for (const parameter of parameters) {
    const read = savedValue(parameter, given.get(parameter.name.toLowerCase()) ?? parameter.initial ?? '');
    if ('problem' in read) throw usageError(`${read.problem} ${usageOf(command)}`);
    values.set(parameter.name.toLowerCase(), read.code);
  }
  return fillIn(line, values);
}

function givenFor(command: SavedCommand, words: readonly string[]): ReadonlyMap<string, string> {
  const { parameters = [] } = command;
  const given = new Map<string, string>();
  for (let index = 0; index < words.length; index++) {
    const word = words[index]!;
    const [, named, attached] = /^-([A-Za-z_]\w*)(?::(.*))?$/s.exec(word) ?? [];
    const found = parameters.find(({ name }) => name.toLowerCase() === named?.toLowerCase());
    if (named === undefined || !found) throw usageError(`"${word}" is no parameter of it. ${usageOf(command)}`);
    const isLone = found.kind === 'switch' && (words[index + 1] === undefined || isName(words[index + 1]!, parameters));
    const value = attached ?? (isLone ? 'yes' : words[++index]);
    if (value === undefined) throw usageError(`-${found.name} takes a value. ${usageOf(command)}`);
    given.set(found.name.toLowerCase(), value);
  }
  return given;
}

const isName = (word: string, parameters: readonly SavedParameter[]) =>
  parameters.some(({ name }) => word.toLowerCase().split(':')[0] === `-${name.toLowerCase()}`);

/** What it takes, as it would be typed: `--saved "Set quota" -- -Identity <text> [-Quota <number>]`. */
export function usageOf({ name, parameters = [] }: SavedCommand): string {
  if (parameters.length === 0) return `It takes nothing: --saved "${name}"`;
  const each = parameters.map((parameter) => {
    const { choices = [], kind = 'text', optional, initial } = parameter;
    const taken = `-${parameter.name} <${choices.length > 0 ? choices.join('|') : kind}>`;
    return optional || initial !== undefined ? `[${taken}]` : taken;
  });
  return `It is called so: --saved "${name}" -- ${each.join(' ')}`;
}
