import { appendFileSync, existsSync, rmSync, writeFileSync } from 'node:fs';
import { appendFile, open, readdir, readFile, rm, truncate } from 'node:fs/promises';
import path from 'node:path';
import { codeOf, fileTrouble, spoolTrouble } from './file-trouble.ts';
import { makeFolders } from './folder.ts';
import { type OwnProcess, ownProcess, stateOf } from './processes.ts';

/** Where a piece lies in one of a spool's files. */
export interface SpoolPlace {
  readonly file: string;
  readonly offset: number;
  readonly length: number;
}

/**
 * A folder for what does not fit into memory, readable by the user alone: made when it is first needed, removed at the
 * end, and by the next exterm where this one is killed.
 */
export interface Spool {
  /** Writes behind what the file of that name holds. FailureError `local.spool` where the system refuses. */
  append(file: string, data: Uint8Array): Promise<SpoolPlace>;
  read(place: SpoolPlace): Promise<Uint8Array>;
  remove(file: string): Promise<void>;
  /** Removes all of it, at once. Nothing is written after that. */
  end(): void;
  /** Removes those of exterms that have ended without doing so. */
  sweep(): Promise<void>;
}

const ownerName = 'owner.json';

/** @param folder where the spools of all exterms of this user lie */
export function openSpool(folder: string, given?: OwnProcess): Spool {
  let name: string | undefined;
  // Most starts need no spool, and what makes names by chance takes long to load.
  const mine = () => {
    name ??= `${(given ?? process).pid}-${crypto.randomUUID().slice(0, 8)}`;
    return path.join(folder, name);
  };
  const sizes = new Map<string, number>();
  let isMade = false;
  let isOver = false;
  const make = () => {
    if (isMade) return;
    makeFolders(mine());
    isMade = true;
    writeFileSync(path.join(mine(), ownerName), JSON.stringify(given ?? ownProcess()), { mode: 0o600 });
  };
  return {
    append: async (file, data) => {
      const target = path.join(mine(), file);
      try {
        if (isOver) throw new Error('exterm is ending.');
        make();
        const offset = sizes.get(file) ?? 0;
        if (offset === 0) appendFileSync(target, '', { mode: 0o600 });
        await appendFile(target, data);
        sizes.set(file, offset + data.length);
        return { file, offset, length: data.length };
      } catch (error) {
        // What was half written keeps no room from what matters more: the ledger may lie on the same disk.
        if (sizes.has(file)) await truncate(target, sizes.get(file)).catch(() => {});
        else await rm(target, { force: true }).catch(() => {});
        throw spoolTrouble(path.dirname(target), error);
      }
    },
    read: async ({ file, offset, length }) => {
      const target = path.join(mine(), file);
      try {
        const handle = await open(target, 'r');
        try {
          const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, offset);
          return buffer.subarray(0, bytesRead);
        } finally {
          await handle.close();
        }
      } catch (error) {
        throw fileTrouble('read', target, error);
      }
    },
    remove: async (file) => {
      sizes.delete(file);
      await rm(path.join(mine(), file), { force: true });
    },
    end: () => {
      isOver = true;
      if (isMade) rmSync(mine(), { recursive: true, force: true });
    },
    sweep: () => sweep(folder),
  };
}

async function sweep(folder: string): Promise<void> {
  if (!existsSync(folder)) return;
  for (const name of await readdir(folder)) {
    const one = path.join(folder, name);
    try {
      const owner: unknown = JSON.parse(await readFile(path.join(one, ownerName), 'utf8'));
      if (isOwner(owner) && (await stateOf(owner)) === 'gone') await rm(one, { recursive: true, force: true });
    } catch (error) {
      // One that is being made or removed just now, or none of ours.
      if (codeOf(error) === undefined && !(error instanceof SyntaxError)) throw error;
    }
  }
}

function isOwner(value: unknown): value is OwnProcess {
  const { pid, processStarted, host } = (value ?? {}) as Partial<OwnProcess>;
  return typeof pid === 'number' && typeof processStarted === 'string' && typeof host === 'string';
}
