import type { ViewRequest } from '../../domain/index.ts';
import type { Rows } from '../../grid/rows.ts';
import type { PsValue } from '../../objects/index.ts';
import type { SpoolPlace } from '../../storage/index.ts';

/** Objects that lie beside one another: they go to disk and come back together. */
export interface Chunk {
  /** The number of its first object. */
  readonly start: number;
  count: number;
  /** In memory. */
  bytes: number;
  values: PsValue[] | undefined;
  /** On disk, and the length of each value there. */
  place: SpoolPlace | undefined;
  lengths: readonly number[];
  /** Takes no more objects. */
  isSealed: boolean;
  /** When it was last used, by the count of all uses. */
  used: number;
}

export interface ResultOrigin {
  readonly connection: string;
  /** What was run. */
  readonly line: string;
  /** Milliseconds since 1970 UTC. */
  readonly at: number;
}

/** What one line gave, as objects. They may lie on disk: `at` has those in memory, `Results.fetch` brings the others. */
export class Result implements Rows {
  readonly id: number;
  readonly origin: ResultOrigin;
  readonly chunks: Chunk[] = [];
  /** How it asked to be laid out. */
  view: ViewRequest | undefined;
  /** What stands over its grid, where it was given a name. */
  title: string | undefined;
  /** The property that says which server an object came from; undefined where all came from one. */
  source: string | undefined;
  /** More may come. */
  isGrowing = true;
  /** There is no room for more. */
  isFull = false;
  /** Objects that came all the same and are not kept. */
  left = 0;
  /** How many are looking at it: it is not dropped meanwhile. */
  pins = 0;
  /** Its objects are not there any more. */
  isDropped = false;
  #length = 0;
  readonly #use: () => number;

  constructor(id: number, origin: ResultOrigin, use: () => number) {
    this.id = id;
    this.origin = origin;
    this.#use = use;
  }

  get length(): number {
    return this.#length;
  }

  at(index: number): PsValue | undefined {
    const chunk = this.chunkOf(index);
    if (!chunk) return null;
    if (!chunk.values) return undefined;
    chunk.used = this.#use();
    return chunk.values[index - chunk.start];
  }

  chunkOf(index: number): Chunk | undefined {
    let [low, high] = [0, this.chunks.length];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (this.chunks[middle]!.start <= index) low = middle;
      else high = middle;
    }
    const chunk = this.chunks[low];
    return chunk && index < chunk.start + chunk.count ? chunk : undefined;
  }

  push(value: PsValue, bytes: number): void {
    let chunk = this.chunks.at(-1);
    if (!chunk?.values || chunk.isSealed || chunk.count >= mostInChunk || chunk.bytes >= chunkBytes) {
      chunk = {
        start: this.#length,
        count: 0,
        bytes: 0,
        values: [],
        place: undefined,
        lengths: [],
        isSealed: false,
        used: 0,
      };
      this.chunks.push(chunk);
    }
    chunk.values!.push(value);
    chunk.count += 1;
    chunk.bytes += bytes;
    chunk.used = this.#use();
    this.#length += 1;
  }
}

/** Objects of a chunk, and the bytes at which it is full all the same. */
const mostInChunk = 256;
const chunkBytes = 256 * 1024;
