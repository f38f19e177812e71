import type { RunOutcome } from './engine.ts';

/** A line that was submitted, with what is known of its run; an older exterm kept the line alone. */
export interface HistoryEntry {
  readonly id: string;
  readonly connection: string;
  readonly line: string;
  /** Milliseconds since 1970 UTC. */
  readonly at?: number | undefined;
  /** Host of the connection URI, as it was then. */
  readonly server?: string | undefined;
  readonly milliseconds?: number | undefined;
  readonly outcome?: RunOutcome['state'] | undefined;
  readonly errors?: number | undefined;
  /** It may hold a secret: on no disk, and shown by nothing but Up on its own connection. */
  readonly isHidden?: boolean | undefined;
}

/** What came of a line. */
export type HistoryFacts = Pick<HistoryEntry, 'milliseconds' | 'outcome' | 'errors'>;

/** Lines of a connection that are kept. */
export const historyLimit = 1000;

/** A walk with Up and Down through the lines that begin with what was typed. */
export interface HistoryWalk {
  /** The one that comes first at the first place. */
  readonly lines: readonly string[];
  /** Where it stands; -1 is the draft. */
  readonly position: number;
  /** What was being typed. */
  readonly draft: string;
}

/** By their time; those of an older exterm, which have none, come first. */
export function inOrder(entries: readonly HistoryEntry[]): readonly HistoryEntry[] {
  return entries.toSorted((one, other) => (one.at ?? 0) - (other.at ?? 0));
}

/** The entries as a connection sees them: its own ones first, the newest first, each line once; what is hidden only there. */
export function historyOf(entries: readonly HistoryEntry[], connection: string): readonly HistoryEntry[] {
  const newestFirst = entries.toReversed();
  const own = newestFirst.filter((one) => one.connection === connection);
  const others = newestFirst.filter((one) => one.connection !== connection && !one.isHidden);
  const seen = new Set<string>();
  return [...own, ...others].filter(({ line }) => !seen.has(line) && seen.add(line));
}

/** One step back (-1) or forth (+1) from the text that stands there. Undefined where there is nothing further. */
export function walk(
  entries: readonly HistoryEntry[],
  connection: string,
  before: HistoryWalk | undefined,
  step: -1 | 1,
  shown: string,
): { readonly walk: HistoryWalk | undefined; readonly text: string } | undefined {
  const { lines, position, draft } = before ?? begun(entries, connection, step, shown);
  const next = position - step;
  if (next < -1 || next >= lines.length) return undefined;
  return next === -1
    ? { walk: undefined, text: draft }
    : { walk: { lines, position: next, draft }, text: lines[next]! };
}

function begun(entries: readonly HistoryEntry[], connection: string, step: -1 | 1, draft: string): HistoryWalk {
  // Behind what is being typed there is nothing.
  if (step > 0) return { lines: [], position: -1, draft };
  const typed = draft.toLowerCase();
  const lines = historyOf(entries, connection)
    .map(({ line }) => line)
    .filter((line) => line !== draft && line.toLowerCase().startsWith(typed));
  return { lines, position: -1, draft };
}

/** How the newest line that begins with the text goes on, the connection's own ones first; undefined where none does. */
export function ghostOf(entries: readonly HistoryEntry[], connection: string, text: string): string | undefined {
  if (text.trim() === '' || text.includes('\n')) return undefined;
  const typed = text.toLowerCase();
  let other: string | undefined;
  for (let index = entries.length - 1; index >= 0; index--) {
    const { line, isHidden, connection: where } = entries[index]!;
    const fits = !isHidden && line.length > text.length && !line.includes('\n') && begins(line, typed);
    if (fits && where === connection) return line.slice(text.length);
    if (fits) other ??= line.slice(text.length);
  }
  return other;
}

const begins = (line: string, typed: string) => line.slice(0, typed.length).toLowerCase() === typed;
