/** What a server answered, as lines that can be compared. */
export interface Answer<Detail> {
  readonly server: string;
  /** Equal lines are equal answers; how many blanks stand between words does not count. */
  readonly lines: readonly string[];
  readonly detail: Detail;
}

/** Servers that answered alike. */
export interface Fold<Detail> {
  readonly servers: readonly string[];
  readonly lines: readonly string[];
  /** Of the first of them. */
  readonly detail: Detail;
}

/** One fold for each answer that differs, that of the most servers first, otherwise in the order of the answers. */
export function fold<Detail>(answers: readonly Answer<Detail>[]): readonly Fold<Detail>[] {
  const folds = new Map<string, { readonly servers: string[]; readonly first: Answer<Detail> }>();
  for (const answer of answers) {
    const key = keyOf(answer.lines);
    const found = folds.get(key);
    if (found) found.servers.push(answer.server);
    else folds.set(key, { servers: [answer.server], first: answer });
  }
  return [...folds.values()]
    .map(({ servers, first }) => ({ servers, lines: first.lines, detail: first.detail }))
    .toSorted((one, other) => other.servers.length - one.servers.length);
}

/** By the lines themselves: answers are folded anew whenever one more has come. */
const keys = new WeakMap<readonly string[], string>();

function keyOf(lines: readonly string[]): string {
  let key = keys.get(lines);
  if (key === undefined) {
    key = lines.map(essence).join('\n');
    keys.set(lines, key);
  }
  return key;
}

/** Lines that only one side has, each as often as it has it more often than the other. */
export interface Difference {
  readonly missing: readonly string[];
  readonly added: readonly string[];
}

export function difference(from: readonly string[], to: readonly string[]): Difference {
  return { missing: beyond(from, to), added: beyond(to, from) };
}

function beyond(lines: readonly string[], others: readonly string[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const line of others) counts.set(essence(line), (counts.get(essence(line)) ?? 0) + 1);
  return lines.filter((line) => {
    const left = counts.get(essence(line)) ?? 0;
    if (left > 0) counts.set(essence(line), left - 1);
    return left === 0;
  });
}

/** Columns are as wide as their widest cell, which may be another server's. */
const essence = (line: string) =>
  line
    .trim()
    .replace(/[ \t]{2,}/g, ' ')
    .replace(/-{2,}/g, '--');
