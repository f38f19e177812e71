import { isUtf8 } from 'node:buffer';
import { ClixmlError } from './error.ts';
import type { Literal } from './literal.ts';
import { decodeEscapes, isPlain, Kind, kindOfByte, unescapeXml } from './text.ts';

const nothing = '';
const noBytes: Buffer = Buffer.alloc(0);
const noView: DataView = new DataView(new ArrayBuffer(0));
const lessThan = 60;
const greaterThan = 62;
const slash = 47;
const equals = 61;
const quotationMark = 34;
const declaration =
  /<\?xml[ \t\r\n]+version=(["'])1\.0\1(?:[ \t\r\n]+encoding=(["'])(utf-8|utf-16|us-ascii)\2)?(?:[ \t\r\n]+standalone=(["'])(?:yes|no)\4)?[ \t\r\n]*\?>/iy;

/**
 * A cursor over the markup of one document: start tags, end tags and character data, and nothing else of XML. Comments,
 * CDATA, DTDs and processing instructions are refused; the attributes are the four that CLIXML has.
 */
export class Scanner {
  /** The document's UTF-8, and the same with a character for each byte: a place in one is the same in the other. */
  bytes = noBytes;
  view = noView;
  text = nothing;
  at = 0;
  /** The start tag last read: its name, whether it ended in `/>`, and its attributes N and RefId. */
  tag = nothing;
  empty = false;
  name: string | undefined = undefined;
  refId = -1;
  /** The kinds of bytes in the character data last met. */
  private kinds = 0;

  /** Takes a document up to the size given. Throws ClixmlError where it is not Unicode. */
  load(data: Uint8Array | string, size: number): void {
    if (data.length > size) throw new ClixmlError(`${data.length} is more than the ${size} that are read at most`);
    // Bytes that are UTF-8 hold no lone surrogates.
    if (typeof data === 'string' && !data.isWellFormed()) throw new ClixmlError('a lone surrogate in the text');
    const bytes = typeof data === 'string' ? Buffer.from(data) : buffer(data);
    if (!isUtf8(bytes)) throw new ClixmlError('bytes that are not UTF-8');
    this.bytes = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;
    this.view = new DataView(this.bytes.buffer, this.bytes.byteOffset, this.bytes.byteLength);
    this.text = this.bytes.toString('latin1');
    declaration.lastIndex = 0;
    this.at = declaration.test(this.text) ? declaration.lastIndex : 0;
  }

  /** Lets go of the document. */
  unload(): void {
    this.bytes = noBytes;
    this.view = noView;
    this.text = nothing;
    this.name = undefined;
  }

  fail(message: string, offset = this.at): never {
    throw new ClixmlError(message, this.bytes.toString('utf8', 0, offset).length);
  }

  skipSpace(): void {
    const { bytes } = this;
    for (; this.at < bytes.length; this.at++) {
      const code = bytes[this.at];
      if (code !== 32 && code !== 10 && code !== 13 && code !== 9) return;
    }
  }

  /** Moves past the literal where it stands at the cursor. */
  take(literal: Literal): boolean {
    if (!literal.isAt(this.view, this.at)) return false;
    this.at += literal.length;
    return true;
  }

  /** Whether an end tag is next; white space before it is skipped. */
  atEndTag(): boolean {
    const { bytes } = this;
    if (bytes[this.at] !== lessThan) this.skipSpace();
    return this.at + 1 < bytes.length && bytes[this.at] === lessThan && bytes[this.at + 1] === slash;
  }

  endTag(tag: string): void {
    const { text } = this;
    const start = this.at;
    if (!text.startsWith('</', start)) this.fail(`</${tag}> is missing`);
    if (!text.startsWith(tag, start + 2)) this.fail(`an end tag that is not </${tag}>`, start);
    this.at = start + 2 + tag.length;
    if (text.charCodeAt(this.at) !== greaterThan) this.skipSpace();
    if (text.charCodeAt(this.at) !== greaterThan) this.fail(`an end tag that is not </${tag}>`, start);
    this.at++;
  }

  /** Reads the start tag at the cursor into `tag`, `empty`, `name` and `refId`. */
  startTag(isRoot = false): void {
    const { text } = this;
    const start = this.at;
    if (text.charCodeAt(start) !== lessThan) {
      this.fail(start >= text.length ? 'the text ends too early' : 'text where an element is expected');
    }
    let end = start + 1;
    while (isTagCharacter(text.charCodeAt(end))) end++;
    if (end === start + 1 || end > start + 16) this.fail('markup that CLIXML does not have');
    this.tag = text.slice(start + 1, end);
    this.name = undefined;
    this.refId = -1;
    this.at = end;
    let seen = nothing;
    for (;;) {
      const code = text.charCodeAt(this.at);
      if (code === greaterThan) {
        this.empty = false;
        this.at++;
        return;
      }
      if (code === slash) {
        if (text.charCodeAt(this.at + 1) !== greaterThan) this.fail('a tag that is not closed', start);
        this.empty = true;
        this.at += 2;
        return;
      }
      const before = this.at;
      this.skipSpace();
      const next = text.charCodeAt(this.at);
      if (next === greaterThan || next === slash) continue;
      if (this.at === before) this.fail(before >= text.length ? 'the text ends inside a tag' : 'an odd tag', start);
      const attribute = this.attribute(isRoot);
      if (seen.includes(attribute)) this.fail('an attribute given twice', before);
      seen += attribute;
    }
  }

  /** Reads one attribute, and returns the letter that stands for its name. */
  private attribute(isRoot: boolean): string {
    const { text } = this;
    const start = this.at;
    let end = start;
    while (isTagCharacter(text.charCodeAt(end))) end++;
    const attribute = text.slice(start, end);
    this.at = end;
    this.skipSpace();
    if (text.charCodeAt(this.at) !== equals) this.fail('an attribute without a value', start);
    this.at++;
    this.skipSpace();
    const quote = text.charAt(this.at);
    const open = this.at + 1;
    const close = quote === '"' || quote === "'" ? text.indexOf(quote, open) : -1;
    if (close < 0) this.fail('an attribute without a quoted value', start);
    const raw = text.slice(open, close);
    if (raw.includes('<')) this.fail('a < in an attribute', start);
    this.at = close + 1;
    if (attribute === 'N') {
      this.name = isPlain(raw) ? raw : this.unescapedName(this.bytes.toString('utf8', open, close), start);
      return 'N';
    }
    if (attribute === 'RefId') {
      if (!/^[0-9]{1,9}$/.test(raw)) this.fail('a RefId that is not a number', start);
      this.refId = Number(raw);
      return 'R';
    }
    // The stream of a document's value, as in `powershell -OutputFormat XML`.
    if (attribute === 'S' && /^[A-Za-z]{1,16}$/.test(raw)) return 'S';
    if (isRoot && attribute === 'Version' && /^[0-9.]{1,20}$/.test(raw)) return 'V';
    if (isRoot && attribute === 'xmlns' && raw === 'http://schemas.microsoft.com/powershell/2004/04') return 'x';
    return this.fail('an attribute that CLIXML does not have', start);
  }

  private unescapedName(raw: string, offset: number): string {
    return decodeEscapes(this.unescape(raw.replace(/\r\n|[\t\r\n]/g, ' '), offset));
  }

  /** Where character data that starts there ends: before a tag, or where the document does. `free` may follow. */
  textEnd(start: number): number {
    const { bytes } = this;
    const { length } = bytes;
    let kinds = 0;
    let at = start;
    for (; at < length; at++) {
      const kind = kindOfByte[bytes[at]!]!;
      if (kind === Kind.plain) continue;
      if (kind === Kind.lessThan) break;
      kinds |= kind;
    }
    this.kinds = kinds;
    return at;
  }

  /** The character data whose end has just been found, references and escapes resolved. */
  free(start: number, end: number): string {
    const { kinds } = this;
    if (kinds === Kind.plain) return this.text.slice(start, end);
    const raw = kinds & Kind.beyondAscii ? this.bytes.toString('utf8', start, end) : this.text.slice(start, end);
    if (kinds & Kind.notable) return decodeEscapes(this.unescape(raw, start));
    return kinds & Kind.underscore ? decodeEscapes(raw) : raw;
  }

  /** Character data up to the next tag, references and escapes resolved; the cursor stays before that tag. */
  freeText(): string {
    const start = this.at;
    const end = this.textEnd(start);
    if (end >= this.bytes.length) this.fail('the text ends too early', end);
    this.at = end;
    return this.free(start, end);
  }

  /** The number before a quote, the cursor moved behind that; -1 where there is none. */
  quotedNumber(start: number): number {
    const { bytes } = this;
    const end = Math.min(start + 10, bytes.length);
    let value = 0;
    for (let at = start; at < end; at++) {
      const code = bytes[at]!;
      if (code === quotationMark && at > start) {
        this.at = at + 1;
        return value;
      }
      if (code < 48 || code > 57) return -1;
      value = value * 10 + code - 48;
    }
    return -1;
  }

  private unescape(raw: string, offset: number): string {
    try {
      return unescapeXml(raw);
    } catch (error) {
      return this.fail(error instanceof SyntaxError ? error.message : String(error), offset);
    }
  }
}

function buffer(data: Uint8Array): Buffer {
  return data instanceof Buffer ? data : Buffer.from(data.buffer, data.byteOffset, data.byteLength);
}

/** An ASCII letter or digit. */
function isTagCharacter(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57);
}
