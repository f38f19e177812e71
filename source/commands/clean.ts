import type { Command } from 'commander';
import type { HeadlessClean, HeadlessCleaned } from '../app/headless.ts';
import type { RemovalOutcome } from '../app/state.ts';
import type { ShellReport } from '../domain/index.ts';
import type { CommandContext } from './context.ts';
import { credentialSource, passwordOption } from './credentials.ts';
import { CommandExit, codeOf, exitCodes, failureText, usageError } from './exit.ts';
import { writeLine } from './io.ts';
import { requireNames } from './names.ts';
import { printSessionTable, sessionFacts } from './sessions.ts';
import { askYes } from './terminal-questions.ts';

interface CleanOptions {
  readonly orphans?: boolean;
  readonly all?: boolean;
  readonly id?: string;
  readonly dryRun?: boolean;
  readonly yes?: boolean;
  readonly json?: boolean;
  readonly passwordStdin?: boolean;
}

export function addCleanCommand(program: Command, context: CommandContext): void {
  passwordOption(
    program
      .command('clean [names...]')
      .description('removes shells and says of each what came of it')
      .option('--orphans', 'shells that nobody owns any more')
      .option('--all', "all of the account's shells but those of an exterm that is running")
      .option('--id <id>', 'this one shell, whoever owns it')
      .option('--dry-run', 'say what would be removed, and remove nothing')
      .option('--yes', 'do not ask')
      .option('--json', 'as an array of objects'),
  ).action(async (names: string[], options: CleanOptions) => {
    const selection = selectionOf(options);
    const { connections, headless } = await context.services();
    const { io } = context;
    const confirm = async (reports: readonly ShellReport[]): Promise<boolean> => {
      if (options.yes || options.dryRun || reports.length === 0) return true;
      if (!io.stdin.isTTY || options.passwordStdin) {
        throw usageError(`${count(reports.length)} would be removed. Say --yes to do it, or --dry-run to see which.`);
      }
      await printSessionTable({ ...io, stdout: io.stderr }, reports, Date.now());
      return askYes(io, `Remove ${count(reports.length)}?`);
    };
    const cleaned = await headless.clean({
      names: requireNames(connections.list(), names),
      credentials: await credentialSource(io, options.passwordStdin),
      signal: io.signal,
      selection,
      dryRun: options.dryRun === true,
      confirm,
    });
    if (options.json) {
      const facts = cleaned.removals.map(({ report, outcome }) => ({
        ...sessionFacts(report, connections.list(), Date.now()),
        outcome: outcome?.result ?? 'would be removed',
        ...(outcome?.result === 'failed' ? { failure: outcome.failure.what, next: outcome.failure.next } : {}),
      }));
      await writeLine(io.stdout, JSON.stringify(facts, undefined, 2));
    } else {
      for (const { report, outcome } of cleaned.removals) {
        await writeLine(io.stdout, `${report.connection}  ${report.shellId}  ${outcomeText(outcome)}`);
      }
      if (cleaned.removals.length === 0 && cleaned.confirmed) await writeLine(io.stderr, 'There is nothing to remove.');
    }
    for (const { connection, failure } of cleaned.problems)
      await writeLine(io.stderr, failureText(failure, connection));
    throw new CommandExit(exitCodeOf(cleaned));
  });
}

function selectionOf(options: CleanOptions): HeadlessClean['selection'] {
  const given = [options.orphans, options.all, options.id !== undefined].filter(Boolean).length;
  if (given !== 1) throw usageError('Say what to remove: --orphans, --all, or --id ID.');
  if (options.id !== undefined) return { kind: 'id', shellId: options.id };
  return { kind: options.all ? 'all' : 'orphans' };
}

function exitCodeOf(cleaned: HeadlessCleaned): number {
  if (!cleaned.confirmed) return exitCodes.interrupted;
  if (cleaned.removals.some(({ outcome }) => outcome?.result === 'failed')) return exitCodes.commandErrors;
  const problem = cleaned.problems[0];
  if (!problem) return exitCodes.done;
  return cleaned.removals.length > 0 ? exitCodes.commandErrors : codeOf(problem.failure);
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
    case 'failed':
      return `not removed: ${outcome.failure.what} ${outcome.failure.next}`;
  }
}

const count = (n: number): string => (n === 1 ? '1 session' : `${n} sessions`);
