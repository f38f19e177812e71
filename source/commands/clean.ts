import { type Command, InvalidArgumentError, Option } from 'commander';
import type { HeadlessClean, HeadlessCleaned } from '../app/headless/port.ts';
import { presentable } from '../app/output/presentable.ts';
import type { RemovalOutcome } from '../app/shells/outcome.ts';
import type { ShellReport } from '../domain/index.ts';
import { neutralise } from '../text/neutralise.ts';
import type { CommandContext } from './context.ts';
import { openCredentials, passwordOption } from './credentials.ts';
import { CommandExit, codeOf, exitCodes, usageError } from './exit.ts';
import { isInteractive, noticesTo, writeLine } from './io.ts';
import { requireNames } from './names.ts';
import { printJson } from './print.ts';
import { Questions } from './questions.ts';
import { printReports, sessionFacts } from './session-report.ts';
import { requireNamesForPassword, tellGaps, unaskedNames } from './sessions.ts';

interface CleanOptions {
  readonly orphans?: boolean;
  readonly all?: boolean;
  readonly others?: boolean;
  readonly idle?: number;
  readonly id?: string;
  readonly dryRun?: boolean;
  readonly yes?: boolean;
  readonly json?: boolean;
  readonly passwordStdin?: boolean;
}

const help = `
Examples:
  exterm clean --orphans                     asks first
  exterm clean --orphans --yes               for scripts
  exterm clean ex01 --others --idle 10m
  exterm clean ex01 ex02 --all --dry-run
  exterm clean ex01 --id 0c6e2f6c-d038-4493-a276-e73794b6dbb7

An orphan is a session that an exterm of yours left open when it ended. Consoles, other programs and exterms of other
computers are never orphans, however long they idle: --others removes those that have been idle for so long, --id any.
exterm sessions shows all of them with the reason. A session of a running exterm goes only by --id.

Exit code: 0 removed or nothing to do, 1 something was not removed, 2 usage, 3 a server could not be asked, 4 credentials
refused, 130 interrupted or not confirmed.`;

export function addCleanCommand(program: Command, context: CommandContext): void {
  passwordOption(
    program
      .command('clean [names...]')
      .description('removes sessions and says of each what came of it')
      .option('--orphans', 'sessions that an exterm of yours left open when it ended')
      .option('--others', "sessions of other clients and of other computers' exterms that have been idle long enough")
      .addOption(
        new Option('--idle <time>', 'with --others: how long, such as 90s, 10m, 2h')
          .argParser(idleTime)
          .default(undefined, '10m'),
      )
      .option('--all', "all of the account's sessions but those of an exterm that is running")
      .option('--id <id>', 'this one session, whoever owns it')
      .option('--dry-run', 'say what would be removed, and remove nothing')
      .option('--yes', 'do not ask')
      .option('--json', 'as an array of objects'),
  )
    .addHelpText('after', help)
    .action(async (names: string[], options: CleanOptions) => {
      const { io } = context;
      const selection = selectionOf(options);
      requireNamesForPassword(names, options.passwordStdin);
      const { connections, headless } = await context.services();
      const questions = new Questions(io);
      const chosen = requireNames([...connections.list(), ...(await headless.removed())], names);
      const confirm = async (reports: readonly ShellReport[]): Promise<boolean> => {
        if (options.yes || options.dryRun || reports.length === 0) return true;
        if (!isInteractive(io)) {
          throw usageError(`${count(reports.length)} would be removed. Say --yes to do it, or --dry-run to see which.`);
        }
        await printReports(io.stderr, reports, Date.now());
        return questions.yes(`Remove ${count(reports.length)}?`);
      };
      const credentials = await openCredentials(io, questions, options.passwordStdin);
      const cleaned = await headless
        .clean({
          names: chosen,
          credentials: credentials.source,
          signal: io.signal,
          onNotice: noticesTo(io),
          selection,
          dryRun: options.dryRun === true,
          confirm,
        })
        .finally(credentials.wipe);
      if (!cleaned.confirmed) throw new CommandExit(exitCodes.interrupted, 'Nothing was removed.');
      const isLost = selection.kind === 'id' && cleaned.removals.length === 0;
      if (options.json) {
        const located = await connections.located();
        const now = Date.now();
        await printJson(
          io.stdout,
          cleaned.removals.map(({ report, outcome }) => ({
            ...sessionFacts(report, located, now),
            outcome: outcome?.result ?? 'would be removed',
            ...(outcome?.result === 'failed' ? { failure: outcome.failure.what, next: outcome.failure.next } : {}),
          })),
        );
      } else {
        for (const { report, outcome } of cleaned.removals) {
          await writeLine(io.stdout, neutralise(`${report.connection}  ${report.shellId}  ${outcomeText(outcome)}`));
        }
      }
      if (isLost) {
        await writeLine(
          io.stderr,
          `No session has the id ${options.id}: neither the ledger nor a server that was asked.`,
        );
        await writeLine(
          io.stderr,
          `Name its connection to have it removed there: exterm clean <name> --id ${options.id}`,
        );
      } else if (cleaned.removals.length === 0) await writeLine(io.stderr, 'There is nothing to remove.');
      await tellGaps(io, cleaned, names.length > 0 ? [] : unaskedNames(cleaned, connections.list()));
      throw new CommandExit(isLost ? exitCodes.commandErrors : exitCodeOf(cleaned));
    });
}

/** Idle times of less than this tell nothing: somebody may be reading. Milliseconds. */
const usualIdle = 10 * 60_000;

function idleTime(text: string): number {
  const found = /^(\d{1,6})(s|m|h)$/i.exec(text.trim());
  if (!found) throw new InvalidArgumentError('A time is a whole number with s, m or h: 90s, 10m, 2h.');
  return Number(found[1]) * { s: 1_000, m: 60_000, h: 3_600_000 }[found[2]!.toLowerCase() as 's' | 'm' | 'h'];
}

function selectionOf(options: CleanOptions): HeadlessClean['selection'] {
  const given = [options.orphans, options.others, options.all, options.id !== undefined].filter(Boolean).length;
  if (given !== 1) throw usageError('Say what to remove, one of: --orphans, --others, --all, --id <id>.');
  if (options.idle !== undefined && !options.others) throw usageError('--idle goes with --others.');
  if (options.others) return { kind: 'others', idle: options.idle ?? usualIdle };
  if (options.id === undefined) return { kind: options.all ? 'all' : 'orphans' };
  const shellId = options.id.trim().replace(/^\{(.*)\}$/, '$1');
  if (!/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(shellId)) {
    throw usageError(`"${options.id}" is not a session's id. exterm sessions shows them.`);
  }
  return { kind: 'id', shellId };
}

function exitCodeOf(cleaned: HeadlessCleaned): number {
  if (cleaned.removals.some(({ outcome }) => outcome?.result === 'failed')) return exitCodes.commandErrors;
  const problem = cleaned.problems[0];
  return problem ? codeOf(problem.failure) : exitCodes.done;
}

function outcomeText(outcome: RemovalOutcome | undefined): string {
  if (!outcome) return 'would be removed';
  switch (outcome.result) {
    case 'removed':
      return 'removed';
    case 'gone':
      return 'was gone already';
    case 'forgotten':
      return 'taken out of the ledger; the server had let it go';
    case 'removing':
      return 'not finished';
    case 'failed': {
      const { what, next } = presentable(outcome.failure);
      return `not removed: ${what} ${next}`;
    }
  }
}

const count = (n: number): string => (n === 1 ? '1 session' : `${n} sessions`);
