import { declarationNamespace, type XmlNode } from '../document.ts';

/** What a step goes along, nearest first. */
export type Axis = (node: XmlNode) => Iterable<XmlNode>;

/** A document's declaration is no part of what XPath sees. */
const childrenOf = (node: XmlNode): readonly XmlNode[] =>
  node.children.some(({ kind }) => kind === 'declaration')
    ? node.children.filter(({ kind }) => kind !== 'declaration')
    : node.children;

function* descendants(node: XmlNode): Generator<XmlNode> {
  for (const child of childrenOf(node)) {
    yield child;
    yield* descendants(child);
  }
}

function* ancestors(node: XmlNode): Generator<XmlNode> {
  for (let at = node.parent; at; at = at.parent) yield at;
}

function siblings(node: XmlNode): { readonly before: readonly XmlNode[]; readonly after: readonly XmlNode[] } {
  const all = node.kind === 'attribute' || !node.parent ? [] : childrenOf(node.parent);
  const at = all.indexOf(node);
  return { before: all.slice(0, Math.max(at, 0)).toReversed(), after: at < 0 ? [] : all.slice(at + 1) };
}

function* andBelow(node: XmlNode): Generator<XmlNode> {
  yield node;
  yield* descendants(node);
}

function* following(node: XmlNode): Generator<XmlNode> {
  if (node.kind === 'attribute' && node.parent) yield* descendants(node.parent);
  for (let at: XmlNode | undefined = node.kind === 'attribute' ? node.parent : node; at; at = at.parent)
    for (const sibling of siblings(at).after) yield* andBelow(sibling);
}

function* preceding(node: XmlNode): Generator<XmlNode> {
  for (let at: XmlNode | undefined = node.kind === 'attribute' ? node.parent : node; at; at = at.parent)
    for (const sibling of siblings(at).before) yield* [...andBelow(sibling)].toReversed();
}

export const axes: Readonly<Record<string, Axis>> = {
  child: childrenOf,
  descendant: descendants,
  'descendant-or-self': andBelow,
  self: (node) => [node],
  parent: (node) => (node.parent ? [node.parent] : []),
  ancestor: ancestors,
  'ancestor-or-self': (node) => [node, ...ancestors(node)],
  'following-sibling': (node) => siblings(node).after,
  'preceding-sibling': (node) => siblings(node).before,
  following,
  preceding,
  attribute: (node) => node.attributes.filter(({ namespace }) => namespace !== declarationNamespace),
};

/** The top of the tree that a node stands in. */
export function rootOf(node: XmlNode): XmlNode {
  let top = node;
  while (top.parent) top = top.parent;
  return top;
}

/** A tree's nodes in its order, attributes behind the element that they are of. */
export function* allNodes(root: XmlNode): Generator<XmlNode> {
  for (const node of andBelow(root)) {
    yield node;
    yield* node.attributes;
  }
}

/** Axes that go backwards. */
export const reverseAxes: ReadonlySet<Axis> = new Set(
  ['ancestor', 'ancestor-or-self', 'preceding', 'preceding-sibling'].map((name) => axes[name]!),
);
