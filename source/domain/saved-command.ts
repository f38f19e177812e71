import { choiceOf, chosenBy } from './choice.ts';
import type { Connection } from './connection.ts';
import { literalOf } from './literal.ts';

/** A line or a block of lines under a name, with what is asked for before it runs. */
export interface SavedCommand {
  /** Unique without regard to case; see `savedNameProblem`. */
  readonly name: string;
  /** What it is for, in a sentence. */
  readonly description?: string;
  /** PowerShell. Where a variable has a parameter's name, the value is put that was given. */
  readonly line: string;
  readonly parameters?: readonly SavedParameter[];
  /** What it is for: names of connections, `@groups`, patterns; absent or empty: all. */
  readonly on?: readonly string[];
}

export const savedParameterKinds = ['text', 'list', 'number', 'switch'] as const;
/** `list`: texts separated by commas. `number`: with a unit too, such as 50GB. `switch`: yes or no. */
export type SavedParameterKind = (typeof savedParameterKinds)[number];

export interface SavedParameter {
  /** Of the variable, without `$`. */
  readonly name: string;
  /** A text where nothing is said. */
  readonly kind?: SavedParameterKind;
  /** What is to be typed, in a few words. */
  readonly help?: string;
  /** The only values it may have. */
  readonly choices?: readonly string[];
  /** What stands in its field at first, and holds on the command line where nothing is given. */
  readonly initial?: string;
  /** May stay empty, and is null then. */
  readonly optional?: boolean;
}

const longestName = 60;

/** Why a text can't be a saved command's name, or undefined where it can. */
export function savedNameProblem(name: string): string | undefined {
  if (name.trim() === '') return 'It needs a name.';
  if (name !== name.trim() || /\p{C}/u.test(name)) return 'A name has no blanks around it and no control characters.';
  return name.length > longestName ? `A name has at most ${longestName} characters.` : undefined;
}

export function findSaved(all: readonly SavedCommand[], name: string): SavedCommand | undefined {
  const wanted = name.toLowerCase();
  return all.find((one) => one.name.toLowerCase() === wanted);
}

/** Whether it is meant for that connection. */
export function isMeantFor({ on = [] }: SavedCommand, connection: Connection): boolean {
  return on.length === 0 || on.some((text) => chosenBy(choiceOf(text), [connection]).length > 0);
}

/** What is asked for in a few letters: `Quota`, `Quota:number`, `Quota:number=50GB`; undefined where it is no such text. */
export function readParameter(text: string): SavedParameter | undefined {
  const [, name, kind, initial] = /^([A-Za-z_]\w*)(?::([a-z]+))?(?:=(.*))?$/is.exec(text.trim()) ?? [];
  const known = savedParameterKinds.find((one) => one === (kind ?? 'text').toLowerCase());
  if (name === undefined || known === undefined) return undefined;
  const value = /^"(.*)"$/s.exec(initial ?? '')?.[1] ?? initial;
  return { name, ...(kind === undefined ? {} : { kind: known }), ...(value === undefined ? {} : { initial: value }) };
}

/** What `readParameter` reads, of each with commas between them; a value that has one stands in double quotes. */
export function parameterTexts(parameters: readonly SavedParameter[]): string {
  return parameters
    .map(({ name, kind, initial }) => {
      const value = initial !== undefined && /[,"]|^\s|\s$/.test(initial) ? `"${initial}"` : initial;
      return `${name}${kind === undefined ? '' : `:${kind}`}${value === undefined ? '' : `=${value}`}`;
    })
    .join(', ');
}

/** The parts of such a text: a comma within double quotes separates nothing. */
export function parameterParts(text: string): readonly string[] {
  const parts = text.match(/(?:"[^"]*"|[^,])+/g) ?? [];
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}

/** A value as PowerShell takes it, or why the text is none. */
export type ReadValue = { readonly code: string } | { readonly problem: string };

/** What a text that was given for a parameter is in PowerShell: data, whatever stands in it. */
export function savedValue({ name, kind = 'text', choices = [], optional }: SavedParameter, text: string): ReadValue {
  const given = text.trim();
  if (given === '') return optional ? { code: '$null' } : { problem: `It needs a value for ${name}.` };
  if (choices.length > 0) {
    const chosen = choices.find((one) => one.toLowerCase() === given.toLowerCase());
    if (chosen === undefined) return { problem: `${name} is one of ${choices.join(', ')}.` };
    return kind === 'number' ? numberValue(name, chosen) : { code: literalOf(chosen) };
  }
  if (kind === 'number') return numberValue(name, given);
  if (kind === 'switch') return switchValue(name, given);
  if (kind === 'text') return { code: literalOf(text) };
  const items = given.split(',').map((item) => item.trim());
  return {
    code: `@(${items
      .filter((item) => item !== '')
      .map(literalOf)
      .join(', ')})`,
  };
}

function numberValue(name: string, text: string): ReadValue {
  return /^-?\d{1,18}(?:\.\d{1,18})?(?:[kmgtp]b)?$/i.test(text)
    ? { code: text }
    : { problem: `${name} is a number, such as 30 or 50GB.` };
}

function switchValue(name: string, text: string): ReadValue {
  if (/^(?:yes|y|\$?true|on)$/i.test(text)) return { code: '$true' };
  return /^(?:no|n|\$?false|off)$/i.test(text) ? { code: '$false' } : { problem: `${name} is yes or no.` };
}
