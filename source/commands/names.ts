import { type Connection, connectionNameProblem, findConnection } from '../domain/index.ts';
import { usageError } from './exit.ts';
import { nearest } from './suggest.ts';

/** The connection of that name. A usage error names those that there are, the likely one first. */
export function requireConnection(all: readonly Connection[], name: string): Connection {
  const found = findConnection(all, name);
  if (found) return found;
  const problem = connectionNameProblem(name);
  const names = all.map((connection) => connection.name);
  const near = nearest(name, names);
  const known = all.length > 0 ? `Known are: ${names.join(', ')}.` : 'None is saved.';
  throw usageError(
    `There is no connection "${name}".${near ? ` Did you mean "${near}"?` : ''} ${known}\n` +
      (problem ?? `Save one with: exterm connections add ${name} --server <full server name>`),
  );
}

/** Names given one by one or separated by commas; each must exist. Nothing given means nothing chosen. */
export function requireNames(all: readonly Connection[], given: readonly string[]): readonly string[] {
  const names = given.flatMap((text) => text.split(',')).map((name) => name.trim());
  // An empty variable in a script must never come to mean every server.
  if (names.some((name) => name === '')) {
    throw usageError('A connection name is empty: give names, separated by commas, such as ex01,ex02.');
  }
  return [...new Set(names.map((name) => requireConnection(all, name).name))];
}
