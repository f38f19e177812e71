/**
 * What a session's REPL has shown: an append-only list of laid-out lines. It is mutable on purpose, because a million
 * lines are not copied for each one more; whoever draws it keeps the `version` it drew.
 */
export type LineKind =
  | 'input'
  | 'output'
  | 'heading'
  | 'error'
  | 'warning'
  | 'verbose'
  | 'information'
  | 'note'
  /** What exterm says of a line's end; it is none of what the line gave. */
  | 'end';

export interface TranscriptLine {
  readonly kind: LineKind;
  /** Control characters already neutralised: what is here may go to the terminal. */
  readonly text: string;
}

/** Bytes of all transcripts together. */
export const transcriptBytes = 64 * 1024 * 1024;

/** Lines that are dropped together, and the bytes at which a block is full all the same. */
const blockLines = 256;
const blockBytes = 64 * 1024;

/** Characters of a line that are kept: no screen shows more. */
const longestLine = 1_000_000;

/** What a line takes beside its characters: two objects and a place in an array. */
const lineBytes = 72;

interface Block {
  /** The number of its first line. */
  readonly start: number;
  readonly lines: TranscriptLine[];
  bytes: number;
  /** When it was last added to, by the count of all additions to all transcripts. */
  age: number;
}

/** All transcripts together, bounded in bytes: the oldest lines go first, whichever session they are of. */
export class Transcripts {
  readonly #limit: number;
  readonly #filled = new Set<Transcript>();
  #bytes = 0;
  #age = 0;

  constructor(limit: number = transcriptBytes) {
    this.#limit = limit;
  }

  get bytes(): number {
    return this.#bytes;
  }

  get limit(): number {
    return this.#limit;
  }

  /** Takes in that a transcript has grown, and makes room where there is too much; gives the addition's age. */
  added(to: Transcript, bytes: number): number {
    this.#filled.add(to);
    this.#bytes += bytes;
    this.#age += 1;
    while (this.#bytes > this.#limit && this.#dropOldest());
    return this.#age;
  }

  /** Takes in that a transcript has lost its end. */
  shortened(bytes: number): void {
    this.#bytes -= bytes;
  }

  /** Takes in that a transcript has been emptied. */
  cleared(transcript: Transcript, bytes: number): void {
    this.#filled.delete(transcript);
    this.#bytes -= bytes;
  }

  /** False where there is nothing but what is being added. */
  #dropOldest(): boolean {
    let oldest: Transcript | undefined;
    for (const one of this.#filled) if (one.age < (oldest?.age ?? this.#age)) oldest = one;
    if (!oldest) return false;
    this.#bytes -= oldest.dropOldest();
    return true;
  }
}

export class Transcript {
  readonly #all: Transcripts;
  #blocks: Block[] = [];
  #end = 0;
  #version = 0;
  /** Stands for what was dropped, under the number of the last line of it. */
  #dropped: TranscriptLine | undefined;

  constructor(all: Transcripts = new Transcripts()) {
    this.#all = all;
  }

  /** Grows with each change. */
  get version(): number {
    return this.#version;
  }

  /**
   * Number of the line after the last. A line keeps its number, even when the oldest lines are dropped; only `replaceEnd`
   * gives other ones.
   */
  get end(): number {
    return this.#end;
  }

  /** Number of the oldest line that is kept, or of the one that says that older ones were dropped. */
  get start(): number {
    return this.#first - (this.#dropped ? 1 : 0);
  }

  /** Age of the oldest block, see `Block`; infinite where there is none but what is being added. */
  get age(): number {
    return this.#blocks[0]?.age ?? Number.POSITIVE_INFINITY;
  }

  get #first(): number {
    return this.#blocks[0]?.start ?? this.#end;
  }

  line(number: number): TranscriptLine | undefined {
    if (number === this.#first - 1) return this.#dropped;
    let [low, high] = [0, this.#blocks.length];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (this.#blocks[middle]!.start <= number) low = middle;
      else high = middle;
    }
    const block = this.#blocks[low];
    return block?.lines[number - block.start];
  }

  append(lines: readonly TranscriptLine[]): void {
    for (const line of lines) this.#append(line);
    this.#version += 1;
  }

  clear(): void {
    const bytes = this.#blocks.reduce((sum, block) => sum + block.bytes, 0);
    this.#blocks = [];
    this.#dropped = undefined;
    this.#all.cleared(this, bytes);
    this.#version += 1;
  }

  /** Puts these lines in the place of all from that one on, which is still kept. */
  replaceEnd(first: number, lines: readonly TranscriptLine[]): void {
    if (first < this.#first || first > this.#end) return;
    let bytes = 0;
    for (let block = this.#blocks.at(-1); block && block.start >= first; block = this.#blocks.at(-1)) {
      bytes += block.bytes;
      this.#blocks.pop();
    }
    const last = this.#blocks.at(-1);
    const cut = last?.lines.splice(first - last.start) ?? [];
    const ofCut = cut.reduce((sum, { text }) => sum + bytesIn(text) + lineBytes, 0);
    if (last) last.bytes -= ofCut;
    this.#all.shortened(bytes + ofCut);
    this.#end = first;
    this.append(lines);
  }

  /** Gives the bytes that are free now. */
  dropOldest(): number {
    const block = this.#blocks.shift();
    if (!block) return 0;
    this.#dropped ??= { kind: 'note', text: droppedText(this.#all.limit) };
    this.#version += 1;
    return block.bytes;
  }

  #append({ kind, text }: TranscriptLine): void {
    const own = ownText(text);
    const bytes = own.bytes + lineBytes;
    let block = this.#blocks.at(-1);
    if (!block || block.lines.length >= blockLines || block.bytes + bytes > blockBytes) {
      block = { start: this.#end, lines: [], bytes: 0, age: 0 };
      this.#blocks.push(block);
    }
    block.lines.push({ kind, text: own.text });
    block.bytes += bytes;
    this.#end += 1;
    // Before room is made: what has just come is the newest there is.
    block.age = Number.POSITIVE_INFINITY;
    block.age = this.#all.added(this, bytes);
  }
}

/** A copy, as what is cut out of a message would keep the whole message in memory, and the bytes that it takes. */
function ownText(text: string): { readonly text: string; readonly bytes: number } {
  const kept = text.length > longestLine ? `${text.slice(0, longestLine)}…` : text;
  const bytes = Buffer.from(kept);
  // One byte each where all are ASCII; else the engine takes up to two.
  const isNarrow = bytes.length === kept.length;
  return { text: bytes.toString(isNarrow ? 'latin1' : 'utf8'), bytes: isNarrow ? kept.length : 2 * kept.length };
}

/** What the engine takes for the characters of a text: see `ownText`. */
function bytesIn(text: string): number {
  return Buffer.byteLength(text) === text.length ? text.length : 2 * text.length;
}

function droppedText(limit: number): string {
  const megabytes = (limit / 1024 / 1024).toLocaleString('en-US', { maximumFractionDigits: 1 });
  return `Older lines were dropped: the transcripts of all sessions together keep ${megabytes} MB.`;
}
