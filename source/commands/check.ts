import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import type { Command } from 'commander';
import { type Problem, problemsOf } from '../language/index.ts';
import { neutralise } from '../text/neutralise.ts';
import type { CommandContext } from './context.ts';
import { CommandExit, exitCodes, usageError } from './exit.ts';
import { type CommandIo, writeLine } from './io.ts';
import { longestScript, readScript } from './script-text.ts';

const help = `
Examples:
  exterm check report.ps1
  exterm check *.ps1 --json
  echo 'Get-Mailbox | Set-Mailbox -Office Oslo' | exterm check -

Nothing runs and no server is asked: a name like Get-Something is taken for a cmdlet of the server. With --json each
problem is an object on a line of its own: file, line, column, kind, construct, message, advice. With --lines standard
input is JSON lines of {"id", "text"}, and each is answered by a line {"id", "understood", "problems"}.

Exit code: 0 all of it is understood, 1 not all, 2 usage or a file that cannot be read.`;

interface CheckOptions {
  readonly json?: boolean;
  readonly lines?: boolean;
}

export function addCheckCommand(program: Command, { io }: CommandContext): void {
  program
    .command('check <files...>')
    .description('says what of a script the native engine does not understand, without running it')
    .option('--json', 'one JSON object a problem')
    .option('--lines', 'with -: many texts, one JSON object a line')
    .addHelpText('after', help)
    .action(async (files: readonly string[], options: CheckOptions) => {
      if (options.lines) {
        if (files.length !== 1 || files[0] !== '-')
          throw usageError('--lines reads standard input: exterm check - --lines');
        throw new CommandExit(await checkLines(io));
      }
      let isUnderstood = true;
      for (const file of files) {
        const problems = problemsOf(
          file === '-' ? await readScript(io.stdin) : await readScript(createReadStream(file), file),
        );
        isUnderstood &&= problems.length === 0;
        for (const problem of problems)
          await writeLine(io.stdout, options.json ? JSON.stringify({ file, ...problem }) : lineOf(file, problem));
        if (!options.json && problems.length === 0) await writeLine(io.stdout, `${neutralise(file)}: understood.`);
      }
      throw new CommandExit(isUnderstood ? exitCodes.done : exitCodes.commandErrors);
    });
}

const lineOf = (file: string, { line, column, message, construct, advice }: Problem) =>
  neutralise(`${file}:${line}:${column}: ${message}${construct === '' ? '' : ` [${construct}]`} ${advice}`.trim());

/** Answers each line of standard input as it comes. */
async function checkLines(io: CommandIo): Promise<number> {
  let isUnderstood = true;
  for await (const line of createInterface({ input: io.stdin as Readable, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (line.trim() === '') continue;
    const { id, text } = readQuestion(line);
    const problems = problemsOf(text);
    isUnderstood &&= problems.length === 0;
    await writeLine(io.stdout, JSON.stringify({ id, understood: problems.length === 0, problems }));
  }
  return isUnderstood ? exitCodes.done : exitCodes.commandErrors;
}

function readQuestion(line: string): { readonly id: unknown; readonly text: string } {
  if (line.length > longestScript) throw usageError('A line of standard input is too long.');
  try {
    const { id, text } = JSON.parse(line) as { id?: unknown; text?: unknown };
    if (typeof text === 'string') return { id: id ?? null, text };
  } catch {
    // Said below.
  }
  throw usageError('Each line of standard input is a JSON object with "id" and "text".');
}
