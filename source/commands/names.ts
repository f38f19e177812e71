import { type Connection, findConnection } from '../domain/index.ts';
import { usageError } from './exit.ts';

/** The connection of that name. A usage error names those that there are, the likely one first. */
export function requireConnection(all: readonly Connection[], name: string): Connection {
  const found = findConnection(all, name);
  if (found) return found;
  const near = nearest(
    name,
    all.map((connection) => connection.name),
  );
  const known =
    all.length > 0 ? `Known are: ${all.map((connection) => connection.name).join(', ')}.` : 'None is saved.';
  throw usageError(
    `There is no connection "${name}".${near ? ` Did you mean "${near}"?` : ''} ${known}\n` +
      `Save one with: exterm connections add ${name} --server <full server name>`,
  );
}

/** Names given one by one or separated by commas; each must exist. */
export function requireNames(all: readonly Connection[], given: readonly string[]): readonly string[] {
  const names = given.flatMap((text) => text.split(',')).filter((name) => name !== '');
  return [...new Set(names.map((name) => requireConnection(all, name).name))];
}

/** The candidate at most two edits away, if one is. */
function nearest(name: string, candidates: readonly string[]): string | undefined {
  const ranked = candidates
    .map((candidate) => ({ candidate, distance: editDistance(name.toLowerCase(), candidate.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance);
  return ranked[0] && ranked[0].distance <= 2 ? ranked[0].candidate : undefined;
}

function editDistance(from: string, to: string): number {
  let previous = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let i = 1; i <= from.length; i++) {
    const current = [i];
    for (let j = 1; j <= to.length; j++) {
      const substitution = previous[j - 1]! + (from[i - 1] === to[j - 1] ? 0 : 1);
      current[j] = Math.min(previous[j]! + 1, current[j - 1]! + 1, substitution);
    }
    previous = current;
  }
  return previous[to.length]!;
}
