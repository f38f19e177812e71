import { abortError, isAbort } from '../../async/abort.ts';
import { inBackground } from '../../async/background.ts';
import type { TurnBudget } from '../../async/budget.ts';
import type { Transcript } from '../../domain/index.ts';
import { fold } from '../../text/fold.ts';

export interface ReadingPorts {
  readonly budget: Pick<TurnBudget, 'isSpent' | 'nextTurn'>;
  readonly changed: () => void;
  readonly failed: (error: unknown) => void;
}

/** Lines that are found at most: nobody goes through more of them. */
const mostFound = 100_000;

/** Characters of a line that are searched. */
const longestLine = 20_000;

/** A continued line of a command is marked so. */
const continued = /^ *>> /;

/** Whether a command begins at that line. */
function beginsCommand(transcript: Transcript, line: number): boolean {
  const one = transcript.line(line);
  return one?.kind === 'input' && !continued.test(one.text);
}

/** The nearest line before (-1) or behind (1) that one where a command begins; undefined where there is none. */
function nextCommand(transcript: Transcript, from: number, by: 1 | -1): number | undefined {
  for (let line = from + by; line >= transcript.start && line < transcript.end; line += by) {
    if (beginsCommand(transcript, line)) return line;
  }
  return undefined;
}

/** The lines of what the command at or before that line gave, its own left out; first and behind the last. */
export function outputRange(transcript: Transcript, line: number): readonly [first: number, end: number] {
  let end = nextCommand(transcript, line, 1) ?? transcript.end;
  let first = beginsCommand(transcript, line) ? line : (nextCommand(transcript, line, -1) ?? transcript.start);
  while (first < end && transcript.line(first)?.kind === 'input') first++;
  if (end > first && transcript.line(end - 1)?.kind === 'end') end--;
  return [first, end];
}

/** A transcript that is read: a line with the cursor, a marked range, and what is looked for. */
export class Reading {
  readonly transcript: Transcript;
  /** The first row that is seen; the pane moves it along with the cursor. */
  top: { readonly line: number; readonly row: number } | undefined;
  /** The other end of the marked range; undefined: none is marked. */
  mark: number | undefined;
  /** Lines that have what is looked for, the newest first as far as it has been gone through. */
  found: readonly number[] = [];
  isSearching = false;
  query = '';
  #cursor: number;
  readonly #ports: ReadingPorts;
  #search: AbortController | undefined;

  constructor(transcript: Transcript, line: number, ports: ReadingPorts) {
    this.transcript = transcript;
    this.#ports = ports;
    this.#cursor = line;
    this.moveTo(line);
  }

  /** The number of the line with the cursor; older lines may have been dropped since. */
  get cursor(): number {
    return Math.max(this.transcript.start, this.#cursor);
  }

  moveTo(line: number): void {
    this.#cursor = Math.max(this.transcript.start, Math.min(this.transcript.end - 1, line));
  }

  end(): void {
    this.#search?.abort();
  }

  /** First and last line of what is marked, or the line with the cursor. */
  get range(): readonly [first: number, last: number] {
    const other = this.mark ?? this.cursor;
    return [Math.max(this.transcript.start, Math.min(this.cursor, other)), Math.max(this.cursor, other)];
  }

  /** Looks for a text, from the newest line to the oldest, and goes to the first one at or above the cursor. */
  search(query: string): void {
    this.#search?.abort();
    this.query = query;
    this.found = [];
    this.isSearching = query !== '';
    if (query !== '') {
      const search = new AbortController();
      this.#search = search;
      inBackground(this.#look(fold(query), this.cursor, search.signal), (error) => {
        if (!isAbort(error)) this.#ports.failed(error);
      });
    }
    this.#ports.changed();
  }

  async #look(wanted: string, from: number, signal: AbortSignal): Promise<void> {
    const { transcript } = this;
    const found: number[] = [];
    let isThere = false;
    for (let line = transcript.end - 1; line >= transcript.start && found.length < mostFound; line--) {
      const text = transcript.line(line)?.text ?? '';
      if (fold(text.length > longestLine ? text.slice(0, longestLine) : text).includes(wanted)) {
        found.push(line);
        if (!isThere && line <= from) {
          isThere = true;
          this.#publish(found);
          this.moveTo(line);
          this.#ports.changed();
        }
      }
      if (this.#ports.budget.isSpent) {
        await this.#ports.budget.nextTurn();
        if (signal.aborted) throw abortError(signal);
      }
    }
    this.#publish(found);
    this.isSearching = false;
    if (!isThere && found.length > 0) this.moveTo(found.at(-1)!);
    this.#ports.changed();
  }

  #publish(found: readonly number[]): void {
    this.found = [...found];
  }

  /** The place of the cursor's line among those that were found, from 1 at the oldest; 0 where it is none of them. */
  get place(): number {
    const at = this.found.indexOf(this.cursor);
    return at < 0 ? 0 : this.found.length - at;
  }

  /** Goes to the next line that was found above (-1) or below (1), round and round; false where there is none. */
  find(by: 1 | -1): boolean {
    const { cursor, found } = this;
    if (found.length === 0) return false;
    const next = by < 0 ? found.find((line) => line < cursor) : found.findLast((line) => line > cursor);
    this.moveTo(next ?? (by < 0 ? found[0]! : found.at(-1)!));
    return true;
  }

  /** Goes to the next command; false where there is none. */
  command(by: 1 | -1): boolean {
    const line = nextCommand(this.transcript, this.cursor, by);
    if (line !== undefined) this.moveTo(line);
    return line !== undefined;
  }
}

/** The lines of a transcript as text. */
export function transcriptText(transcript: Transcript, first: number, end: number): string {
  let text = '';
  for (const part of transcriptPieces(transcript, first, end)) text += part;
  return text;
}

/** The same in pieces, for a file. */
export function* transcriptPieces(transcript: Transcript, first: number, end: number): Generator<string> {
  let text = '';
  for (let line = Math.max(first, transcript.start); line < end; line++) {
    text += `${transcript.line(line)?.text ?? ''}\n`;
    if (text.length < 64 * 1024) continue;
    yield text;
    text = '';
  }
  if (text !== '') yield text;
}
