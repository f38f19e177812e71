import { mkdirSync, readdirSync, renameSync, rmdirSync, rmSync, statSync, unlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { FailureError, localFailure } from '../domain/index.ts';
import { codeOf } from './file-trouble.ts';
import { isBusy, patiently } from './patience.ts';
import type { OwnProcess } from './processes.ts';

/** Who has a lock; `page` is the name of its only file, and no other holder has or had the same. */
export interface Holder extends OwnProcess {
  readonly page: string;
}

/** Folders that were made ready and never used: longer than this nobody waits. Milliseconds. */
const leftoverAge = 60_000;

/**
 * The lock of a file: the folder `<file>.lock` with one file in it, the page, whose name says who holds the lock. Whoever
 * wants it makes such a folder under another name and renames it: the system refuses that while one with a page is there.
 *
 * What is to replace the locked file is written on the page, which is then renamed into the file's place. To take a lock
 * away is to delete its page. Both act on that one name, so one of the two comes first: a holder that stood still for as
 * long as it may be either has written before its lock is taken, or cannot write any more.
 */
export class LockFolder {
  readonly #file: string;
  readonly #folder: string;
  readonly #own: OwnProcess;
  #ready: { readonly folder: string; readonly page: string } | undefined;

  constructor(file: string, own: OwnProcess) {
    this.#file = file;
    this.#folder = `${file}.lock`;
    this.#own = own;
  }

  /** The path of the page, once the lock is ours; undefined where somebody has it. */
  take(): string | undefined {
    this.#ready ??= this.#makeReady();
    // Windows may put a folder into the place of a file.
    if (process.platform === 'win32') this.#refuseOthers();
    try {
      renameSync(this.#ready.folder, this.#folder);
    } catch (error) {
      const code = codeOf(error);
      // Somebody cleared it away while we stood still.
      if (code === 'ENOENT') this.#ready = undefined;
      else if (!this.#isHeld(code)) throw error;
      return undefined;
    }
    const page = path.join(this.#folder, this.#ready.page);
    this.#ready = undefined;
    this.#clearLeftovers();
    return page;
  }

  /** Who has it; undefined where nobody does any more. FailureError where what is there is nobody's lock. */
  holder(): Holder | undefined {
    let pages: readonly string[];
    try {
      pages = readdirSync(this.#folder);
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return undefined;
      throw error;
    }
    const [page] = pages;
    if (page === undefined) {
      // Its holder has just let go of it, or was killed in doing so. Where a folder cannot replace an empty one, this helps.
      this.#removeIfEmpty();
      return undefined;
    }
    const holder = holderOf(page);
    if (!holder || pages.length > 1) throw inTheWay(this.#folder);
    return holder;
  }

  /** Takes the lock away from that holder, and from nobody else. */
  takeFrom({ page }: Holder): void {
    this.release(path.join(this.#folder, page));
  }

  /** Lets go of it, wherever the page is by now. */
  release(page: string): void {
    try {
      patiently(() => unlinkSync(page));
    } catch (error) {
      if (codeOf(error) !== 'ENOENT') throw error;
    }
    this.#removeIfEmpty();
  }

  /** Removes what was made ready in vain. */
  end(): void {
    if (this.#ready) rmSync(this.#ready.folder, { recursive: true, force: true });
    this.#ready = undefined;
  }

  #makeReady(): { readonly folder: string; readonly page: string } {
    const random = crypto.randomUUID().slice(0, 13);
    const folder = `${this.#folder}.${random}`;
    const page = pageOf(this.#own, random);
    mkdirSync(folder, { mode: 0o700 });
    try {
      writeFileSync(path.join(folder, page), '', { mode: 0o600, flag: 'wx' });
    } catch (error) {
      rmSync(folder, { recursive: true, force: true });
      throw error;
    }
    return { folder, page };
  }

  /** Whether a folder could not be renamed because the lock is there. */
  #isHeld(code: string | undefined): boolean {
    if (code === 'ENOTEMPTY' || code === 'EEXIST') return true;
    this.#refuseOthers(code);
    // Windows says no more than that about a folder that is there, or that was a moment ago.
    return isBusy({ code });
  }

  /** Throws FailureError where what is there is no folder. */
  #refuseOthers(code?: string): void {
    const isThere = statSync(this.#folder, { throwIfNoEntry: false });
    if (code === 'ENOTDIR' || (isThere && !isThere.isDirectory())) throw inTheWay(this.#folder);
  }

  #removeIfEmpty(): void {
    try {
      rmdirSync(this.#folder);
    } catch {
      // Somebody else's by now, or gone.
    }
  }

  /** What those left who were killed while they waited. One who still waits makes a new one. */
  #clearLeftovers(): void {
    const folder = path.dirname(this.#file);
    for (const name of readdirSync(folder)) {
      if (!name.startsWith(`${path.basename(this.#folder)}.`)) continue;
      const leftover = path.join(folder, name);
      const found = statSync(leftover, { throwIfNoEntry: false });
      if (found && found.mtimeMs < Date.now() - leftoverAge) rmSync(leftover, { recursive: true, force: true });
    }
  }
}

/** `<host>,<pid>,<start time>,<random>`, each without what a file's name may not hold. */
function pageOf({ host, pid, processStarted }: OwnProcess, random: string): string {
  return [host.slice(0, 64), `${pid}`, processStarted, random].map(encodeURIComponent).join(',');
}

function holderOf(page: string): Holder | undefined {
  try {
    const [host, pid, processStarted, random, ...rest] = page.split(',').map(decodeURIComponent);
    if (!host || !/^\d{1,10}$/.test(pid ?? '') || processStarted === undefined || !random || rest.length > 0)
      return undefined;
    return { page, host, pid: Number(pid), processStarted };
  } catch {
    return undefined;
  }
}

function inTheWay(lock: string): FailureError {
  return new FailureError(localFailure('local.lockInTheWay', { lock }));
}
