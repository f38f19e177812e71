import type { Argument, Command, Option } from 'commander';
import { sandboxConnections } from '../../app/offered-connections.ts';
import { type Connection, groupsOf } from '../../domain/index.ts';
import type { CommandContext } from '../context.ts';
import { writeText } from '../io.ts';

interface Candidate {
  readonly value: string;
  readonly what?: string;
}

/** What may stand at the end of a command line; `files`: names of files, which the shell knows better. */
export type Candidates = readonly Candidate[] | 'files';

/**
 * What the last of the words can become; the others stand before it.
 * @param given words without the program's own name, the last one as far as it is typed
 */
export function candidates(program: Command, given: readonly string[], all: readonly Connection[]): Candidates {
  const words = given.map(unquoted);
  const { command, argument, option, before, isPlain } = walk(program, words.slice(0, -1));
  const typed = words.at(-1) ?? '';
  if (option) return begunWith(typed, valuesOf(option));
  const [, flag, value] = isPlain ? [] : (/^(--[^=]+)=(.*)$/s.exec(typed) ?? []);
  if (flag !== undefined) {
    const found = valuesOf(command.options.find((one) => one.long === flag));
    return found === 'files' ? [] : begunWith(value!, found).map((one) => ({ ...one, value: `${flag}=${one.value}` }));
  }
  if (typed.startsWith('-') && !isPlain) return begunWith(typed, optionsOf(command));
  const commands = before.length === 0 ? commandsOf(command) : [];
  return [...begunWith(typed, commands), ...connectionsFor(argument, command, { typed, before, all })];
}

/** As the shells' scripts read them: a line each, with what it means behind a tab; `:files` for names of files. */
export async function writeCandidates(program: Command, words: readonly string[], context: CommandContext) {
  const connections = await context.connections();
  const found = candidates(program, words, connections.list());
  const lines = found === 'files' ? [':files'] : found.map(({ value, what = '' }) => `${value}\t${what}`);
  await writeText(context.io.stdout, lines.map((line) => `${line}\n`).join(''));
}

interface Place {
  readonly command: Command;
  /** Whose value is to follow. */
  readonly option: Option | undefined;
  /** Which argument is to follow. */
  readonly argument: Argument | undefined;
  /** Arguments of the command that stand before. */
  readonly before: readonly string[];
  /** Behind `--` nothing is an option. */
  readonly isPlain: boolean;
}

function walk(program: Command, words: readonly string[]): Place {
  let command = program;
  let option: Option | undefined;
  let before: string[] = [];
  let isPlain = false;
  for (const word of words) {
    if (option) option = undefined;
    else if (word === '--' && !isPlain) isPlain = true;
    else if (word.startsWith('-') && !isPlain) {
      const found = command.options.find((one) => one.long === word || one.short === word);
      if (found && (found.required || found.optional)) option = found;
    } else {
      const next = before.length === 0 ? command.commands.find((one) => one.name() === word) : undefined;
      if (next) command = next;
      else before = [...before, word];
    }
  }
  const all = command.registeredArguments;
  const last = all.at(-1);
  const argument = all[before.length] ?? (last?.variadic ? last : undefined);
  return { command, option, argument, before, isPlain };
}

function begunWith<Found extends Candidates>(typed: string, found: Found): Found {
  if (found === 'files') return found;
  const begin = typed.toLowerCase();
  return found.filter(({ value }) => value.toLowerCase().startsWith(begin)) as unknown as Found;
}

function valuesOf(option: Option | undefined): Candidates {
  if (!option) return [];
  if (option.argChoices) return option.argChoices.map((value) => ({ value }));
  if (option.long === '--sandbox') return sandboxConnections.map(({ name }) => ({ value: name }));
  return /<(?:file|executable)>/.test(option.flags) ? 'files' : [];
}

function optionsOf(command: Command): readonly Candidate[] {
  return command
    .createHelp()
    .visibleOptions(command)
    .flatMap(({ long, description }) => (long ? [{ value: long, what: firstLine(description) }] : []));
}

function commandsOf(command: Command): readonly Candidate[] {
  return command
    .createHelp()
    .visibleCommands(command)
    .map((one) => ({ value: one.name(), what: firstLine(one.description()) }));
}

/** Connections and groups where an argument means some: after the last comma, and none a second time. */
function connectionsFor(
  argument: Argument | undefined,
  command: Command,
  { typed, before, all }: { typed: string; before: readonly string[]; all: readonly Connection[] },
): readonly Candidate[] {
  if (argument?.argChoices) {
    return begunWith(
      typed,
      argument.argChoices.map((value) => ({ value })),
    );
  }
  // `add` is told a name that there is not yet.
  if (!argument || !/^names?$/.test(argument.name()) || command.name() === 'add') return [];
  const isList = argument.name() === 'names';
  const list = isList ? typed.slice(0, typed.lastIndexOf(',') + 1) : '';
  const taken = [...before, list].flatMap((text) => text.toLowerCase().split(','));
  const names = all.map(({ name }) => ({ value: name, what: 'connection' }));
  const groups = isList ? groupsOf(all).map((group) => ({ value: `@${group}`, what: 'group' })) : [];
  const free = [...names, ...groups].filter(({ value }) => !taken.includes(value.toLowerCase()));
  return begunWith(
    typed,
    free.map(({ value, what }) => ({ value: `${list}${value}`, what })),
  );
}

/** A word without the quotes that it was typed with, the closing one perhaps to come. Names have none within. */
function unquoted(word: string): string {
  return word.replace(/^(["'])(.*?)\1?$/s, '$2');
}

function firstLine(text: string): string {
  return text.replace(/[\t\n].*/s, '');
}
