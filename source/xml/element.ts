import { XmlError } from './errors.ts';

export interface XmlAttribute {
  /** Empty for an attribute without a prefix. */
  readonly namespace: string;
  readonly local: string;
  readonly value: string;
}

/** An element with its names resolved. `text` is its own character data, put together; that of children is theirs. */
export interface XmlElement {
  readonly namespace: string;
  readonly local: string;
  readonly attributes: readonly XmlAttribute[];
  readonly children: readonly XmlElement[];
  readonly text: string;
  /** What the text stands for, where it is long and canonical base64: found in passing. */
  readonly base64?: Uint8Array | undefined;
}

export function isElement(element: XmlElement, namespace: string, local: string): boolean {
  return element.local === local && element.namespace === namespace;
}

/** The first child of that name. */
export function child(parent: XmlElement, namespace: string, local: string): XmlElement | undefined {
  return parent.children.find((candidate) => isElement(candidate, namespace, local));
}

export function childrenNamed(parent: XmlElement, namespace: string, local: string): readonly XmlElement[] {
  return parent.children.filter((candidate) => isElement(candidate, namespace, local));
}

/** The only child of that name; none or several is an XmlError, since then two readers could see two documents. */
export function onlyChild(parent: XmlElement, namespace: string, local: string): XmlElement {
  const found = childrenNamed(parent, namespace, local);
  if (found.length === 1) return found[0]!;
  throw new XmlError(
    found.length === 0 ? 'missing' : 'malformed',
    found.length === 0 ? `The element ${local} is missing` : `The element ${local} is there ${found.length} times`,
    `in ${parent.local}`,
  );
}

/** The text of the first child of that name, white space around it removed; undefined without such a child. */
export function childText(parent: XmlElement, namespace: string, local: string): string | undefined {
  return child(parent, namespace, local)?.text.trim();
}

/** The value of an attribute; those without a prefix are in the empty namespace. */
export function attribute(element: XmlElement, local: string, namespace = ''): string | undefined {
  return element.attributes.find((candidate) => candidate.local === local && candidate.namespace === namespace)?.value;
}

/** The first element of that name anywhere below, in document order. */
export function descendant(root: XmlElement, namespace: string, local: string): XmlElement | undefined {
  for (const candidate of root.children) {
    if (isElement(candidate, namespace, local)) return candidate;
    const deeper = descendant(candidate, namespace, local);
    if (deeper) return deeper;
  }
  return undefined;
}

/** All text of an element and below, its own first. */
export function allText(element: XmlElement): string {
  const below = element.children.map(allText).filter((text) => text.trim() !== '');
  return [element.text, ...below].join(' ').trim();
}
