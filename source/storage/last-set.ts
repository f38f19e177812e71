import { readFileSync } from 'node:fs';
import { withFile } from './file-trouble.ts';
import { makePrivateFolder } from './folder.ts';
import { storedPlaces } from './places.ts';
import { replaceFileSync } from './replace-file.ts';

/** The connections that were open last, to be offered at the next start. */
export interface LastSet {
  /** Names, in the order in which they were opened; none where the file cannot be read. */
  read(): readonly string[];
  /** Throws where the file cannot be written. */
  write(names: readonly string[]): void;
}

/** Names that are read: nobody has more open. */
const most = 1000;

export function openLastSet(folder: string): LastSet {
  const file = storedPlaces(folder).lastSet;
  return {
    read: () => {
      try {
        const { open } = JSON.parse(readFileSync(file, 'utf8')) as { open?: unknown };
        return Array.isArray(open) ? open.filter((name) => typeof name === 'string').slice(0, most) : [];
      } catch {
        return [];
      }
    },
    write: (names) =>
      withFile('write', file, () => {
        makePrivateFolder(folder);
        replaceFileSync(file, `${JSON.stringify({ open: names })}\n`);
      }),
  };
}
