import { mayChange } from './change-rule.ts';

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

/** Strings and comments, where a name is no command. */
const quoted = /'(?:[^']|'')*'|"(?:[^"`]|`[\s\S]|"")*"|<#[\s\S]*?#>|#[^\r\n]*/g;

/** What only handles objects, on this computer or on the server. */
const handling = /^(?:Select|Sort|Where|Group|ForEach|Format|Out|Compare|ConvertTo|ConvertFrom|Write)-/i;

/** Commands of a line that may change something: a watch, which nobody sits before, runs none of them. */
export function changesIn(line: string): readonly string[] {
  const bare = line.replace(quoted, "''");
  const found = [...bare.matchAll(/(?<![\w-])[a-z]+-[a-z]\w*/gi)];
  const names = found.filter(({ index }) => mayBegin(bare, index)).map(([name]) => name);
  return [...new Set(names.filter((name) => !handling.test(name) && mayChange(name)))];
}

/** Words behind which a command may stand; behind any other one stands what is said to it. */
const keywords = /(?:^|[^\w$-])(?:return|throw|exit|in|else|do|try|finally|begin|process|end)$/i;

/** Characters before a place that are looked at. */
const lookBack = 80;

/**
 * Whether a command may begin there. Servers and mailboxes have hyphens in their names, too: what stands behind a word, a
 * value or a comma is none.
 */
function mayBegin(line: string, at: number): boolean {
  const before = line.slice(Math.max(0, at - lookBack), at);
  const last = before.trimEnd();
  const isDirect = last.length === before.length;
  if (isDirect) return !/[$.:,@]$/.test(last);
  const isNewLine = /[\r\n]/.test(before.slice(last.length));
  return isNewLine || last === '' || !/[\w'"),\]*]$/.test(last) || keywords.test(last);
}
