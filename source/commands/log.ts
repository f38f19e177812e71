import { type Command, InvalidArgumentError, Option } from 'commander';
import { type Choosable, durationText, findConnection, type LoggedLine, lineFacts, lineText } from '../domain/index.ts';
import type { CommandContext } from './context.ts';
import { usageError } from './exit.ts';
import { writeLine } from './io.ts';
import { requireNames } from './names.ts';
import { printJson, printLines, tableLines } from './print.ts';

interface LogOptions {
  readonly since?: number;
  readonly failed?: true;
  readonly contains?: string;
  readonly last?: number;
  readonly output: 'table' | 'json';
  /** True and false: what `--keep` and `--no-keep` say; undefined where neither was given. */
  readonly keep?: boolean;
  readonly forget?: true;
}

const help = `
Examples:
  exterm log --keep
  exterm log ex01 --since 8h --failed
  exterm log --contains Remove- --output json

The record has each line that was run, on the screen and with exterm run: when and on which server, for how long, what came
of it, what was asked and answered, how many objects and errors it gave. It is kept where --keep has said so, in a file
that you alone can read (exterm where names it), of at most 16 MB. A line that may hold a secret is left out of it, and an
answer that was typed hidden too. F3 shows the record of the screen that is open, kept or not.`;

export function addLogCommand(program: Command, context: CommandContext): void {
  program
    .command('log [names...]')
    .description('shows the record of the lines that were run')
    .option('--keep', 'keep the record on disk from now on')
    .option('--no-keep', 'keep it no longer')
    .option('--forget', 'remove what is kept')
    .addOption(new Option('--since <time>', 'not older than that, such as 30m, 8h, 7d').argParser(age))
    .option('--failed', 'only what had errors, was stopped or did not end well')
    .option('--contains <text>', 'only lines with that text in them, in any case')
    .addOption(new Option('--last <number>', 'only so many, the last ones').argParser(count))
    .addOption(new Option('--output <format>', 'how it is written').choices(['table', 'json']).default('table'))
    .addHelpText('after', help)
    .action(async (given: readonly string[], options: LogOptions) => {
      const { io } = context;
      const { list } = await context.connections();
      const { record } = await context.services();
      if (options.keep !== undefined) await record.keep(options.keep);
      if (options.forget) record.forget();
      if (options.keep !== undefined || options.forget) {
        const told = record.isKept ? 'The record is kept on disk.' : 'The record is not kept on disk.';
        return writeLine(io.stderr, options.forget ? `What was kept is removed. ${told}` : told);
      }
      const all = record.read();
      const names = given.length === 0 ? undefined : requireNames(withRemoved(list(), all), given);
      const lines = chosen(all, options, names && new Set(names.map((name) => name.toLowerCase())));
      if (options.output === 'json') return printJson(io.stdout, lines.map(asJson));
      await printLines(io.stdout, tableLines(['Time', 'Connection', 'Line', 'What came of it'], lines.map(row)));
      if (!record.isKept) await writeLine(io.stderr, 'The record is not kept on disk: exterm log --keep keeps it.');
    });
}

/** The connections, and those that the record alone knows any more. */
function withRemoved(all: readonly Choosable[], record: readonly LoggedLine[]): readonly Choosable[] {
  const removed = new Set(record.map(({ connection }) => connection).filter((name) => !findConnection(all, name)));
  return [...all, ...[...removed].map((name) => ({ name }))];
}

/** @param names in lower case */
function chosen(
  all: readonly LoggedLine[],
  { since, failed, contains, last }: LogOptions,
  names: ReadonlySet<string> | undefined,
): readonly LoggedLine[] {
  const wanted = contains?.toLowerCase();
  const from = since === undefined ? 0 : Date.now() - since;
  const found = all.filter(
    ({ at, connection, line = '', outcome, errors }) =>
      at >= from &&
      (!failed || outcome !== 'completed' || errors > 0) &&
      (wanted === undefined || line.toLowerCase().includes(wanted)) &&
      (names === undefined || names.has(connection.toLowerCase())),
  );
  return last === undefined ? found : found.slice(-last);
}

function row(line: LoggedLine): readonly string[] {
  const questions = line.questions.length === 0 ? [] : [line.questions.join(' ')];
  const facts = [lineFacts(line, durationText), ...questions].join(' · ');
  return [timeText(line.at), line.connection, lineText(line), facts];
}

/** The computer's own time, sortable. */
function timeText(at: number): string {
  const date = new Date(at - new Date(at).getTimezoneOffset() * 60_000);
  return date.toISOString().slice(0, 19).replace('T', ' ');
}

function asJson({ at, ...rest }: LoggedLine): object {
  return { time: new Date(at).toISOString(), ...rest };
}

function age(text: string): number {
  const found = /^(\d{1,6})(s|m|h|d)$/i.exec(text.trim());
  if (!found) throw new InvalidArgumentError('A time is a whole number with s, m, h or d: 30m, 8h, 7d.');
  const unit = found[2]!.toLowerCase() as 's' | 'm' | 'h' | 'd';
  return Number(found[1]) * { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 }[unit];
}

function count(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw usageError(`--last takes a whole number, not "${text}".`);
  return Number(text);
}
