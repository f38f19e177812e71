import { readFileSync, statSync } from 'node:fs';
import { FailureError, type Lease, localFailure } from '../domain/index.ts';
import { codeOf, fileTrouble } from './file-trouble.ts';
import { copyAside, keepFileAside, keepPartsAside, type StorageNotice } from './folder.ts';
import { ledgerLimits, ledgerText, parseLedger, type ReadLedger } from './ledger-file.ts';
import { type LockOptions, rewrite, rewriteSync } from './lock.ts';
import { patiently } from './patience.ts';
import { storedPlaces } from './places.ts';

export type LeaseChange = Partial<Pick<Lease, 'lastActivity' | 'idleTimeout'>>;

/**
 * The record of every shell that this user's exterms opened, shared by all of them. Each change is a read-modify-write
 * under the lock and replaces the file as a whole, so a reader always sees a complete ledger. Shell ids are compared
 * without regard to case. All reject with FailureError `local.file` where the system refuses.
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
  readonly lock?: LockOptions;
}

/** How long a time of last use may stay unwritten: it only matters after a crash, and minutes are its unit there. */
const touchDelay = 30_000;

type Change = (leases: Map<string, Lease>) => void;

interface Waiting {
  readonly change: Change;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
  /** What this change alone came to, in the write that was tried last. */
  error?: unknown;
}

export function openLedger(folder: string, options: LedgerOptions): Ledger {
  return new FileLedger(storedPlaces(folder).ledger, options);
}

class FileLedger implements Ledger {
  readonly #file: string;
  readonly #options: LedgerOptions;
  #queue: Waiting[] = [];
  #draining: Promise<void> | undefined;
  readonly #touched = new Map<string, number>();
  #hasTold = false;
  #cancelTouch: (() => void) | undefined;

  constructor(file: string, options: LedgerOptions) {
    this.#file = file;
    this.#options = options;
  }

  async list(): Promise<readonly Lease[]> {
    const { leases, damaged } = this.#read();
    if (damaged.length > 0) {
      try {
        // Damage is put aside under the lock, by whoever meets it first.
        await this.#change(() => {});
      } catch {
        if (!this.#hasTold) this.#options.notice({ what: whatIsLost(damaged), kept: this.#file });
        this.#hasTold = true;
      }
    }
    return leases;
  }

  add(lease: Lease): Promise<void> {
    return this.#change((leases) => {
      if (leases.size >= ledgerLimits.leases) throw full(this.#file);
      leases.set(key(lease.shellId), lease);
    });
  }

  update(shellId: string, change: LeaseChange): Promise<void> {
    return this.#change((leases) => {
      const lease = leases.get(key(shellId));
      if (lease) leases.set(key(shellId), { ...lease, ...change });
    });
  }

  remove(shellIds: readonly string[]): Promise<void> {
    for (const shellId of shellIds) this.#touched.delete(key(shellId));
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
    const touched = new Map(this.#touched);
    try {
      rewriteSync(this.#file, () => {
        const { leases, damaged, later } = this.#read();
        if (damaged.length > 0 || later !== undefined) return undefined;
        const map = mapOf(leases);
        applyTouches(touched, map);
        return ledgerText([...map.values()]);
      });
    } catch {
      // The times are a nicety, and there is nobody left to tell.
    }
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
      const touched = new Map<string, number>();
      try {
        // Called once more where the lock was lost: with all that waits by then, on what the file holds by then.
        const next = () => {
          batch.push(...this.#queue.splice(0));
          for (const [id, time] of this.#touched) touched.set(id, time);
          return this.#changed(batch, touched);
        };
        await rewrite(this.#file, next, this.#options.lock);
        for (const [id, time] of touched) if (this.#touched.get(id) === time) this.#touched.delete(id);
        for (const { resolve, reject, error } of batch) error === undefined ? resolve() : reject(error);
      } catch (error) {
        for (const { reject } of batch.length > 0 ? batch : this.#queue.splice(0)) reject(error);
      }
    }
    // Here and not in a `finally` of the promise: a change that comes a microtask later must start a new round.
    this.#draining = undefined;
  }

  /** The text of the ledger with these changes; undefined where they change nothing. */
  #changed(batch: readonly Waiting[], touched: ReadonlyMap<string, number>): string | undefined {
    const { leases, damaged, later } = this.#read();
    const before = ledgerText(leases);
    const map = mapOf(leases);
    for (const one of batch) {
      one.error = undefined;
      try {
        one.change(map);
      } catch (error) {
        one.error = error;
      }
    }
    applyTouches(touched, map);
    const after = ledgerText([...map.values()]);
    if (after === before && damaged.length === 0) return undefined;
    if (later !== undefined) this.#keepLater(later);
    this.#keepAside(damaged);
    return after;
  }

  #read(): ReadLedger {
    try {
      const { size } = patiently(() => statSync(this.#file));
      if (size > ledgerLimits.bytes) return { leases: [], damaged: [tooLarge] };
      return parseLedger(patiently(() => readFileSync(this.#file, 'utf8')));
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return { leases: [], damaged: [] };
      throw fileTrouble('read', this.#file, error);
    }
  }

  #keepAside(damaged: readonly string[]): void {
    if (damaged.length === 0) return;
    const kept = isTooLarge(damaged) ? keepFileAside(this.#file) : keepPartsAside(this.#file, damaged);
    this.#options.notice({ what: whatIsLost(damaged), kept });
  }

  #keepLater(version: number): void {
    const kept = copyAside(this.#file, `version-${version}`);
    this.#options.notice({ what: 'The ledger of a later exterm was changed by this one.', kept });
  }
}

const tooLarge = '\0too large';

const isTooLarge = ([first]: readonly string[]) => first === tooLarge;

function whatIsLost(damaged: readonly string[]): string {
  const what = isTooLarge(damaged)
    ? 'The ledger was far too large'
    : `The ledger had ${damaged.length} damaged line${damaged.length === 1 ? '' : 's'}`;
  return `${what}: sessions recorded there are not known any more.`;
}

function applyTouches(touched: ReadonlyMap<string, number>, leases: Map<string, Lease>): void {
  for (const [id, lastActivity] of touched) {
    const lease = leases.get(id);
    if (lease && lease.lastActivity < lastActivity) leases.set(id, { ...lease, lastActivity });
  }
}

const key = (shellId: string) => shellId.toLowerCase();

function mapOf(leases: readonly Lease[]): Map<string, Lease> {
  return new Map(leases.map((lease) => [key(lease.shellId), lease]));
}

function full(file: string): FailureError {
  return new FailureError(localFailure('local.ledgerFull', { file, leases: ledgerLimits.leases }));
}
