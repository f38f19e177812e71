import type { TurnBudget } from '../../async/budget.ts';
import type { PipelineRecord, Transcript, TranscriptLine } from '../../domain/index.ts';
import { createTranscriptWriter } from '../../format/index.ts';

/** Records and characters of one line's output that are kept to be laid out anew: what is longer stays as it was. */
const mostRecords = 2000;
const mostCharacters = 1_000_000;

/** Lines of a transcript's end that are laid out anew together. */
const mostLines = 5000;

/** Outputs that are kept. */
const mostKept = 20;

type Entry = { readonly record: PipelineRecord } | { readonly lines: readonly TranscriptLine[] };

/** What one command gave and where it stands in the transcript, so that it can be laid out for another width. */
export class Layout {
  /** The number of its first line. */
  from: number;
  /** And behind its last; undefined while more comes. */
  end: number | undefined;
  width: number;
  #entries: Entry[] | undefined = [];
  #characters = 0;

  constructor(from: number, width: number) {
    this.from = from;
    this.width = width;
  }

  /** Whether it can be laid out anew. */
  get isKept(): boolean {
    return this.#entries !== undefined && this.end !== undefined && this.end > this.from;
  }

  record(record: PipelineRecord): void {
    this.#add({ record }, 'text' in record ? record.text.length : 100);
  }

  /** Lines that are not laid out, such as a question and its answer. */
  lines(lines: readonly TranscriptLine[]): void {
    this.#add(
      { lines },
      lines.reduce((sum, { text }) => sum + text.length, 0),
    );
  }

  #add(entry: Entry, characters: number): void {
    if (!this.#entries) return;
    this.#characters += characters;
    if (this.#entries.length >= mostRecords || this.#characters > mostCharacters) this.#entries = undefined;
    else this.#entries.push(entry);
  }

  async lay(width: number, { budget, signal }: LayParts): Promise<readonly TranscriptLine[] | undefined> {
    const writer = createTranscriptWriter(width);
    const lines: TranscriptLine[] = [];
    for (const entry of this.#entries ?? []) {
      if ('lines' in entry) lines.push(...writer.flush(), ...entry.lines);
      else lines.push(...writer.write(entry.record));
      if (!budget.isSpent) continue;
      await budget.nextTurn();
      if (signal.aborted) return undefined;
    }
    lines.push(...writer.end());
    return lines;
  }
}

export interface LayParts {
  readonly budget: Pick<TurnBudget, 'isSpent' | 'nextTurn'>;
  readonly signal: AbortSignal;
}

/** What a transcript's commands gave lately, as far as it can be laid out for another width. */
export class Layouts {
  readonly #transcript: () => Transcript;
  #kept: Layout[] = [];

  constructor(transcript: () => Transcript) {
    this.#transcript = transcript;
  }

  begin(width: number): Layout {
    const layout = new Layout(this.#transcript().end, width);
    this.#kept = [...this.#kept, layout].slice(-mostKept);
    return layout;
  }

  clear(): void {
    this.#kept = [];
  }

  /**
   * Lays the last outputs out for so many cells and puts them in the place of what stands there; gives where each line
   * has gone to. Undefined where nothing changes, or the signal fires.
   */
  async fit(width: number, parts: LayParts): Promise<((line: number) => number) | undefined> {
    const transcript = this.#transcript();
    const { start, end } = transcript;
    this.#kept = this.#kept.filter((one) => one.end === undefined || one.from > start);
    const layouts = this.#kept.filter((one) => one.isKept && one.from >= end - mostLines && one.width !== width);
    const [first] = layouts;
    if (!first) return undefined;
    const lines: TranscriptLine[] = [];
    const moves: { readonly from: number; readonly end: number; readonly to: number; readonly count: number }[] = [];
    let at = first.from;
    const unchanged = (until: number) => {
      for (; at < until; at++) {
        const line = transcript.line(at);
        if (line) lines.push(line);
      }
    };
    for (const layout of layouts) {
      unchanged(layout.from);
      const laid = await layout.lay(width, parts);
      if (!laid) return undefined;
      moves.push({ from: layout.from, end: layout.end!, to: first.from + lines.length, count: laid.length });
      lines.push(...laid);
      at = layout.end!;
    }
    // Something may have been written or dropped meanwhile: then it waits for another time.
    if (parts.signal.aborted || transcript.end !== end || transcript.start > first.from) return undefined;
    unchanged(end);
    transcript.replaceEnd(first.from, lines);
    const moved = (line: number) => {
      let by = 0;
      for (const { from, end: until, to, count } of moves) {
        if (line < from) break;
        if (line < until) return to + Math.min(count - 1, Math.floor(((line - from) * count) / (until - from)));
        by = to + count - until;
      }
      return line + by;
    };
    for (const layout of this.#kept) {
      const move = moves.find(({ from }) => from === layout.from);
      if (move && layouts.includes(layout)) {
        layout.width = width;
        layout.from = move.to;
        layout.end = move.to + move.count;
      } else if (layout.from >= first.from) {
        const length = (layout.end ?? layout.from) - layout.from;
        layout.from = moved(layout.from);
        if (layout.end !== undefined) layout.end = layout.from + length;
      }
    }
    return moved;
  }
}
