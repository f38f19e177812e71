import { findConnection, type ShellReport, spanText } from '../domain/index.ts';
import { neutralise } from '../format/index.ts';
import { widthOf } from '../text/width.ts';
import type { LocatedConnection } from './context.ts';
import { columnsOf, type Output } from './io.ts';
import { printLines, tableLines } from './print.ts';

/** A table where it fits or where no terminal is, else some lines a session. */
export function printReports(stream: Output, reports: readonly ShellReport[], now: number): Promise<void> {
  if (reports.length === 0) return Promise.resolve();
  const table = tableLines(
    ['Connection', 'Id', 'State', 'Age', 'Idle', 'Left', 'Whose', 'Orphan', 'Why'],
    reports.map((report) => {
      const { state, age, idle, remaining: left } = sessionFacts(report, [], now);
      return [
        report.connection,
        report.shellId,
        state ?? '',
        spanText(age),
        spanText(idle),
        spanText(left),
        report.whose,
        report.isOrphan ? 'yes' : 'no',
        report.why,
      ];
    }),
  );
  const fits = !stream.isTTY || table.every((line) => widthOf(line) <= columnsOf(stream));
  return printLines(stream, fits ? table : reports.flatMap((report, index) => reportLines(report, index, now)));
}

function reportLines(report: ShellReport, index: number, now: number): readonly string[] {
  const { state, age, idle, remaining: left } = sessionFacts(report, [], now);
  const spans = [
    ['open', age],
    ['idle', idle],
    ['left', left],
  ] as const;
  const times = spans.flatMap(([word, span]) => (span === null ? [] : [`${word} ${spanText(span)}`]));
  return [
    ...(index > 0 ? [''] : []),
    `${report.connection}  ${report.shellId}  ${report.isOrphan ? 'orphan' : report.whose}`,
    `  ${[...(state ? [state] : []), ...times].join(', ')}`,
    `  ${report.why}`,
  ].map(neutralise);
}

/** One session as `--json` shows it: spans in milliseconds, times in ISO 8601, null where nobody knows. */
export function sessionFacts(report: ShellReport, connections: readonly LocatedConnection[], now: number) {
  const { lease, shell } = report;
  const opened = lease?.opened ?? (shell?.runTime === undefined ? undefined : now - shell.runTime);
  // The server's own count is right where it gives one; the ledger does not see every answer.
  const lastActivity = shell?.inactivity === undefined ? lease?.lastActivity : now - shell.inactivity;
  const timeout = shell?.idleTimeout ?? lease?.idleTimeout;
  const closes = lastActivity === undefined || timeout === undefined ? undefined : lastActivity + timeout;
  const since = (time: number | undefined) => (time === undefined ? null : Math.max(0, now - time));
  return {
    id: report.shellId,
    connection: report.connection,
    server: lease?.url ?? findConnection(connections, report.connection)?.url ?? null,
    owner: shell?.owner ?? lease?.user ?? null,
    client: shell?.clientIp ?? lease?.host ?? null,
    state: shell?.state ?? null,
    opened: isoTime(opened),
    lastActivity: isoTime(lastActivity),
    closes: isoTime(closes),
    age: shell?.runTime ?? since(opened),
    idle: since(lastActivity),
    remaining: closes === undefined ? null : Math.max(0, closes - now),
    whose: report.whose,
    orphan: report.isOrphan,
    why: report.why,
  };
}

function isoTime(milliseconds: number | undefined): string | null {
  if (milliseconds === undefined) return null;
  const date = new Date(milliseconds);
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}
