import { psEnum } from '../../objects/index.ts';
import {
  contentMarkup,
  indentedMarkup,
  nodeMarkup,
  readXmlDocument,
  XmlError,
  XmlNode,
  type XmlNodeKind,
} from '../../xml/index.ts';
import type { ScriptCaller } from '../run/script-caller.ts';
import { LiveList, type Value } from '../run/value.ts';
import type { Work } from '../run/work.ts';
import type { TypeParts } from './define.ts';
import { decoded } from './encoding.ts';
import { readFile, writeFile } from './file-class.ts';
import { TypeFailure } from './type.ts';
import { type NodeValue, nodeOf, nodeOrNull, nodeValue, setValue } from './xml-members.ts';
import { nameTable, nodesByManager, nodesByPath } from './xml-path.ts';
import { xmlProblem } from './xml-problem.ts';

export const nodeListName = 'System.Xml.XmlNodeList';
export const attributesName = 'System.Xml.XmlAttributeCollection';

const kinds: Readonly<Record<XmlNodeKind, readonly [name: string, number: number]>> = {
  element: ['Element', 1],
  attribute: ['Attribute', 2],
  text: ['Text', 3],
  cdata: ['CDATA', 4],
  instruction: ['ProcessingInstruction', 7],
  comment: ['Comment', 8],
  document: ['Document', 9],
  declaration: ['XmlDeclaration', 17],
};

function failure(error: unknown): unknown {
  return error instanceof XmlError ? new TypeFailure(`${error.message}.`, 'System.Xml.XmlException') : error;
}

/** Throws a TypeFailure. `isCast`: .NET reads for a cast in a way of its own. */
export function read(text: string, isCast = false): XmlNode {
  try {
    return readXmlDocument(text);
  } catch (error) {
    const words = error instanceof XmlError && error.problem === 'malformed' ? xmlProblem(text) : undefined;
    if (!words) throw failure(error);
    throw new TypeFailure((isCast ? words.ofCast : undefined) ?? words.message, 'System.Xml.XmlException');
  }
}

const list = (nodes: Iterable<XmlNode>) => new LiveList([...nodes].map(nodeValue), nodeListName, 'System.Xml.XmlNode');

class Attributes extends LiveList {
  constructor(node: XmlNode) {
    super(node.attributes.map(nodeValue), attributesName, 'System.Xml.XmlAttribute');
  }

  index(key: Value): Value | undefined {
    if (typeof key !== 'string') return undefined;
    return this.items.find((one) => nodeOf(one)?.name === key) ?? null;
  }
}

/** The sibling so many places on. */
function beside(node: XmlNode, by: number): Value {
  const siblings = node.kind === 'attribute' ? [] : (node.parent?.children ?? []);
  return nodeOrNull(siblings[siblings.indexOf(node) + by]);
}

const isNamed = (name: string) => (one: XmlNode) => one.kind === 'element' && (name === '*' || one.name === name);

/** A node as an argument; the failure of a method where there is none. */
function given(value: Value): XmlNode {
  const node = nodeOf(value);
  if (node) return node;
  throw new TypeFailure('Object reference not set to an instance of an object.', 'System.NullReferenceException');
}

function put(parent: XmlNode, value: Value, before?: XmlNode): Value {
  try {
    parent.insert(given(value), before);
  } catch (error) {
    throw failure(error);
  }
  return value;
}

function reload(self: NodeValue, text: string): void {
  const { node } = self.state;
  node.clear();
  for (const child of [...read(text).children]) node.insert(child);
}

/** A name of an element or an attribute; the failure of a method where it is none. */
function named(name: string): string {
  if (/^[\p{L}_][\p{L}\p{N}\p{M}._-]*(?::[\p{L}_][\p{L}\p{N}\p{M}._-]*)?$/u.test(name)) return name;
  throw new TypeFailure(`'${name}' is no name that XML knows.`, 'System.Xml.XmlException');
}

function element(name: string, namespace: string | undefined): Value {
  const node = new XmlNode('element', named(name), '', namespace);
  node.isShort = true;
  return nodeValue(node);
}

/** What every node has. */
export const nodeMembers: NonNullable<TypeParts['members']> = {
  'string Name {get;}': ({ state }: NodeValue) => state.node.name,
  'string LocalName {get;}': ({ state }: NodeValue) => state.node.local,
  'string NamespaceURI {get;}': ({ state }: NodeValue) => state.node.namespace,
  'string Prefix {get;}': ({ state }: NodeValue) => state.node.prefix,
  'System.Xml.XmlNodeType NodeType {get;}': ({ state }: NodeValue) =>
    psEnum('System.Xml.XmlNodeType', ...kinds[state.node.kind]),
  'System.Xml.XmlNode ParentNode {get;}': ({ state: { node } }: NodeValue) =>
    nodeOrNull(node.kind === 'attribute' ? undefined : node.parent),
  'System.Xml.XmlDocument OwnerDocument {get;}': ({ state: { node } }: NodeValue) =>
    nodeOrNull(node.kind === 'document' ? undefined : node.document),
  'string InnerXml {get;}': ({ state }: NodeValue) => contentMarkup(state.node),
  'string InnerText {get;}': ({ state }: NodeValue) => (state.node.kind === 'document' ? null : state.node.text),
  'set string InnerText(string value)': ({ state }: NodeValue, text: string) => setValue(state.node, text),
  'string OuterXml {get;}': ({ state }: NodeValue) => nodeMarkup(state.node),
  'string Value {get;}': ({ state: { node } }: NodeValue) =>
    node.kind === 'element' || node.kind === 'document' ? null : node.value,
  'set string Value(string value)': ({ state }: NodeValue, text: string) => setValue(state.node, text),
  'System.Xml.XmlNodeList ChildNodes {get;}': ({ state }: NodeValue) => list(state.node.children),
  'System.Xml.XmlNode FirstChild {get;}': ({ state }: NodeValue) => nodeOrNull(state.node.children[0]),
  'System.Xml.XmlNode LastChild {get;}': ({ state }: NodeValue) => nodeOrNull(state.node.children.at(-1)),
  'System.Xml.XmlNode NextSibling {get;}': ({ state }: NodeValue) => beside(state.node, 1),
  'System.Xml.XmlNode PreviousSibling {get;}': ({ state }: NodeValue) => beside(state.node, -1),
  'bool HasChildNodes {get;}': ({ state }: NodeValue) => state.node.children.length > 0,
  'System.Xml.XmlNode AppendChild(System.Xml.XmlNode newChild)': ({ state }: NodeValue, child: Value) =>
    put(state.node, child),
  'System.Xml.XmlNode PrependChild(System.Xml.XmlNode newChild)': ({ state }: NodeValue, child: Value) =>
    put(state.node, child, state.node.children[0]),
  'System.Xml.XmlNode InsertBefore(System.Xml.XmlNode newChild, System.Xml.XmlNode refChild)': (
    { state }: NodeValue,
    child: Value,
    before: Value,
  ) => put(state.node, child, nodeOf(before)),
  'System.Xml.XmlNode InsertAfter(System.Xml.XmlNode newChild, System.Xml.XmlNode refChild)': (
    { state: { node } }: NodeValue,
    child: Value,
    after: Value,
  ) => put(node, child, node.children[node.children.indexOf(given(after)) + 1]),
  'System.Xml.XmlNode RemoveChild(System.Xml.XmlNode oldChild)': ({ state }: NodeValue, child: Value) => {
    if (state.node.remove(given(child))) return child;
    throw new TypeFailure('The node to be removed is not a child of this node.', 'System.ArgumentException');
  },
  'System.Xml.XmlNode ReplaceChild(System.Xml.XmlNode newChild, System.Xml.XmlNode oldChild)': (
    { state }: NodeValue,
    child: Value,
    old: Value,
  ) => {
    put(state.node, child, given(old));
    state.node.remove(given(old));
    return old;
  },
  'void RemoveAll()': ({ state: { node } }: NodeValue) => {
    node.setText('');
    node.attributes.length = 0;
  },
  'System.Xml.XmlNode CloneNode(bool deep)': ({ state }: NodeValue, deep: boolean) => nodeValue(state.node.clone(deep)),
  'System.Xml.XmlNodeList SelectNodes(string xpath)': ({ state }: NodeValue, xpath: string) =>
    list(nodesByPath(state.node, xpath)),
  'System.Xml.XmlNodeList SelectNodes(string xpath, System.Xml.XmlNamespaceManager nsmgr)': (
    { state }: NodeValue,
    xpath: string,
    manager: Value,
  ) => list(nodesByManager(state.node, xpath, manager)),
  'System.Xml.XmlNode SelectSingleNode(string xpath)': ({ state }: NodeValue, xpath: string) =>
    nodeOrNull(nodesByPath(state.node, xpath)[0]),
  'System.Xml.XmlNode SelectSingleNode(string xpath, System.Xml.XmlNamespaceManager nsmgr)': (
    { state }: NodeValue,
    xpath: string,
    manager: Value,
  ) => nodeOrNull(nodesByManager(state.node, xpath, manager)[0]),
  'string ToString()': ({ state }: NodeValue) => state.toShown(),
};

export const elementMembers: NonNullable<TypeParts['members']> = {
  'bool IsEmpty {get;}': ({ state: { node } }: NodeValue) => node.isShort && node.children.length === 0,
  'System.Xml.XmlAttributeCollection Attributes {get;}': ({ state }: NodeValue) => new Attributes(state.node),
  'bool HasAttributes {get;}': ({ state }: NodeValue) => state.node.attributes.length > 0,
  'string GetAttribute(string name)': ({ state }: NodeValue, name: string) => state.node.attribute(name)?.value ?? '',
  'System.Xml.XmlAttribute GetAttributeNode(string name)': ({ state }: NodeValue, name: string) =>
    nodeOrNull(state.node.attribute(name)),
  'bool HasAttribute(string name)': ({ state }: NodeValue, name: string) => state.node.attribute(name) !== undefined,
  'void SetAttribute(string name, string value)': ({ state }: NodeValue, name: string, value: string | null) => {
    state.node.setAttribute(named(name), value ?? '');
  },
  'void RemoveAttribute(string name)': ({ state: { node } }: NodeValue, name: string) => {
    const at = node.attributes.findIndex((one) => one.name === name);
    if (at >= 0) node.attributes.splice(at, 1);
  },
  'System.Xml.XmlNodeList GetElementsByTagName(string name)': ({ state }: NodeValue, name: string) =>
    list([...state.node.elements()].filter(isNamed(name))),
  'System.Xml.XmlElement Item(string name)': ({ state }: NodeValue, name: string) =>
    nodeOrNull(state.node.children.find(isNamed(name))),
};

export const documentMembers: NonNullable<TypeParts['members']> = {
  'new()': () => nodeValue(new XmlNode('document', '#document')),
  'System.Xml.XmlElement DocumentElement {get;}': ({ state }: NodeValue) =>
    nodeOrNull(state.node.children.find(({ kind }) => kind === 'element')),
  'bool PreserveWhitespace {get;}': () => false,
  'System.Xml.XmlNameTable NameTable {get;}': () => nameTable(),
  'System.Xml.XmlNodeList GetElementsByTagName(string name)':
    elementMembers['System.Xml.XmlNodeList GetElementsByTagName(string name)']!,
  'System.Xml.XmlElement Item(string name)': elementMembers['System.Xml.XmlElement Item(string name)']!,
  'System.Xml.XmlElement CreateElement(string name)': (_: NodeValue, name: string) => element(name, undefined),
  'System.Xml.XmlElement CreateElement(string qualifiedName, string namespaceURI)': (
    _: NodeValue,
    name: string,
    namespace: string | null,
  ) => element(name, namespace ?? undefined),
  'System.Xml.XmlText CreateTextNode(string text)': (_: NodeValue, text: string) =>
    nodeValue(new XmlNode('text', '#text', text)),
  'System.Xml.XmlComment CreateComment(string data)': (_: NodeValue, text: string) =>
    nodeValue(new XmlNode('comment', '#comment', text)),
  'System.Xml.XmlNode ImportNode(System.Xml.XmlNode node, bool deep)': (_: NodeValue, node: Value, deep: boolean) =>
    nodeValue(given(node).clone(deep)),
  'void LoadXml(string xml)': reload,
  *'void Load(string filename)'(self: NodeValue, path: string, scripts: ScriptCaller): Work<void> {
    reload(self, decoded(yield* readFile(path, scripts), undefined));
  },
  'void Save(string filename)': ({ state }: NodeValue, path: string, scripts: ScriptCaller) =>
    writeFile(path, Buffer.from(indentedMarkup(state.node)), false, scripts),
};
