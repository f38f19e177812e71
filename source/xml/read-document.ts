import { SaxesParser } from 'saxes';
import { declarationNamespace, XmlNode } from './document.ts';
import { XmlError } from './errors.ts';

export interface XmlDocumentLimits {
  /** UTF-16 units of the text. */
  readonly characters: number;
  readonly depth: number;
  /** Nodes in the whole document, attributes among them. */
  readonly nodes: number;
}

/** Room for reports and settings; deeper ones would be more than what is written recursively. */
export const defaultDocumentLimits: XmlDocumentLimits = { characters: 16 * 1024 * 1024, depth: 256, nodes: 500_000 };

/**
 * Reads a text as a document that can be changed: comments, instructions and mixed content stay; white space between
 * elements goes, as .NET's XmlDocument lets it go. What encoding it says it has counts for nothing: it is text already. A
 * doctype is refused, so nothing in a document can make it grow. Throws XmlError.
 */
export function readXmlDocument(text: string, limits: XmlDocumentLimits = defaultDocumentLimits): XmlNode {
  if (text.length > limits.characters) {
    throw new XmlError(
      'limit',
      `The document has ${text.length} characters, more than the ${limits.characters} allowed`,
      '',
    );
  }
  const document = new XmlNode('document', '#document');
  const parser = new SaxesParser({ xmlns: true });
  const where = () => `line ${parser.line}, column ${parser.column + 1}`;
  const fail = (problem: XmlError['problem'], message: string): never => {
    throw new XmlError(problem, message, where());
  };
  let open = document;
  let depth = 0;
  let nodes = 0;
  const count = () => {
    if (++nodes > limits.nodes) fail('limit', `More than ${limits.nodes} nodes`);
  };
  const add = (node: XmlNode) => {
    count();
    open.insert(node);
  };
  parser.on('error', (error) => fail('malformed', error.message.replace(/^\d+:\d+: /, '')));
  parser.on('doctype', () => fail('forbidden', 'A document type declaration is not allowed'));
  parser.on('xmldecl', ({ version = '1.0', encoding, standalone }) => {
    const parts = Object.entries({ version, encoding, standalone }).filter(([, value]) => value !== undefined);
    add(new XmlNode('declaration', 'xml', parts.map(([name, value]) => `${name}="${value}"`).join(' ')));
  });
  parser.on('processinginstruction', ({ target, body }) => add(new XmlNode('instruction', target, body)));
  parser.on('comment', (comment) => add(new XmlNode('comment', '#comment', comment)));
  parser.on('cdata', (data) => add(new XmlNode('cdata', '#cdata-section', data)));
  parser.on('text', (data) => {
    if (open !== document && /[^ \t\r\n]/.test(data)) add(new XmlNode('text', '#text', data));
  });
  parser.on('opentag', (tag) => {
    if (++depth > limits.depth) fail('limit', `More than ${limits.depth} levels of elements`);
    const element = new XmlNode('element', tag.name, '', tag.uri);
    for (const { name, prefix, uri, value } of Object.values(tag.attributes)) {
      count();
      const isDeclaration = prefix === 'xmlns' || name === 'xmlns';
      element.setAttribute(name, value, isDeclaration ? declarationNamespace : uri);
    }
    add(element);
    open = element;
  });
  parser.on('closetag', (tag) => {
    open.isShort = tag.isSelfClosing;
    open = open.parent ?? document;
    depth--;
  });
  parser.write(text).close();
  return document;
}
