import { literalOf } from '../domain/index.ts';
import { usageError } from './exit.ts';
import { type OutputFormat, outputFormats } from './run-output.ts';
import { didYouMean, nearest } from './suggest.ts';

export interface RunOptions {
  readonly output: OutputFormat;
  /** Seconds. */
  readonly timeout?: number;
  readonly passwordStdin?: boolean;
  readonly guardFormulas?: boolean;
  /** A script to run in place of a line; `-` is standard input. */
  readonly file?: string;
  /** The name of a saved command to run in place of a line. */
  readonly saved?: string;
  /** False with --no-profile. */
  readonly profile?: boolean;
  readonly compare?: boolean;
  /** How many servers work at the same time. */
  readonly atOnce: number;
  /** Connections on which changes are confirmed beforehand. */
  readonly confirmName?: readonly string[];
}

export interface RunLine {
  readonly line: string;
  /** What stands behind it, for a script or a saved command. */
  readonly words: readonly string[];
  readonly options: RunOptions;
  /** `--help` stood among the words. */
  readonly wantsHelp: boolean;
}

const flags = [
  '--file',
  '--saved',
  '--no-profile',
  '--output',
  '--timeout',
  '--at-once',
  '--compare',
  '--guard-formulas',
  '--password-stdin',
  '--confirm-name',
  '--help',
] as const;

/**
 * The line to run from the words behind the names. Options that stand behind the command, as people type them, are
 * exterm's: no PowerShell parameter begins with two dashes. After a `--` everything is the command's.
 */
export function readRunLine(words: readonly string[], given: RunOptions): RunLine {
  const kept: string[] = [];
  let options = given;
  let wantsHelp = false;
  for (let index = 0; index < words.length; index++) {
    const word = words[index]!;
    if (word === '--') {
      kept.push(...words.slice(index + 1));
      break;
    }
    const [, flag, attached] = /^(--[a-z][a-z-]*)(?:=(.*))?$/is.exec(word) ?? [];
    const value = () => attached ?? words[++index];
    if (flag === undefined) kept.push(word);
    else if (flag === '--help') wantsHelp = true;
    else if (flag === '--password-stdin') options = { ...options, passwordStdin: true };
    else if (flag === '--guard-formulas') options = { ...options, guardFormulas: true };
    else if (flag === '--no-profile') options = { ...options, profile: false };
    else if (flag === '--file') options = { ...options, file: fileName(value()) };
    else if (flag === '--saved') options = { ...options, saved: savedName(value()) };
    else if (flag === '--compare') options = { ...options, compare: true };
    else if (flag === '--at-once') options = { ...options, atOnce: atOnce(value()) };
    else if (flag === '--output') options = { ...options, output: outputFormat(value()) };
    else if (flag === '--confirm-name') options = { ...options, confirmName: confirmed(value(), options.confirmName) };
    else if (flag === '--timeout') options = { ...options, timeout: seconds(value()) };
    else throw unknownOption(flag, word);
  }
  const line =
    kept.length === 1 ? kept[0]! : kept.map((word, index) => (index === 0 ? word : quoteAgain(word))).join(' ');
  if (options.saved !== undefined) {
    if (options.file === undefined) return { line: '', words: kept, options, wantsHelp };
    throw usageError('--saved and --file both say what to run: give one of them.');
  }
  if (options.file === undefined && kept[0] === '-') {
    return { line: '', words: kept.slice(1), options: { ...options, file: '-' }, wantsHelp };
  }
  if (line.trim() === '' && options.file === undefined && !wantsHelp) {
    throw usageError('Say what to run, for instance: exterm run ex01 "Get-Mailbox -ResultSize 5"');
  }
  return { line, words: kept, options, wantsHelp };
}

function fileName(text: string | undefined): string {
  if (text) return text;
  throw usageError('--file takes the path of a script.');
}

function savedName(text: string | undefined): string {
  if (text) return text;
  throw usageError('--saved takes the name of a saved command.');
}

/**
 * The line that runs a script with its arguments, as `pwsh -File` takes them: names of parameters as they are, numbers and
 * `-Switch:$false` too, all else as text.
 */
export function scriptLine(called: string, words: readonly string[]): string {
  const isPlain = (word: string) =>
    /^-[A-Za-z][\w-]*(?::(?:\$true|\$false)?)?$/i.test(word) || /^-?\d+(?:\.\d+)?$/.test(word);
  return [called, ...words.map((word) => (isPlain(word) ? word : literalOf(word)))].join(' ');
}

/** Names by commas, the option given several times as well. */
export function confirmed(text: string | undefined, before: readonly string[] = []): readonly string[] {
  const names = (text ?? '').split(',').map((name) => name.trim());
  if (names.some((name) => name === '')) throw usageError('--confirm-name takes the name of a connection.');
  return [...before, ...names];
}

export function seconds(text: string | undefined): number {
  const value = Number(text);
  if (!(value > 0 && value <= 86_400)) {
    throw usageError(`--timeout takes a number of seconds, at most 86400 (a day), not "${text ?? ''}".`);
  }
  return value;
}

export function atOnce(text: string | undefined): number {
  if (text === undefined || !/^[1-9]\d{0,2}$/.test(text)) {
    throw usageError(`--at-once takes a number of servers from 1 to 999, not "${text ?? ''}".`);
  }
  return Number(text);
}

export function outputFormat(text: string | undefined): OutputFormat {
  const found = outputFormats.find((one) => one === text?.toLowerCase());
  if (!found) throw usageError(`--output takes ${outputFormats.join(', ')}, not "${text ?? ''}".`);
  return found;
}

function unknownOption(flag: string, word: string) {
  const format = outputFormats.find((one) => flag.toLowerCase() === `--${one}`);
  const near = format ? `--output ${format}` : nearest(flag, flags);
  return usageError(
    `exterm run has no option "${flag}".${didYouMean(near)}\n` +
      `If "${word}" belongs to the command, put the whole command in quotes, or -- before it.`,
  );
}

/**
 * The shell has taken the quotes of `'Adele Vance'` away; a word that needs them gets them back. What PowerShell reads
 * as an expression, a block, a variable or the next command is left as it was typed.
 */
function quoteAgain(word: string): string {
  if (/^['"{(@$|;]/.test(word)) return word;
  return word === '' || /[\s'"]|\S[\u2018-\u201b]\S/.test(word) ? literalOf(word) : word;
}
