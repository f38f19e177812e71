/** A line that is worth being watched. */
export interface SavedWatch {
  readonly title: string;
  /** `sessions` asks for the server's sessions, which is no use of one. */
  readonly line: string;
  readonly seconds: number;
}

/** What is typed in place of a line to watch the sessions that the server lists for the account. */
export const sessionsLine = 'sessions';

/** What is typed at a group's prompt to watch how all of its open servers are. */
export const healthLine = 'health';
/** How often that looks where nothing is said. */
export const healthSeconds = 60;

export const savedWatches: readonly SavedWatch[] = [
  { title: 'Watch the mail queues', line: 'Get-Queue', seconds: 10 },
  { title: 'Watch the database copies', line: 'Get-MailboxDatabaseCopyStatus', seconds: 30 },
  { title: 'Watch the services', line: 'Test-ServiceHealth', seconds: 60 },
  { title: 'Watch the move requests', line: 'Get-MoveRequest', seconds: 30 },
  { title: 'Watch the sessions of this server', line: sessionsLine, seconds: 15 },
];

export interface WatchRequest {
  readonly seconds: number;
  readonly line: string;
}

const [least, most] = [1, 86_400];
const usual = 10;

/**
 * `watch 10 Get-Queue`: what is to be watched, and how often; every 10 seconds where nothing is said. A text where it says
 * too little, undefined where the line is no such thing.
 */
export function watchRequest(line: string): WatchRequest | string | undefined {
  const [, rest] = /^\s*watch(?:\s+([\s\S]*))?$/i.exec(line) ?? [];
  if (!/^\s*watch(?:\s|$)/i.test(line)) return undefined;
  const [, number, unit = 's', what = ''] = /^(?:(\d+)(s|m|min)?(?:\s+|$))?([\s\S]*)$/i.exec(rest ?? '') ?? [];
  if (what.trim() === '') return 'It needs a line to run, for instance: watch 10 Get-Queue';
  const seconds = number === undefined ? usual : Number(number) * (unit.toLowerCase().startsWith('m') ? 60 : 1);
  if (seconds < least || seconds > most) return `A watch looks every ${least} to ${most} seconds.`;
  return { seconds, line: what.trim() };
}
