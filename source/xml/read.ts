import { type SaxesAttributeNS, SaxesParser } from 'saxes';
import type { XmlAttribute, XmlElement } from './element.ts';
import { XmlError } from './errors.ts';

export interface XmlLimits {
  /** Size of the document in UTF-8 bytes. */
  readonly bytes: number;
  readonly depth: number;
  /** Elements in the whole document. */
  readonly elements: number;
  /** Attributes of one element, namespace declarations among them. */
  readonly attributes: number;
}

/** Room for a SOAP envelope of PowerShell (at most 512000 bytes when the server keeps to what it was told) and more. */
const defaultXmlLimits: XmlLimits = { bytes: 2 * 1024 * 1024, depth: 64, elements: 20_000, attributes: 64 };

/**
 * Reads one document, strictly: XML 1.0 with namespaces, UTF-8. A doctype, a processing instruction and any entity but
 * the five of XML are refused, so nothing in a document can make it grow. Throws XmlError.
 */
export function readXml(source: string | Uint8Array, limits: Partial<XmlLimits> = {}): XmlElement {
  const bounds = { ...defaultXmlLimits, ...limits };
  const size = typeof source === 'string' ? Buffer.byteLength(source) : source.byteLength;
  if (size > bounds.bytes) {
    throw new XmlError('limit', `The document has ${size} bytes, more than the ${bounds.bytes} allowed`, '');
  }
  return new Reader(bounds).read(typeof source === 'string' ? source : decodeUtf8(source));
}

function decodeUtf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new XmlError('encoding', 'The document is not UTF-8 text', '');
  }
}

/**
 * Characters from which on base64 between two tags is handed over beside the parser. saxes looks at every one, which for
 * such text takes most of the time that an envelope takes, and there is nothing in it to find. Whether the `>` did end a
 * tag (and was not part of an attribute, a comment or a CDATA section) the parser tells.
 */
const shortestRun = 256;

/** The bytes of canonical base64; undefined for any other text. */
function base64(text: string): Uint8Array | undefined {
  const bytes = Buffer.from(text, 'base64');
  if (bytes.toString('base64') !== text) return undefined;
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

interface OpenElement extends XmlElement {
  readonly attributes: XmlAttribute[];
  readonly children: XmlElement[];
  text: string;
  base64?: Uint8Array | undefined;
}

class Reader {
  readonly #limits: XmlLimits;
  readonly #parser = new SaxesParser({ xmlns: true, defaultXMLVersion: '1.0', forceXMLVersion: true });
  readonly #open: OpenElement[] = [];
  #root: XmlElement | undefined;
  #depth = 0;
  #elements = 0;
  #attributes = 0;
  /** Characters that the parser had seen at the end of the last tag: where it has seen no more, text follows. */
  #tagEnd = -1;

  constructor(limits: XmlLimits) {
    this.#limits = limits;
    const parser = this.#parser;
    parser.on('error', (error) => this.#fail('malformed', error.message.replace(/^\d+:\d+: /, '')));
    parser.on('doctype', () => this.#fail('forbidden', 'A document type declaration is not allowed'));
    parser.on('processinginstruction', () => this.#fail('forbidden', 'A processing instruction is not allowed'));
    parser.on('xmldecl', ({ version, encoding }) => {
      if (version !== '1.0') this.#fail('forbidden', `XML version ${version} is not supported`);
      if (encoding !== undefined && !/^(utf-?8|us-ascii)$/i.test(encoding)) {
        this.#fail('encoding', `The document says its encoding is ${encoding}; only UTF-8 is read`);
      }
    });
    parser.on('opentagstart', () => {
      this.#attributes = 0;
      this.#count('elements', ++this.#elements);
      this.#count('depth', ++this.#depth);
    });
    parser.on('attribute', () => this.#count('attributes', ++this.#attributes));
    parser.on('opentag', (tag) => {
      const element: OpenElement = {
        namespace: tag.uri,
        local: tag.local,
        attributes: attributesOf(Object.values(tag.attributes)),
        children: [],
        text: '',
      };
      this.#open.at(-1)?.children.push(element);
      this.#root ??= element;
      this.#open.push(element);
      this.#tagEnd = parser.position;
    });
    parser.on('closetag', () => {
      this.#tagEnd = parser.position;
      this.#depth--;
      this.#open.pop();
    });
    const addText = (text: string) => {
      const element = this.#open.at(-1);
      if (!element) return;
      element.text += text;
      element.base64 = undefined;
    };
    parser.on('text', addText);
    parser.on('cdata', addText);
  }

  read(text: string): XmlElement {
    let fed = 0;
    let besideParser = 0;
    for (let start = text.indexOf('>') + 1, end = 0; start > 0; start = text.indexOf('>', end) + 1) {
      end = text.indexOf('<', start);
      if (end < 0) break;
      if (end - start < shortestRun) continue;
      const run = text.slice(start, end);
      const bytes = base64(run);
      if (!bytes) continue;
      this.#parser.write(text.slice(fed, start));
      fed = start;
      const element = this.#open.at(-1);
      if (!element || this.#tagEnd !== start - besideParser) continue;
      element.base64 = element.text === '' ? bytes : undefined;
      element.text += run;
      fed = end;
      besideParser += run.length;
    }
    this.#parser.write(text.slice(fed)).close();
    if (!this.#root) this.#fail('malformed', 'The document has no element');
    return this.#root;
  }

  #count(what: 'depth' | 'elements' | 'attributes', value: number): void {
    if (value > this.#limits[what]) this.#fail('limit', `More than ${this.#limits[what]} ${limitWords[what]}`);
  }

  #fail(problem: 'malformed' | 'forbidden' | 'limit' | 'encoding', message: string): never {
    throw new XmlError(problem, message, `line ${this.#parser.line}, column ${this.#parser.column + 1}`);
  }
}

const limitWords = { depth: 'levels of elements', elements: 'elements', attributes: 'attributes of one element' };

function attributesOf(attributes: readonly SaxesAttributeNS[]): XmlAttribute[] {
  return attributes
    .filter(({ prefix, name }) => prefix !== 'xmlns' && name !== 'xmlns')
    .map(({ uri, local, value }) => ({ namespace: uri, local, value }));
}
