/** Markup to compare a document's bytes with, four at a time. */
export class Literal {
  readonly length: number;
  /** The bytes as little-endian words; the last word ends where the literal does, and may overlap the one before. */
  private readonly words: readonly number[];
  private readonly last: number;
  /** What of the last word counts: all of it, but where the literal is shorter than that. */
  private readonly mask: number;

  /** Of a text with a character for each byte; at least one. */
  constructor(text: string) {
    const { length } = text;
    this.length = length;
    this.last = Math.max(length - 4, 0);
    this.mask = length < 4 ? (1 << (8 * length)) - 1 : -1;
    const words: number[] = [];
    for (let at = 0; at < this.last; at += 4) words.push(word(text, at));
    words.push(word(text, this.last));
    this.words = words;
  }

  /** Whether it stands at that place; one shorter than four bytes is not seen at the very end of a document. */
  isAt(document: DataView, at: number): boolean {
    const { words } = this;
    const last = at + this.last;
    if (last + 4 > document.byteLength) return false;
    const end = words.length - 1;
    for (let index = 0; index < end; index++) {
      if (document.getInt32(at + 4 * index, true) !== words[index]) return false;
    }
    return (document.getInt32(last, true) & this.mask) === words[end];
  }
}

/** Characters beyond the end, which are NaN, count as zero. */
function word(text: string, at: number): number {
  return (
    text.charCodeAt(at) |
    (text.charCodeAt(at + 1) << 8) |
    (text.charCodeAt(at + 2) << 16) |
    (text.charCodeAt(at + 3) << 24)
  );
}

/** A literal that no document holds: UTF-8 has no such bytes. */
export const never = new Literal('\xff\xff\xff\xff');

/** How PowerShell ends an element without content. */
export const endOfEmpty = new Literal(' />');
