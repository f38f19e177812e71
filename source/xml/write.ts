import { XmlError } from './errors.ts';

/** Markup that is already written: only `tag` and `sequence` make it, so text cannot be taken for it by mistake. */
export class Markup {
  readonly #xml: string;
  constructor(kind: typeof fromThisFile, xml: string) {
    if (kind !== fromThisFile) throw new TypeError('Markup is made by tag() and sequence() only.');
    this.#xml = xml;
  }
  toString(): string {
    return this.#xml;
  }
}

const fromThisFile: unique symbol = Symbol('markup');

/** Text is escaped; undefined is left out. */
export type XmlContent = Markup | string | undefined;

/** Attributes with the value undefined are left out. Namespace declarations are attributes like others. */
export type XmlAttributeValues = Readonly<Record<string, string | undefined>>;

const nameShape = /^[A-Za-z_][\w.-]*(:[A-Za-z_][\w.-]*)?$/;

/**
 * One element under a qualified name, for instance `tag('rsp:Shell', { ShellId: id }, tag('rsp:InputStreams', {}, 'stdin pr'))`.
 * Throws XmlError for a name that is none and for a character that XML 1.0 cannot carry: protocol text with one in it
 * is a mistake to hear of, not to repair. `replaceIllegalCharacters` is for text meant for people.
 */
export function tag(name: string, attributes: XmlAttributeValues = {}, ...content: readonly XmlContent[]): Markup {
  checkName(name);
  let start = `<${name}`;
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined) continue;
    checkName(key);
    start += ` ${key}="${escapeAttribute(value, `${name}/@${key}`)}"`;
  }
  let inner = '';
  for (const part of content) {
    if (part instanceof Markup) inner += part;
    else if (part !== undefined) inner += escapeText(part, name);
  }
  return new Markup(fromThisFile, inner === '' ? `${start}/>` : `${start}>${inner}</${name}>`);
}

/** Elements one after another, as content for a `tag`. */
export function sequence(parts: Iterable<Markup | undefined>): Markup {
  let xml = '';
  for (const part of parts) if (part) xml += part;
  return new Markup(fromThisFile, xml);
}

function escapeText(text: string, where = ''): string {
  refuseIllegal(text, where);
  // A bare CR would be read back as LF, and `]]>` must not stand in text (XML 1.0, 2.11 and 2.4).
  return /[&<>\r]/.test(text) ? text.replace(/[&<>\r]/g, reference) : text;
}

function escapeAttribute(text: string, where = ''): string {
  refuseIllegal(text, where);
  // White space other than blanks would be read back as blanks (XML 1.0, 3.3.3).
  return /[&<>"\t\n\r]/.test(text) ? text.replace(/[&<>"\t\n\r]/g, reference) : text;
}

/** For text of people (messages, names): what XML 1.0 cannot carry becomes U+FFFD. */
export function replaceIllegalCharacters(text: string): string {
  return text.replace(new RegExp(illegal.source, 'gu'), '\uFFFD');
}

const references: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\t': '&#x9;',
  '\n': '&#xA;',
  '\r': '&#xD;',
};

function reference(character: string): string {
  return references[character] ?? character;
}

/** Everything outside of Char of XML 1.0, 2.2; with the u flag a surrogate in the class is one without its other half. */
const illegal = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u;

/** Base64 is that, and long: what has nothing else need not be looked through by its characters. */
const isPrintable = /^[ -~]*$/;

function refuseIllegal(text: string, where: string): void {
  if (isPrintable.test(text)) return;
  const found = illegal.exec(text);
  if (!found) return;
  const code = found[0].codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0');
  throw new XmlError('illegal-character', `XML cannot carry the character U+${code}`, where && `in ${where}`);
}

function checkName(name: string): void {
  if (!nameShape.test(name)) throw new XmlError('malformed', `${JSON.stringify(name)} is no XML name`, '');
}
