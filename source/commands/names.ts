import {
  type Choosable,
  type Connection,
  choiceOf,
  chosenBy,
  connectionNameProblem,
  findConnection,
  groupsOf,
} from '../domain/index.ts';
import { usageError } from './exit.ts';
import { didYouMean, nearest } from './suggest.ts';

/** The connection of that name. A usage error names those that there are, the likely one first. */
export function requireConnection<T extends Choosable>(all: readonly T[], name: string): T {
  const found = findConnection(all, name);
  if (found) return found;
  const problem = connectionNameProblem(name);
  const names = all.map((connection) => connection.name);
  const near = nearest(name, names);
  const known = all.length > 0 ? knownAre(names) : 'None is saved.';
  throw usageError(
    `There is no connection "${name}".${didYouMean(near)} ${known}\n` +
      (problem ?? `Save one with: exterm connections add ${name} --server <full server name>`),
  );
}

/** Names of a sentence, so many as somebody reads. */
const mostKnown = 20;

function knownAre(names: readonly string[]): string {
  if (names.length <= mostKnown) return `Known are: ${names.join(', ')}.`;
  return `Known are ${names.length}, which exterm connections lists: ${names.slice(0, mostKnown).join(', ')}, …`;
}

/**
 * Names, groups (`@prod`) and patterns (`ex*`), given one by one or separated by commas; each must choose something. In the
 * order given, each connection once. Nothing given means nothing chosen.
 */
export function requireNames(all: readonly Choosable[], given: readonly string[]): readonly string[] {
  const words = given.flatMap((text) => text.split(',')).map((word) => word.trim());
  // An empty variable in a script must never come to mean every server.
  if (words.some((word) => word === '')) {
    throw usageError('A connection name is empty: give names, separated by commas, such as ex01,ex02.');
  }
  return [...new Set(words.flatMap((word) => required(all, word)))];
}

function required(all: readonly Choosable[], word: string): readonly string[] {
  const choice = choiceOf(word);
  if (choice.kind === 'name') return [requireConnection(all, word).name];
  const chosen = chosenBy(choice, all).map(({ name }) => name);
  if (chosen.length > 0) return chosen;
  if (choice.kind === 'pattern') {
    throw usageError(`No connection's name is like "${word}". ${knownAre(all.map(({ name }) => name))}`);
  }
  const groups = groupsOf(all);
  const near = nearest(choice.group, groups);
  throw usageError(
    groups.length === 0
      ? `No connection is in a group. Put one in with: exterm connections edit <name> --group ${choice.group || 'prod'}`
      : `There is no group "${choice.group}".${didYouMean(near && `@${near}`)} There are: ${groups.map((group) => `@${group}`).join(', ')}.`,
  );
}

/** Names are one word, with commas. As words of their own (a variable of PowerShell's may be that) the second would be run. */
export function refuseSplitNames(all: readonly Connection[], names: string, words: readonly string[]): void {
  const [word = '', next] = words;
  if (next === undefined || !findConnection(all, word)) return;
  throw usageError(
    `"${word}" is a connection, and stands where the command should.\n` +
      `Several names are one word, with commas: exterm run "${names},${word}" "${next}"`,
  );
}
