import type { Connection } from './connection.ts';

/** What chooses several connections at once: `@prod`, `ex*`. A plain name chooses one. */
export type Choice =
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'group'; readonly group: string }
  | { readonly kind: 'pattern'; readonly pattern: string };

export function choiceOf(text: string): Choice {
  if (text.startsWith('@')) return { kind: 'group', group: text.slice(1) };
  return /[*?]/.test(text) ? { kind: 'pattern', pattern: text } : { kind: 'name', name: text };
}

/** What of a connection chooses it. */
export type Choosable = Pick<Connection, 'name' | 'groups'>;

/** Those that are chosen, in their own order; none where there are none. Names and groups match in any case. */
export function chosenBy<T extends Choosable>(choice: Choice, all: readonly T[]): readonly T[] {
  switch (choice.kind) {
    case 'name':
      return all.filter(({ name }) => same(name, choice.name));
    case 'group':
      return all.filter(({ groups = [] }) => groups.some((group) => same(group, choice.group)));
    case 'pattern': {
      const expression = patternOf(choice.pattern);
      return all.filter(({ name }) => expression.test(name));
    }
  }
}

/**
 * The groups that connections are in, each once. Of a group that is written in several ways it is one of them, whichever
 * order the connections are in: a place on the screen is found by it.
 */
export function groupsOf(all: readonly Choosable[]): readonly string[] {
  const groups = new Map<string, string>();
  for (const group of all.flatMap((connection) => connection.groups ?? [])) {
    const known = groups.get(group.toLowerCase());
    if (known === undefined || group > known) groups.set(group.toLowerCase(), group);
  }
  return [...groups.values()];
}

/** The connection, which stands in the place of `before`, with its groups as the others write them. */
export function inKnownGroups(
  connection: Connection,
  all: readonly Connection[],
  before: Connection | undefined,
): Connection {
  if (connection.groups === undefined) return connection;
  const known = groupsOf(all.filter((one) => one !== before));
  return { ...connection, groups: connection.groups.map((group) => known.find((one) => same(one, group)) ?? group) };
}

const same = (one: string, other: string) => one.toLowerCase() === other.toLowerCase();

/** `*` for any characters, `?` for one. Runs of `*` are one: names are short, and so is the work. */
function patternOf(pattern: string): RegExp {
  const parts = pattern
    .slice(0, 80)
    .replace(/\*+/g, '*')
    .split(/([*?])/)
    .map((part) => (part === '*' ? '.*' : part === '?' ? '.' : part.replace(/[.+^${}()|[\]\\]/g, '\\$&')));
  return new RegExp(`^${parts.join('')}$`, 'iu');
}
