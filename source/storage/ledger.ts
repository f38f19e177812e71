import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { FailureError, type Lease, localFailure } from '../domain/index.ts';
import { keepFileAside, keepPartsAside, type StorageNotice } from './folder.ts';
import { ledgerLimits, ledgerText, parseLedger, type ReadLedger } from './ledger-file.ts';
import { withLock, withLockSync } from './lock.ts';
import type { Writing } from './writing.ts';

export type LeaseChange = Partial<Pick<Lease, 'lastActivity' | 'idleTimeout'>>;

/**
 * The record of every shell that this user's exterms opened, shared by all of them. Each change is a read-modify-write
 * under the lock and replaces the file as a whole, so a reader always sees a complete ledger. Shell ids are compared
 * without regard to case.
 */
export interface Ledger {
  list(): Promise<readonly Lease[]>;
  /** Resolves once the line is on disk. */
  add(lease: Lease): Promise<void>;
  /** Does nothing where no such line is left. */
  update(shellId: string, change: LeaseChange): Promise<void>;
  remove(shellIds: readonly string[]): Promise<void>;
  /** Remembers when a shell was last used; written with the next change, by `flush`, or at most every 30 s. */
  touch(shellId: string, lastActivity: number): void;
  flush(): Promise<void>;
  /** Writes what `touch` remembered, where the lock is free; for the last moments of a process. */
  flushSync(): void;
}

export interface LedgerOptions {
  readonly notice: (notice: StorageNotice) => void;
  /** Calls back once after so many milliseconds; gives what cancels it. */
  readonly after: (milliseconds: number, callback: () => void) => () => void;
}

/** How long a time of last use may stay unwritten: it only matters after a crash, and minutes are its unit there. */
const touchDelay = 30_000;

type Change = (leases: Map<string, Lease>) => void;

interface Waiting {
  readonly change: Change;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

export function openLedger(folder: string, options: LedgerOptions): Ledger {
  return new FileLedger(path.join(folder, 'ledger.json'), options);
}

class FileLedger implements Ledger {
  readonly #file: string;
  readonly #options: LedgerOptions;
  #queue: Waiting[] = [];
  #draining: Promise<void> | undefined;
  readonly #touched = new Map<string, number>();
  /** Lines that this exterm has added and not removed. */
  readonly #wanted = new Set<string>();
  #cancelTouch: (() => void) | undefined;

  constructor(file: string, options: LedgerOptions) {
    this.#file = file;
    this.#options = options;
  }

  async list(): Promise<readonly Lease[]> {
    const { leases, damaged } = this.#read();
    // Damage is put aside under the lock, by whoever meets it first.
    if (damaged.length > 0) await this.#change(() => {});
    return leases;
  }

  async add(lease: Lease): Promise<void> {
    this.#wanted.add(key(lease.shellId));
    // Looking after the write covers the one gap of the lock: two who took over the same stale lock at once.
    for (let attempt = 0; attempt < 3; attempt++) {
      await this.#change((leases) => {
        if (leases.size >= ledgerLimits.leases) throw full(this.#file);
        leases.set(key(lease.shellId), lease);
      });
      if (!this.#wanted.has(key(lease.shellId))) return;
      if (this.#read().leases.some((kept) => key(kept.shellId) === key(lease.shellId))) return;
    }
    throw new Error(`${this.#file} does not keep what is written to it.`);
  }

  update(shellId: string, change: LeaseChange): Promise<void> {
    return this.#change((leases) => {
      const lease = leases.get(key(shellId));
      if (lease) leases.set(key(shellId), { ...lease, ...change });
    });
  }

  remove(shellIds: readonly string[]): Promise<void> {
    for (const shellId of shellIds) {
      this.#wanted.delete(key(shellId));
      this.#touched.delete(key(shellId));
    }
    return this.#change((leases) => {
      for (const shellId of shellIds) leases.delete(key(shellId));
    });
  }

  touch(shellId: string, lastActivity: number): void {
    this.#touched.set(key(shellId), lastActivity);
    this.#cancelTouch ??= this.#options.after(touchDelay, () => {
      this.#cancelTouch = undefined;
      // A ledger that cannot be written now is no reason to disturb: the times are a nicety.
      this.flush().catch(() => {});
    });
  }

  async flush(): Promise<void> {
    this.#stopTimer();
    if (this.#touched.size > 0) await this.#change(() => {});
    await this.#draining;
  }

  flushSync(): void {
    this.#stopTimer();
    if (this.#touched.size === 0) return;
    withLockSync(this.#file, ({ writeFileAtomic }) => {
      const { leases, damaged } = this.#read();
      if (damaged.length > 0) return;
      const map = mapOf(leases);
      this.#applyTouches(map);
      writeFileAtomic.sync(this.#file, ledgerText([...map.values()]), { mode: 0o600 });
    });
  }

  #stopTimer(): void {
    this.#cancelTouch?.();
    this.#cancelTouch = undefined;
  }

  /** All changes that wait are made in one locked write: twenty sessions that open cost little more than one. */
  #change(change: Change): Promise<void> {
    const done = new Promise<void>((resolve, reject) => this.#queue.push({ change, resolve, reject }));
    this.#draining ??= this.#drain();
    return done;
  }

  async #drain(): Promise<void> {
    while (this.#queue.length > 0) {
      const batch: Waiting[] = [];
      try {
        await withLock(this.#file, async (writing) => {
          batch.push(...this.#queue.splice(0));
          await this.#write(batch, writing);
        });
        for (const { resolve } of batch) resolve();
      } catch (error) {
        for (const { reject } of batch.length > 0 ? batch : this.#queue.splice(0)) reject(error);
      }
    }
    // Here and not in a `finally` of the promise: a change that comes a microtask later must start a new round.
    this.#draining = undefined;
  }

  async #write(batch: readonly Waiting[], { writeFileAtomic }: Writing): Promise<void> {
    this.#clearLeftovers();
    const { leases, damaged } = this.#read();
    this.#keepAside(damaged);
    const before = ledgerText(leases);
    const map = mapOf(leases);
    for (const { change, reject } of batch) {
      try {
        change(map);
      } catch (error) {
        reject(error);
      }
    }
    this.#applyTouches(map);
    const after = ledgerText([...map.values()]);
    if (after !== before || damaged.length > 0) await writeFileAtomic(this.#file, after, { mode: 0o600 });
  }

  #applyTouches(leases: Map<string, Lease>): void {
    for (const [id, lastActivity] of this.#touched) {
      const lease = leases.get(id);
      if (lease && lease.lastActivity < lastActivity) leases.set(id, { ...lease, lastActivity });
    }
    this.#touched.clear();
  }

  #read(): ReadLedger {
    try {
      if (statSync(this.#file).size > ledgerLimits.bytes) return { leases: [], damaged: [tooLarge] };
      return parseLedger(readFileSync(this.#file, 'utf8'));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { leases: [], damaged: [] };
      throw error;
    }
  }

  #keepAside(damaged: readonly string[]): void {
    if (damaged.length === 0) return;
    const whole = damaged[0] === tooLarge;
    const kept = whole ? keepFileAside(this.#file) : keepPartsAside(this.#file, damaged);
    const what = whole ? 'The ledger was far too large' : `The ledger had ${damaged.length} damaged line(s)`;
    this.#options.notice({ what: `${what}: sessions recorded there are not known any more.`, kept });
  }

  /** Halves of writes whose process was killed before the rename. Under the lock nobody else is writing. */
  #clearLeftovers(): void {
    const leftover = new RegExp(`^${path.basename(this.#file).replaceAll('.', '\\.')}\\.\\d+$`);
    const folder = path.dirname(this.#file);
    for (const name of readdirSync(folder)) if (leftover.test(name)) rmSync(path.join(folder, name), { force: true });
  }
}

const tooLarge = '\0too large';

const key = (shellId: string) => shellId.toLowerCase();

function mapOf(leases: readonly Lease[]): Map<string, Lease> {
  return new Map(leases.map((lease) => [key(lease.shellId), lease]));
}

function full(file: string): FailureError {
  return new FailureError(localFailure('local.ledgerFull', { file, leases: ledgerLimits.leases }));
}
