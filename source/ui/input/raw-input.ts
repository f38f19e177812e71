import type { TerminalEvent } from './input-event.ts';
import { KeyParser } from './key-parser.ts';

/** The part of a terminal's `ReadStream` that is used. */
export interface InputStream {
  readonly isTTY?: boolean;
  setRawMode?(mode: boolean): unknown;
  on(event: 'data', listener: (chunk: Uint8Array | string) => void): unknown;
  on(event: 'end', listener: () => void): unknown;
  off(event: 'data', listener: (chunk: Uint8Array | string) => void): unknown;
  off(event: 'end', listener: () => void): unknown;
  resume(): unknown;
  pause(): unknown;
  ref?(): unknown;
  unref?(): unknown;
}

/** Nothing follows a lone ESC within this: it was the key. Milliseconds. */
export const escapeDelay = 25;
/** A sequence that has begun is no text, however slow the line that brings the rest of it; milliseconds. */
export const sequenceDelay = 500;
/** Lines that came at once are a paste, and its next piece comes within this; milliseconds. */
const burstDelay = 100;
/** A paste may stall for longer; read as keys, its rest would run line by line. Milliseconds. */
export const pasteDelay = 1000;

const delays = { escape: escapeDelay, sequence: sequenceDelay, burst: burstDelay, paste: pasteDelay };

/**
 * The one holder of raw mode over standard input: from `start` to `stop` every byte goes through the parser to one
 * listener. Nothing else reads the stream.
 */
export class RawInput {
  readonly #stream: InputStream;
  readonly #onEvent: (event: TerminalEvent) => void;
  readonly #onEnd: () => void;
  readonly #parser = new KeyParser();
  #timer: NodeJS.Timeout | undefined;
  #started = false;

  constructor(stream: InputStream, onEvent: (event: TerminalEvent) => void, onEnd: () => void) {
    this.#stream = stream;
    this.#onEvent = onEvent;
    this.#onEnd = onEnd;
  }

  start(): void {
    if (this.#started) return;
    this.#started = true;
    this.#stream.setRawMode?.(true);
    this.#stream.ref?.();
    this.#stream.on('data', this.#take);
    this.#stream.on('end', this.#onEnd);
    this.#stream.resume();
  }

  stop(): void {
    if (!this.#started) return;
    this.#started = false;
    clearTimeout(this.#timer);
    this.#stream.off('data', this.#take);
    this.#stream.off('end', this.#onEnd);
    this.#stream.pause();
    try {
      this.#stream.setRawMode?.(false);
    } catch {
      // The terminal is gone; there is no mode left to set.
    }
    this.#stream.unref?.();
  }

  /** Takes what is pending as it is; the idle timer does this by itself. */
  flush(): void {
    clearTimeout(this.#timer);
    for (const event of this.#parser.flush()) this.#onEvent(event);
  }

  readonly #take = (chunk: Uint8Array | string): void => {
    clearTimeout(this.#timer);
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
    const events = this.#parser.push(bytes);
    // A password may be among it, and the stream keeps such memory for long.
    bytes.fill(0);
    for (const event of events) this.#onEvent(event);
    const { waiting } = this.#parser;
    if (waiting) this.#timer = setTimeout(() => this.flush(), delays[waiting]);
  };
}
