import { createReadStream } from 'node:fs';
import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import type { HeadlessEvent, HeadlessResult } from '../app/headless/port.ts';
import { atMost } from '../async/at-most.ts';
import { keepHeapSmall } from '../async/heap.ts';
import { importFraction, literalOf } from '../domain/index.ts';
import type { CommandContext } from './context.ts';
import { type Credentials, openCredentials, passwordOption } from './credentials.ts';
import { CommandExit, codeOf, exitCodes, failureText, usageError } from './exit.ts';
import { type CommandIo, isInteractive, noticesTo, writeLine } from './io.ts';
import { refuseSplitNames, requireNames } from './names.ts';
import { Questions } from './questions.ts';
import { atOnce, confirmed, outputFormat, type RunOptions, readRunLine, scriptLine, seconds } from './run-line.ts';
import { createRunOutput, outputFormats, outputWidth, type RunOutput } from './run-output.ts';
import { requireSaved, savedLine } from './saved-line.ts';
import { readScript } from './script-text.ts';
import { StatusLine } from './status-line.ts';
import { confirming, nobodyAnswers, terminalPrompts } from './terminal-prompts.ts';

const help = `
Examples:
  exterm run ex01 "Get-Mailbox -ResultSize 5 | Select-Object Name, Database"
  exterm run "@prod" Get-ExchangeServer --compare
  exterm run "ex01,ex02,dr01" "Get-Queue | Where-Object MessageCount -gt 100" --output json
  exterm run ex01 "Get-Mailbox -ResultSize Unlimited" --output csv --timeout 600 > mailboxes.csv
  exterm run ex01 "Get-MailboxStatistics 'Adele Vance'" --password-stdin < password.txt
  exterm run ex01 --file report.ps1 -- -Days 90
  exterm run ex01 --saved "Set quota" -- -Identity mira -Quota 50GB

Names are separated by commas; "@prod" means all of that group, "ex*" all with such a name, in quotes as shells have their
own @ and *. The command runs on eight of them at once (--at-once). Options may stand behind the command; put the command in double
quotes, which cmd.exe, PowerShell and sh all know, and quotes of its own in single ones; a $ in it wants single quotes in
PowerShell and sh. PowerShell has no <: there it is Get-Content password.txt | exterm run …

Standard output carries the results only: with several servers a block each, and in json and csv the property
PSComputerName. csv has the columns of the first object, as Export-Csv, and text as it is: with --guard-formulas a
spreadsheet runs nothing of it. Warnings and errors go to standard error.

A connection that is marked read-only refuses what changes something; one that asks wants its name typed, or beforehand
with --confirm-name.

Exit code: 0 done, 1 the command had errors or was stopped by --timeout, 2 usage, 3 a server could not be connected to,
4 credentials refused, 130 interrupted. A script that ends with exit N: N.`;

export function addRunCommand(program: Command, context: CommandContext): void {
  const command = passwordOption(
    program
      .command('run <names> [command...]')
      .description('runs a command on one or several servers at once and closes their sessions')
      .addOption(
        new Option('--output <format>', 'how results are written')
          .choices(outputFormats)
          .argParser(outputFormat)
          .default('table'),
      )
      .option('--guard-formulas', "in csv, put a ' before text that a spreadsheet would run as a formula")
      .option('--file <script>', 'run a script, with what stands behind it as its arguments; - for standard input')
      .option('--saved <command>', 'run a saved command, with what stands behind -- as its parameters')
      .option('--no-profile', 'without the profile.ps1 of the configuration folder')
      .option('--compare', 'answers that are alike as one block, and of the others what differs from most')
      .option('--at-once <servers>', 'so many servers work at the same time', atOnce, 8)
      .option(
        '--confirm-name <name>',
        'confirm changes on a connection that asks before them; can be given several times',
        confirmed,
      )
      .option('--timeout <seconds>', 'stop after so many seconds, connecting and import included', seconds),
  )
    // What follows the names is the line to run: its dashes are the cmdlet's, not exterm's.
    .passThroughOptions()
    .addHelpText('after', help);
  command.action(async (names: string, words: string[], given: RunOptions) => {
    const { io } = context;
    const { line: typed, words: behind, options, wantsHelp } = readRunLine(words, given);
    if (wantsHelp) return command.help();
    const script = options.file === undefined ? undefined : await scriptOf(options, behind, io);
    keepHeapSmall();
    const { connections, headless } = await context.services();
    const all = connections.list();
    if (options.saved === undefined) refuseSplitNames(all, names, words);
    const chosen = requireNames(all, [names]);
    const saved =
      options.saved === undefined ? undefined : requireSaved((await context.savedCommands()).read(), options.saved);
    const line = saved ? savedLine(saved, behind, chosen, all) : (script?.line ?? typed);
    const status = new StatusLine(io);
    const questions = new Questions(io, status);
    const output = createRunOutput(io, options.output, chosen, status, options);
    const credentials = await openCredentials(io, questions, options.passwordStdin);
    const tell = noticesTo(io);
    const notice = (what: string, next: string) => {
      status.clear();
      tell(what, next);
    };
    const runOne = async (name: string) => {
      const subject = chosen.length > 1 ? name : undefined;
      const canAnswer = isInteractive(io);
      const results = await headless.run({
        names: [name],
        command: line,
        ...(script && { speaksOf: script.speaksOf }),
        skipsProfile: options.profile === false,
        credentials: credentials.source,
        signal: io.signal,
        onNotice: notice,
        width: outputWidth(io.stdout),
        timeout: options.timeout === undefined ? undefined : options.timeout * 1000,
        prompts: confirming(
          options.confirmName ?? [],
          canAnswer ? terminalPrompts(questions, subject) : nobodyAnswers(io, status, subject),
        ),
        onEvent: (event) => show(event, { output, status, notice }),
      });
      await output.ended(name, results.some(isWhole));
      return results;
    };
    const results = await together(atMost(options.atOnce, chosen, runOne), { output, status, credentials });
    for (const result of results) {
      if (result.failure) await writeLine(io.stderr, failureText(result.failure, result.connection));
      else if (result.timedOut) {
        await writeLine(
          io.stderr,
          `${result.connection}: stopped after ${options.timeout} s, as --timeout says. What came until then was written.`,
        );
      }
    }
    throw new CommandExit(exitCodeOf(results, io));
  });
}

/** The line that runs a script, and the script's text, which says which cmdlets are wanted. */
async function scriptOf(
  options: RunOptions,
  words: readonly string[],
  io: CommandIo,
): Promise<{ readonly line: string; readonly speaksOf: string }> {
  if (options.file === '-') {
    if (options.passwordStdin) throw usageError('Standard input holds the password or the script, not both.');
    const text = await readScript(io.stdin);
    return { line: words.length === 0 ? text : scriptLine(`& {\n${text}\n}`, words), speaksOf: text };
  }
  const path = resolve(options.file!);
  const text = await readScript(createReadStream(path), options.file);
  const called = scriptLine(`& ${literalOf(path)}`, words);
  // What the script's own exit said: a script that it called may have left a code behind as well.
  const ownExit = '(-not $? -or $LASTEXITCODE -eq 0) -and $null -ne $LASTEXITCODE';
  // In a block: what of the line is not run is nobody's business.
  return { line: `. { ${called}; if (${ownExit}) { exit $LASTEXITCODE } }`, speaksOf: text };
}

/** The command has come to its own end, be it by an error. */
const isWhole = ({ outcome, timedOut }: HeadlessResult) =>
  !timedOut && (outcome?.state === 'completed' || outcome?.state === 'failed');

/** Waits for all, whatever becomes of one: each closes its own session. What has come is written in any case. */
async function together(
  runs: Promise<readonly PromiseSettledResult<readonly HeadlessResult[]>[]>,
  { output, status, credentials }: { output: RunOutput; status: StatusLine; credentials: Credentials },
): Promise<readonly HeadlessResult[]> {
  const settled = await runs;
  status.end();
  credentials.wipe();
  await output.end();
  return settled.flatMap((one) => {
    if (one.status === 'rejected') throw one.reason;
    return one.value;
  });
}

interface Shown {
  readonly output: RunOutput;
  readonly status: StatusLine;
  readonly notice: (what: string, next: string) => void;
}

async function show(event: HeadlessEvent, { output, status, notice }: Shown): Promise<void> {
  if (event.kind === 'records') return output.records(event.connection, event.records);
  if (event.kind === 'stage') return status.set(event.connection, event.stage);
  if (event.kind === 'retry') {
    const { attempt, most, delay, failure } = event.retry;
    const next = `Trying again in ${Math.max(1, Math.ceil(delay / 1000))} s (${attempt} of ${most}).`;
    return notice(`${event.connection}: ${failure.what}`, next);
  }
  const share = importFraction(event.progress);
  const done = share === undefined ? event.progress.received : `${Math.floor(share * 100)}%`;
  status.set(event.connection, `import ${done}`);
}

function exitCodeOf(results: readonly HeadlessResult[], io: CommandIo): number {
  if (io.signal.aborted) return exitCodes.interrupted;
  const unstarted = results.find(({ failure, outcome }) => failure && !outcome)?.failure;
  if (unstarted) return codeOf(unstarted) === exitCodes.credentialsRefused ? codeOf(unstarted) : exitCodes.noConnection;
  const exited = results.flatMap(({ outcome }) => (outcome?.state === 'completed' ? (outcome.exitCode ?? []) : []));
  const isAll = exited.length === results.length && results.every(({ timedOut }) => !timedOut);
  if (isAll) return Math.max(...exited);
  const bad = results.some(
    ({ errors, timedOut, failure, outcome }) => errors > 0 || timedOut || failure || outcome?.state !== 'completed',
  );
  return bad ? exitCodes.commandErrors : exitCodes.done;
}
