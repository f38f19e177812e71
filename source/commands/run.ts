import { type Command, InvalidArgumentError, Option } from 'commander';
import type { HeadlessResult } from '../app/headless.ts';
import { type HostPrompts, importFraction } from '../domain/index.ts';
import type { CommandContext } from './context.ts';
import { credentialSource, passwordOption } from './credentials.ts';
import { CommandExit, codeOf, exitCodes, failureText } from './exit.ts';
import { type CommandIo, writeLine } from './io.ts';
import { requireNames } from './names.ts';
import { createRunOutput, type OutputFormat, outputFormats } from './run-output.ts';
import { StatusLine } from './status-line.ts';
import { terminalPrompts } from './terminal-prompts.ts';

interface RunCommandOptions {
  readonly output: OutputFormat;
  readonly timeout?: number;
  readonly passwordStdin?: boolean;
}

export function addRunCommand(program: Command, context: CommandContext): void {
  passwordOption(
    program
      .command('run <names> <command...>')
      .description('runs a line on one or several servers at once and closes their sessions')
      .addOption(new Option('--output <format>', 'how results are written').choices(outputFormats).default('table'))
      .option('--timeout <seconds>', 'stop the command after so many seconds', seconds),
  )
    // What follows the names is the line to run: its dashes are the cmdlet's, not exterm's.
    .passThroughOptions()
    .addHelpText(
      'after',
      "\nNames are separated by commas. Quote the command: exterm run ex01,ex02 'Get-Mailbox -ResultSize 5' --output json\nis read as well. With several servers each object has PSComputerName.",
    )
    .action(async (names: string, words: string[], options: RunCommandOptions) => {
      const { io } = context;
      const { line, given } = takeOptions(words, options);
      const { connections, headless } = await context.services();
      const chosen = requireNames(connections.list(), [names]);
      const status = new StatusLine(io.stderr);
      const output = createRunOutput(io, given.output, chosen, status);
      let results: readonly HeadlessResult[];
      try {
        results = await headless.run({
          names: chosen,
          command: line,
          credentials: await credentialSource(io, given.passwordStdin),
          signal: io.signal,
          width: io.stdout.columns ?? 120,
          timeout: given.timeout === undefined ? undefined : given.timeout * 1000,
          prompts: promptsFor(io, given.passwordStdin),
          onEvent: async (event) => {
            if (event.kind === 'stage') status.set(event.connection, event.stage);
            else if (event.kind === 'import') {
              const share = importFraction(event.progress);
              status.set(
                event.connection,
                `import ${share === undefined ? event.progress.received : `${Math.floor(share * 100)}%`}`,
              );
            } else await output.records(event.connection, event.records);
          },
        });
      } finally {
        status.clear();
      }
      await output.end();
      for (const result of results) {
        if (result.failure) await writeLine(io.stderr, failureText(result.failure, result.connection));
        else if (result.timedOut) {
          await writeLine(
            io.stderr,
            `${result.connection}: stopped after ${given.timeout} s, as --timeout says. What came until then was written.`,
          );
        }
      }
      throw new CommandExit(exitCodeOf(results, io));
    });
}

/** Options that stand behind the command, as people type them, are exterm's where it has them under that name. */
function takeOptions(words: readonly string[], options: RunCommandOptions): { line: string; given: RunCommandOptions } {
  const kept: string[] = [];
  let given = options;
  for (let index = 0; index < words.length; index++) {
    const [flag, attached] = words[index]!.split(/=(.*)/s) as [string, string | undefined];
    if (flag === '--password-stdin') given = { ...given, passwordStdin: true };
    else if (flag === '--output' || flag === '--timeout') {
      const value = attached ?? words[++index] ?? '';
      given = flag === '--output' ? { ...given, output: format(value) } : { ...given, timeout: seconds(value) };
    } else kept.push(words[index]!);
  }
  return { line: kept.length === 1 ? kept[0]! : kept.map(quoteAgain).join(' '), given };
}

/** The shell has taken the quotes of `'Adele Vance'` away; a word that needs them gets them back. */
function quoteAgain(word: string): string {
  return word === '' || (/\s/.test(word) && !/['"{(]/.test(word)) ? `'${word}'` : word;
}

function format(text: string): OutputFormat {
  const found = outputFormats.find((one) => one === text);
  if (!found) throw new CommandExit(exitCodes.usage, `--output takes ${outputFormats.join(', ')}, not "${text}".`);
  return found;
}

function seconds(text: string): number {
  const value = Number(text);
  if (!(value > 0 && value <= 86_400)) throw new InvalidArgumentError('A number of seconds is wanted, up to a day.');
  return value;
}

/** A server's questions are asked on the terminal; where there is none, or it is used up for the password, they stop the command. */
function promptsFor(io: CommandIo, stdinIsTaken: boolean | undefined): HostPrompts {
  if (io.stdin.isTTY && io.stderr.isTTY && !stdinIsTaken) return terminalPrompts(io);
  return {
    ask: async (prompt) => {
      const question =
        prompt.kind === 'choice' || prompt.kind === 'fields' ? prompt.message || prompt.caption : prompt.kind;
      io.stderr.write(
        `The server asks (${JSON.stringify(question)}) and nobody can answer. Add -Confirm:$false or the missing parameter.\n`,
      );
      throw new DOMException('Nobody answers.', 'AbortError');
    },
  };
}

function exitCodeOf(results: readonly HeadlessResult[], io: CommandIo): number {
  if (io.signal.aborted) return exitCodes.interrupted;
  const failed = results.find((result) => result.failure)?.failure;
  if (failed) return codeOf(failed);
  const bad = results.some((result) => result.errors > 0 || result.timedOut || result.outcome?.state !== 'completed');
  return bad ? exitCodes.commandErrors : exitCodes.done;
}
