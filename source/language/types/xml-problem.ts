/** What is wrong with a text of XML, in .NET's words: of LoadXml, and of a cast where that says something else. */
export interface XmlProblemWords {
  readonly message: string;
  readonly ofCast?: string;
}

const nameStart = /[\p{L}_:]/u;
const name = /[\p{L}_:][\p{L}\p{N}\p{M}._:-]*/uy;
const known = new Set(['lt', 'gt', 'amp', 'quot', 'apos']);
const wrongKind =
  'The specified node cannot be inserted as the valid child of this node, because the specified node is the wrong type.';

interface OpenElement {
  readonly name: string;
  readonly at: number;
  readonly prefixes: ReadonlySet<string>;
}

/** Thrown to the one function that is called from without. */
class Found {
  readonly words: XmlProblemWords;

  constructor(words: XmlProblemWords) {
    this.words = words;
  }
}

/** The first thing that is wrong; undefined where nothing is found. */
export function xmlProblem(text: string): XmlProblemWords | undefined {
  try {
    new Search(text).run();
    return undefined;
  } catch (found) {
    if (found instanceof Found) return found.words;
    throw found;
  }
}

class Search {
  readonly #text: string;
  readonly #open: OpenElement[] = [];
  #at = 0;
  #hasRoot = false;

  constructor(text: string) {
    this.#text = text;
  }

  run(): void {
    // .NET takes so little for another encoding.
    if (this.#text.length < 4) this.#fail('Data at the root level is invalid.', 0);
    while (this.#at < this.#text.length) this.#next();
    const open = this.#open.map((one) => one.name).toReversed();
    const unclosed = `Unexpected end of file has occurred. The following elements are not closed: ${open.join(', ')}.`;
    if (open.length > 0) this.#fail(unclosed, this.#text.length);
  }

  #fail(message: string, at: number, ofCast?: string): never {
    const lines = this.#text.slice(0, at).split(/\r\n|\r|\n/);
    const words = `${message} Line ${lines.length}, position ${lines.at(-1)!.length + 1}.`;
    throw new Found({ message: words, ...(ofCast !== undefined && { ofCast }) });
  }

  #endsIn(what: string): never {
    return this.#fail(`Unexpected end of file while parsing ${what} has occurred.`, this.#text.length);
  }

  #next(): void {
    const at = this.#at;
    const isAt = (sign: string) => this.#text.startsWith(sign, at);
    if (!isAt('<')) this.#characters();
    else if (isAt('<!--')) this.#skip('-->', 'Comment');
    else if (isAt('<![CDATA[')) this.#skip(']]>', 'CDATA');
    else if (/^<\?xml\s/.test(this.#text.slice(at, at + 6)) && at > 0) {
      this.#fail(
        'Unexpected XML declaration. The XML declaration must be the first node in the document, and no whitespace characters are allowed to appear before it.',
        at + 2,
      );
    } else if (isAt('<?')) this.#skip('?>', 'PI');
    else if (isAt('</')) this.#endTag();
    else if (isAt('<!')) this.#at = this.#text.length;
    else this.#startTag();
  }

  #skip(end: string, what: string): void {
    const found = this.#text.indexOf(end, this.#at + 2);
    if (found < 0) this.#endsIn(what);
    this.#at = found + end.length;
  }

  #characters(): void {
    const next = this.#text.indexOf('<', this.#at);
    const end = next < 0 ? this.#text.length : next;
    const run = this.#text.slice(this.#at, end);
    const first = run.search(/[^ \t\r\n]/);
    if (this.#open.length === 0 && first >= 0)
      this.#fail('Data at the root level is invalid.', this.#at + first, wrongKind);
    const closing = run.indexOf(']]>');
    this.#entities(this.#at, closing < 0 ? end : this.#at + closing);
    if (closing >= 0) this.#fail("']]>' is not allowed in character data.", this.#at + closing);
    this.#at = end;
  }

  #entities(from: number, end: number): void {
    for (let at = this.#text.indexOf('&', from); at >= 0 && at < end; at = this.#text.indexOf('&', at + 1)) {
      if (this.#text[at + 1] === '#') continue;
      const found = this.#nameAt(at + 1);
      if (found === '') this.#fail('An error occurred while parsing EntityName.', at + 1);
      const after = at + 1 + found.length;
      if (this.#text[after] !== ';') this.#unexpected(after, "The expected token is ';'.");
      if (!known.has(found)) this.#fail(`Reference to undeclared entity '${found}'.`, at + 1);
    }
  }

  #unexpected(at: number, expected: string): never {
    const token = this.#text[at];
    if (token === undefined) return this.#fail('Unexpected end of file has occurred.', at);
    return this.#fail(`'${token}' is an unexpected token. ${expected}`, at);
  }

  #nameAt(at: number): string {
    name.lastIndex = at;
    return name.exec(this.#text)?.[0] ?? '';
  }

  #elementName(at: number): string {
    const character = this.#text[at];
    if (character !== undefined && !nameStart.test(character)) {
      const code = character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0');
      this.#fail(`Name cannot begin with the '${character}' character, hexadecimal value 0x${code}.`, at);
    }
    return this.#nameAt(at);
  }

  #endTag(): void {
    const at = this.#at + 2;
    const found = this.#elementName(at);
    const open = this.#open.at(-1);
    if (!open) this.#fail('Unexpected end tag.', at);
    const end = /\s*>/y;
    end.lastIndex = at + found.length;
    if (!end.test(this.#text)) {
      this.#at = this.#text.length;
      return;
    }
    if (found !== open.name) {
      const lines = this.#text.slice(0, open.at).split(/\r\n|\r|\n/);
      const began = `line ${lines.length} position ${lines.at(-1)!.length + 1}`;
      this.#fail(`The '${open.name}' start tag on ${began} does not match the end tag of '${found}'.`, at);
    }
    this.#open.pop();
    this.#at = end.lastIndex;
  }

  #startTag(): void {
    const at = this.#at + 1;
    const found = this.#elementName(at);
    if (this.#open.length === 0 && this.#hasRoot)
      this.#fail('There are multiple root elements.', at, "This document already has a 'DocumentElement' node.");
    this.#hasRoot = true;
    this.#at = at + found.length;
    const names = this.#attributes();
    const declared = names.filter((one) => one.startsWith('xmlns:')).map((one) => one.slice(6));
    const prefixes = new Set([...(this.#open.at(-1)?.prefixes ?? ['xml', 'xmlns']), ...declared]);
    const prefix = found.includes(':') ? found.slice(0, found.indexOf(':')) : undefined;
    if (prefix !== undefined && !prefixes.has(prefix)) this.#fail(`'${prefix}' is an undeclared prefix.`, at);
    const isEmpty = this.#text[this.#at] === '/';
    this.#at += isEmpty ? 2 : 1;
    if (!isEmpty) this.#open.push({ name: found, at, prefixes });
  }

  /** Their names; then what ends the tag comes next. */
  #attributes(): readonly string[] {
    const names: string[] = [];
    for (;;) {
      const before = this.#at;
      while (/\s/.test(this.#text[this.#at] ?? '')) this.#at++;
      const next = this.#text[this.#at];
      if (next === '>' || this.#text.startsWith('/>', this.#at)) return names;
      if (next === undefined) this.#endsIn('Name');
      if (this.#at === before) this.#unexpected(this.#at, 'Expecting whitespace.');
      const found = this.#elementName(this.#at);
      if (names.includes(found)) this.#fail(`'${found}' is a duplicate attribute name.`, this.#at);
      names.push(found);
      this.#at += found.length;
      this.#value();
    }
  }

  #value(): void {
    const skipSpace = () => {
      while (/\s/.test(this.#text[this.#at] ?? '')) this.#at++;
    };
    skipSpace();
    if (this.#text[this.#at] !== '=') this.#unexpected(this.#at, "The expected token is '='.");
    this.#at++;
    skipSpace();
    const quote = this.#text[this.#at];
    if (quote !== '"' && quote !== "'") this.#unexpected(this.#at, `The expected token is '"' or '''.`);
    const end = this.#text.indexOf(quote, this.#at + 1);
    const last = end < 0 ? this.#text.length : end;
    const angle = this.#text.indexOf('<', this.#at);
    if (angle >= 0 && angle < last)
      this.#fail("'<', hexadecimal value 0x3C, is an invalid attribute character.", angle);
    this.#entities(this.#at, last);
    if (end < 0) this.#fail('There is an unclosed literal string.', this.#text.length);
    this.#at = end + 1;
  }
}
