import type { Command } from 'commander';
import type { HeadlessSessions } from '../app/headless/port.ts';
import type { Connection } from '../domain/index.ts';
import type { CommandContext } from './context.ts';
import { openCredentials, passwordOption } from './credentials.ts';
import { CommandExit, codeOf, failureText, usageError } from './exit.ts';
import { type CommandIo, noticesTo, writeLine } from './io.ts';
import { requireNames } from './names.ts';
import { printJson } from './print.ts';
import { Questions } from './questions.ts';
import { printReports, sessionFacts } from './session-report.ts';

const help = `
Examples:
  exterm sessions
  exterm sessions ex01 --password-stdin < password.txt
  exterm sessions --json > sessions.json

Without names: everything in the ledger, and the servers that can be asked without a password. With --json each session
has id, connection, server, owner, client, state, opened, lastActivity and closes (ISO 8601), age, idle and remaining
(milliseconds), whose, orphan and why; null where nobody knows. exterm clean removes them.`;

export function addSessionsCommand(program: Command, context: CommandContext): void {
  passwordOption(
    program
      .command('sessions [names...]')
      .description('shows the sessions that exterms opened and those that the servers list, whose they are and why')
      .option('--json', 'as an array of objects'),
  )
    .addHelpText('after', help)
    .action(async (names: string[], options: { json?: boolean; passwordStdin?: boolean }) => {
      const { io } = context;
      requireNamesForPassword(names, options.passwordStdin);
      const { connections, headless } = await context.services();
      const chosen = requireNames([...connections.list(), ...(await headless.removed())], names);
      const credentials = await openCredentials(io, new Questions(io), options.passwordStdin);
      const found = await headless
        .sessions({ names: chosen, credentials: credentials.source, signal: io.signal, onNotice: noticesTo(io) })
        .finally(credentials.wipe);
      const now = Date.now();
      if (options.json) {
        const located = await connections.located();
        await printJson(
          io.stdout,
          found.reports.map((report) => sessionFacts(report, located, now)),
        );
      } else {
        await printReports(io.stdout, found.reports, now);
      }
      const unasked = chosen.length > 0 ? [] : unaskedNames(found, connections.list());
      if (found.reports.length === 0) {
        const isSure = found.problems.length === 0 && unasked.length === 0;
        await writeLine(io.stderr, isSure ? 'No session is open and none was left behind.' : 'No session is known of.');
      }
      await tellGaps(io, found, unasked);
      const problem = found.problems[0];
      if (problem) throw new CommandExit(codeOf(problem.failure));
    });
}

/** One password goes to the servers that it is meant for, not to every one there is: accounts lock. */
export function requireNamesForPassword(names: readonly string[], passwordStdin: boolean | undefined): void {
  if (passwordStdin && names.length === 0) throw usageError('Name the connections that the password is for.');
}

/** What could not be found out, on standard error. Without names servers that want a password are left out. */
export async function tellGaps(io: CommandIo, found: HeadlessSessions, unasked: readonly string[]): Promise<void> {
  if (unasked.length > 0) {
    await writeLine(io.stderr, `Not asked, because that takes a password: ${unasked.join(', ')}. Name one to ask it.`);
  }
  for (const { connection, failure } of found.problems) await writeLine(io.stderr, failureText(failure, connection));
}

/** Connections that no survey without names asks, but for those with a line in the ledger. */
export function unaskedNames(found: HeadlessSessions, all: readonly Connection[]): readonly string[] {
  const heard = new Set([...found.reports, ...found.problems].map(({ connection }) => connection.toLowerCase()));
  return all
    .filter(
      ({ name, authentication, sandboxServer }) =>
        authentication === 'Basic' && sandboxServer === undefined && !heard.has(name.toLowerCase()),
    )
    .map(({ name }) => name);
}
