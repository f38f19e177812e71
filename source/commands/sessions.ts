import type { Command } from 'commander';
import type { HeadlessSessions } from '../app/headless.ts';
import { type Connection, findConnection, remaining, type ShellReport } from '../domain/index.ts';
import type { CommandContext } from './context.ts';
import { credentialSource, passwordOption } from './credentials.ts';
import { CommandExit, codeOf, exitCodes, failureText } from './exit.ts';
import { type CommandIo, writeLine } from './io.ts';
import { requireNames } from './names.ts';
import { printTable } from './print.ts';
import { spanText } from './spans.ts';

export function addSessionsCommand(program: Command, context: CommandContext): void {
  passwordOption(
    program
      .command('sessions [names...]')
      .description('the shells that exterms opened and those that the servers list, whose they are and why')
      .option('--json', 'as an array of objects'),
  ).action(async (names: string[], options: { json?: boolean; passwordStdin?: boolean }) => {
    const { connections, headless } = await context.services();
    const all = connections.list();
    const found = await headless.sessions({
      names: requireNames(all, names),
      credentials: await credentialSource(context.io, options.passwordStdin),
      signal: context.io.signal,
    });
    await printSessions(context.io, found, all, options.json === true);
    const worst = found.problems[0];
    if (worst) throw new CommandExit(found.reports.length > 0 ? exitCodes.commandErrors : codeOf(worst.failure));
  });
}

/** The report on standard output, servers that could not be asked on standard error. */
export async function printSessions(
  io: CommandIo,
  found: HeadlessSessions,
  connections: readonly Connection[],
  asJson: boolean,
): Promise<void> {
  const now = Date.now();
  if (asJson) {
    await writeLine(
      io.stdout,
      JSON.stringify(
        found.reports.map((report) => sessionFacts(report, connections, now)),
        undefined,
        2,
      ),
    );
  } else if (found.reports.length === 0) {
    await writeLine(io.stderr, 'No sessions are open and none was left behind.');
  } else {
    await printSessionTable(io, found.reports, now);
  }
  for (const { connection, failure } of found.problems) await writeLine(io.stderr, failureText(failure, connection));
}

export async function printSessionTable(io: CommandIo, reports: readonly ShellReport[], now: number): Promise<void> {
  await printTable(
    io.stdout,
    ['Connection', 'Id', 'State', 'Age', 'Idle', 'Left', 'Whose', 'Orphan', 'Why'],
    reports.map((report) => {
      const facts = sessionFacts(report, [], now);
      return [
        report.connection,
        report.shellId,
        facts.state ?? '',
        spanText(facts.age),
        spanText(facts.idle),
        spanText(facts.remaining),
        report.whose,
        report.isOrphan ? 'yes' : 'no',
        report.why,
      ];
    }),
  );
}

/** One session as `--json` shows it; times in milliseconds, null where nobody knows. */
export function sessionFacts(report: ShellReport, connections: readonly Connection[], now: number) {
  const { lease, shell } = report;
  const idle = shell?.inactivity ?? (lease ? Math.max(0, now - lease.lastActivity) : undefined);
  const timeout = shell?.idleTimeout ?? lease?.idleTimeout;
  const left = lease
    ? (remaining(lease, now) ?? undefined)
    : idle !== undefined && timeout !== undefined
      ? Math.max(0, timeout - idle)
      : undefined;
  return {
    id: report.shellId,
    connection: report.connection,
    server: lease?.url ?? findConnection(connections, report.connection)?.url ?? null,
    owner: shell?.owner ?? lease?.user ?? null,
    client: shell?.clientIp ?? lease?.host ?? null,
    state: shell?.state ?? null,
    age: shell?.runTime ?? (lease ? now - lease.opened : null),
    idle: idle ?? null,
    remaining: left ?? null,
    whose: report.whose,
    orphan: report.isOrphan,
    why: report.why,
  };
}
