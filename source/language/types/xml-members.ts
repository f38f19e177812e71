import { nodeMarkup, type XmlNode, type XmlNodeKind } from '../../xml/index.ts';
import { type Adapted, LiveArray, LiveInstance, type Value } from '../run/value.ts';
import { settingFailure } from './type.ts';

const typeNames: Readonly<Record<XmlNodeKind, string>> = {
  document: 'System.Xml.XmlDocument',
  declaration: 'System.Xml.XmlDeclaration',
  element: 'System.Xml.XmlElement',
  attribute: 'System.Xml.XmlAttribute',
  text: 'System.Xml.XmlText',
  cdata: 'System.Xml.XmlCDataSection',
  comment: 'System.Xml.XmlComment',
  instruction: 'System.Xml.XmlProcessingInstruction',
};

/**
 * A node as PowerShell adapts it: its attributes and what it encloses are its properties, by their names without prefix, in
 * any case. What has only text in it is that text; several of one name are a list.
 */
class NodeState implements Adapted {
  readonly node: XmlNode;

  constructor(node: XmlNode) {
    this.node = node;
  }

  names(): readonly string[] {
    const names = new Map<string, string>();
    for (const { local } of [...this.node.attributes, ...this.node.children])
      if (!names.has(local.toLowerCase())) names.set(local.toLowerCase(), local);
    // What takes a child's name in brackets has this name: where members are listed, it is in the way.
    names.delete('item');
    return [...names.values()];
  }

  get(lower: string): Value | undefined {
    const found = this.#named(lower).map(worthOf);
    return found.length > 1 ? new LiveArray(found) : found[0];
  }

  isSettable(lower: string): boolean {
    return this.#named(lower).every((node) => typeof worthOf(node) === 'string');
  }

  set(lower: string, value: Value): boolean {
    const [node, second] = this.#named(lower);
    if (!node) return false;
    if (second) throw settingFailure(node.local, 'Only one node can be set, and there are several of that name.');
    if (typeof value !== 'string')
      throw settingFailure(node.local, 'Cannot set because only strings can be used as values.');
    if (typeof worthOf(node) !== 'string') {
      throw settingFailure(node.local, 'Only a node that has nothing but text in it can be set so: set its InnerText.');
    }
    setValue(node, value);
    return true;
  }

  /** As ToString() of a node tells it, which tables show. */
  toShown(): string {
    const { node } = this;
    return node.kind === 'element' ? node.local : node.kind === 'attribute' ? typeNames.attribute : node.name;
  }

  toXml(): string | undefined {
    return this.node.kind === 'document' ? nodeMarkup(this.node) : undefined;
  }

  #named(lower: string): readonly XmlNode[] {
    return [...this.node.attributes, ...this.node.children].filter(({ local }) => local.toLowerCase() === lower);
  }
}

export type NodeValue = LiveInstance<NodeState>;

const known = new WeakMap<XmlNode, NodeValue>();

/** A node is always the same value. */
export function nodeValue(node: XmlNode): NodeValue {
  let value = known.get(node);
  if (!value) {
    value = new LiveInstance(typeNames[node.kind], new NodeState(node));
    known.set(node, value);
  }
  return value;
}

export const nodeOrNull = (node: XmlNode | undefined): Value => (node ? nodeValue(node) : null);

/** The node behind a value; undefined where there is none. */
export function nodeOf(value: Value): XmlNode | undefined {
  return value instanceof LiveInstance && value.state instanceof NodeState ? value.state.node : undefined;
}

/** What a node is worth as a property of the one that it is in. */
function worthOf(node: XmlNode): Value {
  if (node.kind !== 'element') return node.value;
  const [only, ...more] = node.children;
  const isText = node.attributes.length === 0 && more.length === 0 && (!only || only.kind === 'text');
  return isText ? node.text : nodeValue(node);
}

export function setValue(node: XmlNode, text: string): void {
  if (node.kind === 'element') node.setText(text);
  else node.value = text;
}
