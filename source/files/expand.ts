import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { hasWildcard, wildcard } from '../language/index.ts';

/** Paths that one pattern may stand for. */
const most = 1_000_000;

/** The paths that an absolute pattern stands for, folder by folder; names that begin with a dot only where it says so. */
export async function expandPattern(pattern: string, root: string): Promise<readonly string[]> {
  let found: readonly string[] = [root];
  for (const part of pattern.slice(root.length).split(/[\\/]/)) {
    if (part === '') continue;
    const next: string[] = [];
    for (const folder of found) {
      if (hasWildcard(part)) next.push(...(await matching(folder, part)));
      else if (await isThere(join(folder, part.replace(/`(.)/g, '$1'))))
        next.push(join(folder, part.replace(/`(.)/g, '$1')));
      if (next.length > most) throw new RangeError('The pattern stands for too many files.');
    }
    found = next;
  }
  return found;
}

async function matching(folder: string, part: string): Promise<readonly string[]> {
  const fits = wildcard(part);
  // What is no folder, or may not be read, has nothing in it.
  const names = await readdir(folder).catch(() => []);
  return names
    .filter((name) => fits(name) && (part.startsWith('.') || !name.startsWith('.')))
    .toSorted((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1))
    .map((name) => join(folder, name));
}

const isThere = (path: string) =>
  stat(path).then(
    () => true,
    () => false,
  );
