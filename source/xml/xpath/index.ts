import type { XmlNode } from '../document.ts';
import { XPathError } from './error.ts';
import { Search } from './evaluate.ts';
import { type Prefixes, XPathParser } from './parse.ts';
import { isNodes } from './values.ts';

export { XPathError } from './error.ts';
export type { Prefixes } from './parse.ts';

/**
 * The nodes that an XPath 1.0 finds from a node on, in the document's order. Names without a prefix are in no namespace.
 * Not understood: the axis `namespace`. Throws XPathError.
 */
export function selectNodes(from: XmlNode, xpath: string, prefixes?: Prefixes): readonly XmlNode[] {
  const value = new XPathParser(xpath, prefixes).read()({ node: from, position: 1, size: 1, search: new Search() });
  if (isNodes(value)) return value;
  throw XPathError.noNodes();
}
