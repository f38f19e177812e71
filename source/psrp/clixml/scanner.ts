import { isAscii } from 'node:buffer';
import { ClixmlError } from './error.ts';
import { decodeEscapes, isPlain, unescapeXml } from './text.ts';

const nothing = '';
const lessThan = 60;
const greaterThan = 62;
const slash = 47;
const equals = 61;
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const declaration =
  /<\?xml[ \t\r\n]+version=(["'])1\.0\1(?:[ \t\r\n]+encoding=(["'])(utf-8|utf-16|us-ascii)\2)?(?:[ \t\r\n]+standalone=(["'])(?:yes|no)\4)?[ \t\r\n]*\?>/iy;

/**
 * A cursor over the markup of one document: start tags, end tags and character data, and nothing else of XML. Comments,
 * CDATA, DTDs and processing instructions are refused; the attributes are the four that CLIXML has.
 */
export class Scanner {
  text = nothing;
  at = 0;
  /** The start tag last read: its name, whether it ended in `/>`, and its attributes N and RefId. */
  tag = nothing;
  empty = false;
  name: string | undefined = undefined;
  refId = -1;

  /** Takes a document up to the size given. Throws ClixmlError where the bytes are not UTF-8. */
  load(data: Uint8Array | string, size: number): void {
    if (data.length > size) throw new ClixmlError(`${data.length} is more than the ${size} that are read at most`);
    const text = typeof data === 'string' ? data : decodeUtf8(data);
    // The decoder refuses lone surrogates in bytes by itself.
    if (typeof data === 'string' && !data.isWellFormed()) throw new ClixmlError('a lone surrogate in the text');
    this.text = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
    declaration.lastIndex = 0;
    this.at = declaration.test(this.text) ? declaration.lastIndex : 0;
  }

  /** Lets go of the document. */
  unload(): void {
    this.text = nothing;
    this.name = undefined;
  }

  fail(message: string, offset = this.at): never {
    throw new ClixmlError(message, offset);
  }

  skipSpace(): void {
    const { text } = this;
    for (;;) {
      const code = text.charCodeAt(this.at);
      if (code !== 32 && code !== 10 && code !== 13 && code !== 9) return;
      this.at++;
    }
  }

  /** Moves past the literal where it stands at the cursor. */
  take(literal: string): boolean {
    if (!this.text.startsWith(literal, this.at)) return false;
    this.at += literal.length;
    return true;
  }

  /** Whether an end tag is next; white space before it is skipped. */
  atEndTag(): boolean {
    if (this.text.charCodeAt(this.at) !== lessThan) this.skipSpace();
    return this.text.charCodeAt(this.at) === lessThan && this.text.charCodeAt(this.at + 1) === slash;
  }

  endTag(tag: string): void {
    const start = this.at;
    if (!this.take('</')) this.fail(`</${tag}> is missing`);
    if (!this.take(tag)) this.fail(`an end tag that is not </${tag}>`, start);
    if (this.text.charCodeAt(this.at) !== greaterThan) this.skipSpace();
    if (this.text.charCodeAt(this.at) !== greaterThan) this.fail(`an end tag that is not </${tag}>`, start);
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
    const close = quote === '"' || quote === "'" ? text.indexOf(quote, this.at + 1) : -1;
    if (close < 0) this.fail('an attribute without a quoted value', start);
    const raw = text.slice(this.at + 1, close);
    if (raw.includes('<')) this.fail('a < in an attribute', start);
    this.at = close + 1;
    if (attribute === 'N') {
      this.name = isPlain(raw) ? raw : decodeEscapes(this.unescape(raw.replace(/\r\n|[\t\r\n]/g, ' '), start));
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

  /** Character data up to the next tag, references and escapes resolved; the cursor stays before that tag. */
  freeText(): string {
    const start = this.at;
    const end = this.text.indexOf('<', start);
    if (end < 0) this.fail('the text ends too early', this.text.length);
    this.at = end;
    return this.free(this.text.slice(start, end), start);
  }

  free(raw: string, offset: number): string {
    return isPlain(raw) ? raw : decodeEscapes(this.unescape(raw, offset));
  }

  /** The number before a quote, the cursor moved behind that; -1 where there is none. */
  quotedNumber(start: number): number {
    const { text } = this;
    let at = start;
    let value = 0;
    for (;;) {
      const digit = text.charCodeAt(at) - 48;
      if (!(digit >= 0 && digit <= 9)) break;
      value = value * 10 + digit;
      at++;
    }
    if (at === start || at > start + 9 || text.charCodeAt(at) !== 34) return -1;
    this.at = at + 1;
    return value;
  }

  private unescape(raw: string, offset: number): string {
    try {
      return unescapeXml(raw);
    } catch (error) {
      return this.fail(error instanceof SyntaxError ? error.message : String(error), offset);
    }
  }
}

function decodeUtf8(data: Uint8Array): string {
  if (isAscii(data)) return Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString('latin1');
  try {
    return utf8.decode(data);
  } catch {
    throw new ClixmlError('bytes that are not UTF-8');
  }
}

/** An ASCII letter or digit. */
function isTagCharacter(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57);
}
