import type { Connection } from './connection.ts';

/** What a connection's marks say of changes on its server. */
export type ChangeRule = 'allowed' | 'asked' | 'refused';

type Marks = Pick<Connection, 'readOnly' | 'asking'>;

/** Read-only is the stricter mark: nothing is left to ask about. */
export function changeRuleOf({ readOnly, asking }: Marks): ChangeRule {
  return readOnly ? 'refused' : asking ? 'asked' : 'allowed';
}

/** A command on its way to a server, as much of it as the rule looks at. */
export interface SentCommand {
  readonly name: string;
  readonly isScript?: boolean | undefined;
  readonly parameters?: readonly SentParameter[] | undefined;
}

export interface SentParameter {
  /** As PowerShell's clients spell it: `Name`, `-Name` or `-Name:`; none for a positional one. */
  readonly name?: string | undefined;
  /** `script` where the value is a script block, `off` where it is false. */
  readonly kind?: 'script' | 'off' | undefined;
}

const reading = ['Get', 'Test', 'Search', 'Measure', 'Export'];

/** What clients send besides the cmdlets that the user means; none of them changes anything. */
const endpointNeeds = ['Select-Object', 'Sort-Object', 'Group-Object', 'Out-Default', 'Out-String', 'Exit-PSSession'];

/** Names that read by their verb, and run or do what they are given. */
const runsScripts = ['Measure-Command'];

/** Parameters with which a cmdlet that reads by its name changes something. */
const changing: Readonly<Record<string, readonly string[]>> = {
  'search-mailbox': ['DeleteContent', 'TargetMailbox'],
  'export-mailbox': ['DeleteContent', 'DeleteAssociatedMessages'],
};

/** Verbs that add something or bring it into use: nothing that is there is lost by them. */
const adding = ['Add', 'Connect', 'Enable', 'Install', 'Mount', 'New', 'Resume', 'Retry', 'Start'];

/** The commands of a pipeline that the rule does not let pass at once, by their names; script text is called so. */
export function heldBack(rule: ChangeRule, commands: readonly SentCommand[]): readonly string[] {
  if (rule === 'allowed') return [];
  const held = commands.filter((command) => !isReading(command) && (rule === 'refused' || isAskedFor(command)));
  return [...new Set(held.map(nameOf))];
}

/** Whether a cmdlet of that name may change something, with some parameters at least. */
export function mayChange(name: string): boolean {
  return !isReading({ name }) || Object.hasOwn(changing, name.toLowerCase());
}

/** `Set-Mailbox` of `Exchange\Set-Mailbox`. */
export function withoutModule(name: string): string {
  return name.slice(name.lastIndexOf('\\') + 1);
}

/** A script has no name. */
function nameOf({ name, isScript }: SentCommand): string {
  return isScript ? 'Script text' : withoutModule(name);
}

function isReading(command: SentCommand): boolean {
  if (command.isScript) return false;
  const name = nameOf(command);
  const parameters = command.parameters ?? [];
  if (has(endpointNeeds, name)) return parameters.every(({ kind }) => kind !== 'script');
  if (!has(reading, verbOf(name)) || has(runsScripts, name)) return false;
  const forbidden = changing[name.toLowerCase()] ?? [];
  return !parameters.some((parameter) => parameter.kind !== 'off' && forbidden.some((one) => isMeant(parameter, one)));
}

/** What removes or alters what is there, and whatever nobody can tell. */
function isAskedFor(command: SentCommand): boolean {
  if (command.isScript) return true;
  return !has(adding, verbOf(nameOf(command))) && !isOnlyShown(command);
}

/** With -WhatIf a server says what it would do. Only the whole name counts: a server takes a part of it for another. */
function isOnlyShown({ parameters = [] }: SentCommand): boolean {
  return parameters.some(({ name = '', kind }) => kind !== 'off' && ['whatif', 'wi'].includes(bare(name)));
}

/** A server completes the beginning of a parameter's name. */
function isMeant({ name = '' }: SentParameter, whole: string): boolean {
  const given = bare(name);
  return given !== '' && whole.toLowerCase().startsWith(given);
}

const bare = (name: string) => name.replace(/^-/, '').replace(/:$/, '').toLowerCase();

/** The verb of Verb-Noun; empty for what is not named like that, an alias for one. */
function verbOf(name: string): string {
  return /^([a-z]+)-\w+$/i.exec(name)?.[1] ?? '';
}

function has(names: readonly string[], name: string): boolean {
  return names.some((one) => one.toLowerCase() === name.toLowerCase());
}
