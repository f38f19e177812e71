import { XmlError } from './errors.ts';

export type XmlNodeKind =
  | 'document'
  | 'declaration'
  | 'element'
  | 'attribute'
  | 'text'
  | 'cdata'
  | 'comment'
  | 'instruction';

/** What a namespace's declaration is itself in. */
export const declarationNamespace = 'http://www.w3.org/2000/xmlns/';

/** A node of a document that can be changed, as the Document Object Model has it: mixed content keeps its order. */
export class XmlNode {
  readonly kind: XmlNodeKind;
  /** With its prefix, as it was written: `p:item`, `#text`, `#document`; an instruction's target. */
  readonly name: string;
  readonly namespace: string;
  /** Of an attribute, a text, a comment, an instruction, a declaration; empty for the others. */
  value: string;
  /** An attribute's is the element that it is of. */
  parent: XmlNode | undefined;
  readonly attributes: XmlNode[] = [];
  readonly children: XmlNode[] = [];
  /** Written as `<a />`, not as `<a></a>`. */
  isShort = false;

  constructor(kind: XmlNodeKind, name: string, value = '', namespace = '') {
    this.kind = kind;
    this.name = name;
    this.value = value;
    this.namespace = namespace;
  }

  get prefix(): string {
    return this.hasPrefix ? this.name.slice(0, this.name.indexOf(':')) : '';
  }

  get local(): string {
    return this.hasPrefix ? this.name.slice(this.name.indexOf(':') + 1) : this.name;
  }

  private get hasPrefix(): boolean {
    return (this.kind === 'element' || this.kind === 'attribute') && this.name.includes(':');
  }

  /** The document that it stands in; undefined for one that stands nowhere. */
  get document(): XmlNode | undefined {
    if (this.kind === 'document') return this;
    return this.parent?.document;
  }

  /** All characters in it, those of elements below too. */
  get text(): string {
    if (this.kind === 'element' || this.kind === 'document') {
      return this.children
        .map((one) => (one.kind === 'comment' || one.kind === 'instruction' ? '' : one.text))
        .join('');
    }
    return this.value;
  }

  attribute(name: string): XmlNode | undefined {
    return this.attributes.find((one) => one.name === name);
  }

  /** Puts a node before another child, or behind all; out of where it stood. XmlError where it would hold itself. */
  insert(node: XmlNode, before?: XmlNode): void {
    for (let at: XmlNode | undefined = this; at; at = at.parent)
      if (at === node) throw new XmlError('malformed', 'A node cannot stand in itself', node.name);
    node.parent?.remove(node);
    node.parent = this;
    const at = before ? this.children.indexOf(before) : -1;
    this.children.splice(at < 0 ? this.children.length : at, 0, node);
    this.isShort = false;
  }

  /** False where it has no such child. */
  remove(node: XmlNode): boolean {
    const at = this.children.indexOf(node);
    if (at < 0) return false;
    this.children.splice(at, 1);
    node.parent = undefined;
    return true;
  }

  /** Lets go of all children. */
  clear(): void {
    for (const child of this.children) child.parent = undefined;
    this.children.length = 0;
  }

  setAttribute(name: string, value: string, namespace = ''): XmlNode {
    const known = this.attribute(name);
    if (known) {
      known.value = value;
      return known;
    }
    const attribute = new XmlNode('attribute', name, value, namespace);
    attribute.parent = this;
    this.attributes.push(attribute);
    return attribute;
  }

  /** All that is in it becomes one text. */
  setText(text: string): void {
    this.clear();
    this.isShort = false;
    if (text !== '') this.insert(new XmlNode('text', '#text', text));
  }

  /** The elements below, in the document's order. */
  *elements(): Generator<XmlNode> {
    for (const child of this.children) {
      if (child.kind !== 'element') continue;
      yield child;
      yield* child.elements();
    }
  }

  /** A copy that stands nowhere; `deep` with all below. */
  clone(deep: boolean): XmlNode {
    const copy = new XmlNode(this.kind, this.name, this.value, this.namespace);
    for (const one of this.attributes) copy.setAttribute(one.name, one.value, one.namespace);
    if (deep) for (const one of this.children) copy.insert(one.clone(true));
    copy.isShort = this.isShort;
    return copy;
  }
}
