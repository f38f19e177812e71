import type { PsValue } from '../../objects/index.ts';
import { type Literal, never } from './literal.ts';

/** Shorter content is read as fast as it is compared. */
const shortest = 4;
const longest = 128;
const patience = 4;

/**
 * The content that one place had twice running: a server's name, a version, a quota are the same in object after object,
 * and are neither read nor kept again. Objects share the value.
 */
export class Usual {
  value: PsValue = null;
  private content = never;
  private signature = 0;
  private unused = 0;

  /** Length of that content and its end tag, which tells its type, where they stand at that place; 0 where not. */
  lengthAt(document: DataView, at: number): number {
    if (!this.content.isAt(document, at)) return 0;
    this.unused = 0;
    return this.content.length;
  }

  /** Whether the content between two tags, which is not the usual one, is to become it. */
  isRepeated(document: DataView, start: number, end: number): boolean {
    const length = end - start;
    if (this.unused === patience || length < shortest || length > longest) return false;
    // Its ends, its middle and its length: contents that are alike only in these cost time, and no more than patience.
    const ends = document.getInt32(start, true) ^ Math.imul(document.getInt32(end - 4, true), 31);
    const middle = document.getInt32(((start + end) >> 1) - 2, true);
    const signature = Math.imul(ends, 31) ^ Math.imul(middle, 17) ^ length;
    const repeated = signature === this.signature;
    this.signature = signature;
    return repeated;
  }

  /** Remembers content with its end tag, and its value, which nobody can change. */
  learn(content: Literal, value: PsValue): void {
    this.content = content;
    this.value = value;
    this.unused++;
  }
}
