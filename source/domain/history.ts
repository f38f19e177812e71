/** Lines that were submitted on a connection, oldest first, with the walk that Up and Down make through them. */
export interface History {
  readonly lines: readonly string[];
  /** Where Up and Down stand; `lines.length` is the line being typed. */
  readonly position: number;
  /** The line being typed, kept while walking. */
  readonly draft: string;
}

export const historyLimit = 1000;

export function emptyHistory(lines: readonly string[] = []): History {
  const kept = lines.slice(-historyLimit);
  return { lines: kept, position: kept.length, draft: '' };
}

/** Adds a submitted line; empty ones and a repetition of the last one are not kept. */
export function remember(history: History, line: string): History {
  const kept = line.trim() === '' || history.lines.at(-1) === line ? history.lines : [...history.lines, line];
  return emptyHistory(kept);
}

/** One step back (-1) or forth (+1) from the text shown now. Undefined where there is nothing further. */
export function walk(history: History, step: -1 | 1, shown: string): { history: History; text: string } | undefined {
  const position = history.position + step;
  if (position < 0 || position > history.lines.length) return undefined;
  const draft = history.position === history.lines.length ? shown : history.draft;
  const text = position === history.lines.length ? draft : history.lines[position]!;
  return { history: { ...history, position, draft }, text };
}

/** Lines that contain the text, any case, newest first, without repetitions. */
export function searchHistory(history: History, text: string): readonly string[] {
  const wanted = text.toLowerCase();
  return [...new Set(history.lines.toReversed())].filter((line) => line.toLowerCase().includes(wanted));
}
