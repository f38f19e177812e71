import { readFileSync } from 'node:fs';
import { findSaved, type SavedCommand, savedNameProblem, savedParameterKinds } from '../domain/index.ts';
import { codeOf, fileTrouble } from './file-trouble.ts';
import { parsedJson } from './json-lines.ts';
import { rewrite } from './lock.ts';
import { patiently } from './patience.ts';
import { storedPlaces } from './places.ts';
import { looksSecret } from './redact.ts';
import { fits, isRecord, knownPart, type Rule, withUnknownOf } from './stored-connections.ts';

/** Lines under a name, in a file of their own that people share. Every read sees what others have written meanwhile. */
export interface SavedCommands {
  readonly file: string;
  read(): ReadCommands;
  /**
   * Adds one, or replaces the one named `existing` (any case). Gives why it is not saved, or undefined where it is. What
   * this version does not know of the file stays in it; a file that is damaged is never written over. Nothing that another
   * exterm saves meanwhile is lost. Rejects with FailureError `local.file` or `local.locked` where it cannot be written.
   */
  save(command: SavedCommand, existing?: string): Promise<string | undefined>;
  /** Gives why it is not removed, or undefined where it is; rejects as `save` does. */
  remove(name: string): Promise<string | undefined>;
  /** The commands of a text that is such a file, to be saved here. */
  parse(text: string): ReadCommands;
}

export interface ReadCommands {
  /** Those that are understood, as they stand in the file. */
  readonly commands: readonly SavedCommand[];
  /** What is wrong with the file, in a sentence. */
  readonly problem?: string;
}

/** Of the file. */
const version = 1;
const mostCommands = 1000;
/** Characters. */
const longestLine = 64 * 1024;

const text = (maxLength: number) => ({ type: 'string', maxLength });
const texts = { type: 'array', maxItems: 200, items: { type: 'string', minLength: 1, maxLength: 200 } };
const parameterRule: Rule = {
  type: 'object',
  required: ['name'],
  properties: {
    name: { type: 'string', minLength: 1, maxLength: 100 },
    kind: { type: 'string', enum: savedParameterKinds },
    help: text(200),
    choices: texts,
    initial: text(2000),
    optional: { type: 'boolean' },
  },
};
const commandRule: Rule = {
  type: 'object',
  required: ['name', 'line'],
  properties: {
    name: text(100),
    description: text(500),
    line: { type: 'string', minLength: 1, maxLength: longestLine },
    parameters: { type: 'array', maxItems: 30, items: parameterRule },
    on: texts,
  },
};

interface Read extends ReadCommands {
  /** As they stand in the file, in the order of `commands`. */
  readonly stored: readonly Record<string, unknown>[];
  /** Sections that this version does not know. */
  readonly others: Readonly<Record<string, unknown>>;
}

export function openSavedCommands(folder: string): SavedCommands {
  const file = storedPlaces(folder).commands;
  const read = (): Read => {
    try {
      return understood(patiently(() => readFileSync(file, 'utf8')));
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return { commands: [], stored: [], others: {} };
      throw fileTrouble('read', file, error);
    }
  };
  /** Reads, and writes the commands that `change` gives; no other exterm saves in between. Gives why not, where it says so. */
  const changing = async (change: (before: Read) => string | readonly object[]): Promise<string | undefined> => {
    let refused: string | undefined;
    await rewrite(file, () => {
      const before = read();
      const next = before.problem === undefined ? change(before) : told(before.problem);
      refused = typeof next === 'string' ? next : undefined;
      if (typeof next === 'string') return undefined;
      return `${JSON.stringify({ version, ...before.others, commands: next }, undefined, 2)}\n`;
    });
    return refused;
  };
  const told = (problem: string) => `${file}: ${problem} It stays as it is: mend it, or move it away.`;
  return {
    file,
    read: () => {
      const { commands, problem } = read();
      return { commands, ...(problem === undefined ? {} : { problem: told(problem) }) };
    },
    save: (command, existing) =>
      changing(({ commands, stored }) => {
        const found = existing === undefined ? undefined : findSaved(commands, existing);
        const problem = problemOf(command, commands, found);
        if (problem !== undefined) return problem;
        const at = found ? commands.indexOf(found) : -1;
        const next = withUnknown(stored[at] ?? {}, command);
        return at < 0 ? [...stored, next] : stored.with(at, next);
      }),
    remove: (name) =>
      changing(({ commands, stored }) => {
        const found = findSaved(commands, name);
        return found ? stored.toSpliced(commands.indexOf(found), 1) : `There is no saved command "${name}".`;
      }),
    parse: (content) => {
      const { commands, problem } = understood(content);
      return { commands, ...(problem === undefined ? {} : { problem }) };
    },
  };
}

/** A command that takes the place of a stored one, with what this version does not know of that one and its parameters. */
function withUnknown(stored: Record<string, unknown>, command: SavedCommand): Rule {
  const { parameters, ...rest } = command;
  const before = Array.isArray(stored['parameters']) ? stored['parameters'].filter(isRecord) : [];
  const merged = parameters?.map((one) => {
    const same = before.find(({ name }) => typeof name === 'string' && name.toLowerCase() === one.name.toLowerCase());
    return withUnknownOf(same ?? {}, { ...one }, parameterRule);
  });
  return withUnknownOf(stored, { ...rest, ...(merged ? { parameters: merged } : {}) }, commandRule);
}

function problemOf(
  command: SavedCommand,
  all: readonly SavedCommand[],
  replaced: SavedCommand | undefined,
): string | undefined {
  const taken = findSaved(all, command.name);
  const named = savedNameProblem(command.name);
  if (named !== undefined) return named;
  if (taken && taken !== replaced) return `There is a saved command "${taken.name}" already.`;
  if (looksSecret(command.line)) {
    return 'The line looks as if it held a secret. Write (Read-Host -AsSecureString) or (Get-Credential) in its place.';
  }
  if (!fits(command, commandRule)) return 'It is too long, or has too many parts.';
  return !replaced && all.length >= mostCommands ? `There are ${mostCommands} saved commands already.` : undefined;
}

function understood(content: string): Read {
  const whole = parsedJson(content.replace(/^\uFEFF/, ''));
  if (!isRecord(whole)) return { ...nothing, problem: 'It is no JSON object.' };
  const { version: stated = version, commands: list = [], ...others } = whole;
  if (!Array.isArray(list)) return { ...nothing, problem: 'Its "commands" are no list.' };
  const commands: SavedCommand[] = [];
  const stored: Record<string, unknown>[] = [];
  const missing: string[] = [];
  list.forEach((one: unknown, index) => {
    if (isCommand(one) && !findSaved(commands, one.name) && commands.length < mostCommands) {
      commands.push(knownOf(one));
      stored.push(one);
    } else missing.push(nameOf(one) ?? `number ${index + 1}`);
  });
  const problem = whyNotWhole(stated, missing);
  return { commands, stored, others, ...(problem === undefined ? {} : { problem }) };
}

const nothing = { commands: [], stored: [], others: {} } as const;

function whyNotWhole(stated: unknown, missing: readonly string[]): string | undefined {
  if (typeof stated !== 'number' || stated < 1) return 'Its "version" is no number.';
  if (stated > version) return `A later exterm wrote it, in version ${stated}.`;
  if (missing.length === 0) return undefined;
  const few = missing.slice(0, 5).join(', ');
  return `Of its commands these are not understood: ${few}${missing.length > 5 ? ` and ${missing.length - 5} more` : ''}.`;
}

const isCommand = (one: unknown): one is Record<string, unknown> & SavedCommand =>
  fits(one, commandRule) && savedNameProblem((one as { readonly name: string }).name) === undefined;

function knownOf(one: Record<string, unknown>): SavedCommand {
  const { parameters, ...rest } = knownPart(one, commandRule);
  const known = (parameters as readonly Rule[] | undefined)?.map((parameter) => knownPart(parameter, parameterRule));
  return { ...rest, ...(known ? { parameters: known } : {}) } as unknown as SavedCommand;
}

function nameOf(one: unknown): string | undefined {
  return isRecord(one) && typeof one['name'] === 'string' ? `"${one['name'].slice(0, 40)}"` : undefined;
}
