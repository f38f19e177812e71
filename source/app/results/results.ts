import type { TurnBudget } from '../../async/budget.ts';
import { PsObject, type PsValue } from '../../objects/index.ts';
import type { Spool } from '../../storage/index.ts';
import { type Chunk, Result, type ResultOrigin } from './result.ts';
import { bytesOf } from './size.ts';

export interface ResultsOptions {
  /** Bytes of memory for the objects of all sessions together. */
  readonly memory?: number;
  /** And of disk. */
  readonly disk?: number;
  /** Absent: what does not fit into memory is not kept. */
  readonly spool?: Spool | undefined;
  readonly budget: Pick<TurnBudget, 'isSpent' | 'nextTurn'>;
  /** Something could not be written or read. */
  readonly failed?: (error: unknown) => void;
}

const usualMemory = 128 * 1024 * 1024;
const usualDisk = 1024 * 1024 * 1024;

/** Shares of the memory that may be held for what never goes to disk, counted together: the rest is for what lines give. */
const rowsShare = 0.75;
const textsShare = 0.5;

/** Results of a connection that are kept, however small they are. */
const mostResults = 50;

/** Loaded when something goes to disk for the first time. */
const clixml = () => import('../../psrp/index.ts');

/**
 * The objects that lines have given, of all sessions together: bounded in bytes. What was used least goes to disk first;
 * where that is full too, the oldest results go, and of one that alone is too much only its beginning is kept.
 */
export class Results {
  readonly #options: Required<Pick<ResultsOptions, 'memory' | 'disk'>> & ResultsOptions;
  #all: Result[] = [];
  #lastId = 0;
  #uses = 0;
  #inMemory = 0;
  #onDisk = 0;
  /** Bytes in memory that never go to disk. */
  #held = 0;
  #spilling: Promise<void> | undefined;
  /** Undefined once it could not be written to: results are kept in memory then, as far as there is room. */
  #spool: Spool | undefined;

  constructor(options: ResultsOptions) {
    this.#options = { memory: usualMemory, disk: usualDisk, ...options };
    this.#spool = options.spool;
  }

  /** Bytes of objects in memory. */
  get bytes(): number {
    return this.#inMemory;
  }

  get bytesOnDisk(): number {
    return this.#onDisk;
  }

  begin(origin: ResultOrigin): Result {
    return new Result(++this.#lastId, origin, () => ++this.#uses);
  }

  /** Takes an object in; a result is listed from its first one on. */
  add(result: Result, value: PsValue): void {
    if (result.isDropped || result.isFull) {
      result.left += 1;
      return;
    }
    if (result.length === 0) this.#list(result);
    const bytes = bytesOf(value);
    result.push(value, bytes);
    this.#inMemory += bytes;
    if (this.#inMemory > this.#options.memory) this.#spill();
  }

  /** The texts of rows that filters look at: they are made anew where there is no room for them. */
  readonly textMemory = this.#shareOf(textsShare);

  /** Room for the rows of a watch, which stay in memory as long as they are looked at. */
  readonly rowMemory = this.#shareOf(rowsShare);

  #shareOf(share: number) {
    return {
      take: (bytes: number) => this.#hold(bytes, share),
      give: (bytes: number) => this.#letGo(bytes),
    };
  }

  #hold(bytes: number, share: number): boolean {
    if (this.#held + bytes > this.#options.memory * share) return false;
    this.#held += bytes;
    this.#inMemory += bytes;
    if (this.#inMemory > this.#options.memory) this.#spill();
    return true;
  }

  #letGo(bytes: number): void {
    this.#held -= bytes;
    this.#inMemory -= bytes;
  }

  /** What to wait for before more is taken in; undefined where there is room. */
  room(): Promise<void> | undefined {
    return this.#inMemory > this.#options.memory * 1.125 ? this.#spilling : undefined;
  }

  /** Those of a connection, the newest first. */
  of(connection: string): readonly Result[] {
    return this.#all.filter(({ origin }) => origin.connection === connection).toReversed();
  }

  byId(id: number): Result | undefined {
    return this.#all.find((result) => result.id === id);
  }

  /** Brings an object that lies on disk, and its neighbours, back into memory. */
  async fetch(result: Result, index: number): Promise<void> {
    const chunk = result.chunkOf(index);
    const { spool, budget } = this.#options;
    if (!chunk || chunk.values || !chunk.place || !spool) return;
    const [data, { ClixmlDecoder }] = await Promise.all([spool.read(chunk.place), clixml()]);
    const decoder = new ClixmlDecoder();
    const values: PsValue[] = [];
    let offset = 0;
    for (const length of chunk.lengths) {
      values.push(decoder.decode(data.subarray(offset, offset + length)));
      offset += length;
      if (budget.isSpent) await budget.nextTurn();
    }
    // Somebody else may have brought it meanwhile.
    if (chunk.values || result.isDropped) return;
    chunk.values = values;
    chunk.used = ++this.#uses;
    this.#inMemory += chunk.bytes;
    if (this.#inMemory > this.#options.memory) this.#spill();
  }

  /** The connection is no more. */
  forget(connection: string): void {
    for (const result of this.of(connection)) this.#drop(result);
  }

  end(): void {
    this.#all = [];
    this.#options.spool?.end();
  }

  #list(result: Result): void {
    this.#all.push(result);
    const old = this.of(result.origin.connection).slice(mostResults);
    for (const one of old) this.#drop(one);
  }

  #drop(result: Result): void {
    result.isDropped = true;
    this.#all = this.#all.filter((one) => one !== result);
    for (const { values, place, bytes } of result.chunks) {
      if (values) this.#inMemory -= bytes;
      if (place) this.#onDisk -= place.length;
    }
    result.chunks.length = 0;
    this.#options.spool?.remove(fileOf(result)).catch(() => {});
  }

  #spill(): void {
    this.#spilling ??= this.#makeRoom()
      .catch((error: unknown) => {
        this.#options.failed?.(error);
        this.#spool = undefined;
        // What cannot be written is not kept: memory stays bounded.
        this.#giveUp();
      })
      .finally(() => {
        this.#spilling = undefined;
      });
  }

  async #makeRoom(): Promise<void> {
    const { memory, disk } = this.#options;
    while (this.#inMemory > memory * 0.9) {
      const spool = this.#spool;
      const [result, chunk] = this.#leastUsed() ?? [];
      if (!result || !chunk) return;
      if (!chunk.place && (!spool || this.#onDisk > disk)) {
        if (this.#dropOldest()) continue;
        if (!spool) return;
        // Nothing more is taken in now: what is there already has its place all the same.
      }
      if (spool && !chunk.place) await this.#write(result, chunk, spool);
      if (result.isDropped || !chunk.values) continue;
      chunk.values = undefined;
      this.#inMemory -= chunk.bytes;
    }
  }

  /** False where all that there is still comes or is looked at: then nothing more is taken into what comes. */
  #dropOldest(): boolean {
    const oldest = this.#all.find((one) => !one.isGrowing && one.pins === 0);
    if (oldest) this.#drop(oldest);
    else for (const result of this.#all) if (result.isGrowing) result.isFull = true;
    return oldest !== undefined;
  }

  #giveUp(): void {
    while (this.#inMemory > this.#options.memory * 0.9 && this.#dropOldest());
  }

  #leastUsed(): readonly [Result, Chunk] | undefined {
    let least: readonly [Result, Chunk] | undefined;
    for (const result of this.#all) {
      for (const chunk of result.chunks) {
        if (chunk.values && chunk.used < (least?.[1].used ?? Number.POSITIVE_INFINITY)) least = [result, chunk];
      }
    }
    return least;
  }

  async #write(result: Result, chunk: Chunk, spool: Spool): Promise<void> {
    const { budget } = this.#options;
    chunk.isSealed = true;
    const { encodeClixml } = await clixml();
    const values = chunk.values ?? [];
    const parts: Buffer[] = [];
    for (let index = 0; index < values.length; index++) {
      parts.push(Buffer.from(encoded(values[index]!, encodeClixml)));
      if (budget.isSpent) await budget.nextTurn();
    }
    const place = await spool.append(fileOf(result), Buffer.concat(parts));
    if (result.isDropped) return await spool.remove(fileOf(result));
    chunk.place = place;
    chunk.lengths = parts.map(({ length }) => length);
    this.#onDisk += place.length;
  }
}

const fileOf = ({ id }: Result) => `${id}.objects`;

/** What CLIXML cannot carry, an object that holds itself for instance, is kept as its text. */
function encoded(value: PsValue, encode: (value: PsValue) => string): string {
  try {
    return encode(value);
  } catch {
    const text = value instanceof PsObject ? (value.text ?? value.typeNames[0] ?? '') : '';
    return encode(text.toWellFormed());
  }
}
