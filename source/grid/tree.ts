import { valueText } from '../format/index.ts';
import {
  PsChar,
  PsDateTime,
  PsDecimal,
  PsNumber,
  PsObject,
  PsSecureString,
  PsText,
  PsTimeSpan,
  type PsValue,
} from '../objects/index.ts';
import { fold } from '../text/fold.ts';
import { truncate } from '../text/width.ts';

/** A property, an item or an entry in the tree of an object. */
export interface TreeNode {
  readonly name: string;
  readonly value: PsValue;
  readonly depth: number;
  readonly parent: TreeNode | undefined;
  readonly canOpen: boolean;
}

/** Parts of one value that are listed; what a server sends is bounded. */
const mostParts = 5000;

/** Objects in one another that are opened: one may hold itself. */
const deepest = 48;

/** Nodes that a search opens on its way. */
const mostSearched = 50_000;

/** Characters of a value that are searched and shown in a row. */
const longestValue = 1000;

/** One object as a tree of its properties: which nodes are open, where the cursor is. */
export class Tree {
  readonly value: PsValue;
  #nodes: readonly TreeNode[];
  readonly #open = new Set<TreeNode>();
  readonly #children = new WeakMap<TreeNode, readonly TreeNode[]>();
  #current = 0;
  top = 0;

  constructor(value: PsValue) {
    this.value = value;
    this.#nodes = this.#roots();
  }

  /** The nodes that are seen, open ones followed by what they hold. */
  get nodes(): readonly TreeNode[] {
    return this.#nodes;
  }

  get current(): number {
    return this.#current;
  }

  get node(): TreeNode | undefined {
    return this.#nodes[this.#current];
  }

  isOpen(node: TreeNode): boolean {
    return this.#open.has(node);
  }

  moveTo(index: number): void {
    this.#current = Math.max(0, Math.min(this.#nodes.length - 1, index));
  }

  /** Opens the current node. */
  open(): void {
    const { node } = this;
    if (!node?.canOpen || this.#open.has(node)) return;
    this.#open.add(node);
    this.#nodes = this.#nodes.toSpliced(this.#current + 1, 0, ...this.#childrenOf(node));
  }

  /** Closes the current node, or goes to the one that holds it. */
  close(): void {
    const { node } = this;
    if (!node) return;
    if (this.#open.has(node)) {
      this.#open.delete(node);
      this.#rebuild(node);
    } else if (node.parent) this.moveTo(this.#nodes.indexOf(node.parent));
  }

  toggle(): void {
    if (this.node && this.#open.has(this.node)) this.close();
    else this.open();
  }

  /** Opens what it takes to see all nodes whose name or value has the text; gives how many there are. */
  reveal(query: string): number {
    const wanted = fold(query);
    if (wanted === '') return 0;
    let searched = 0;
    let count = 0;
    const visit = (nodes: readonly TreeNode[]) => {
      for (const node of nodes) {
        if (searched++ > mostSearched) return;
        if (fits(node, wanted)) {
          count += 1;
          for (let above = node.parent; above; above = above.parent) this.#open.add(above);
        }
        if (node.canOpen) visit(this.#childrenOf(node));
      }
    };
    const { node } = this;
    visit(this.#roots());
    this.#rebuild(node);
    return count;
  }

  /** Goes to the next node that fits, round and round; false where there is none. */
  find(query: string, by: 1 | -1, from = this.#current + by): boolean {
    const wanted = fold(query);
    const { length } = this.#nodes;
    for (let step = 0; step < length; step++) {
      const index = (((from + by * step) % length) + length) % length;
      if (!fits(this.#nodes[index]!, wanted)) continue;
      this.moveTo(index);
      return true;
    }
    return false;
  }

  /** Whether a node is one of those that were looked for. */
  fits(node: TreeNode, query: string): boolean {
    return query !== '' && fits(node, fold(query));
  }

  #roots(): readonly TreeNode[] {
    this.#top ??= partsOf(this.value, 0, undefined);
    return this.#top;
  }
  #top: readonly TreeNode[] | undefined;

  #childrenOf(node: TreeNode): readonly TreeNode[] {
    let children = this.#children.get(node);
    if (!children) {
      children = partsOf(node.value, node.depth + 1, node);
      this.#children.set(node, children);
    }
    return children;
  }

  #rebuild(stay: TreeNode | undefined): void {
    const nodes: TreeNode[] = [];
    const add = (all: readonly TreeNode[]) => {
      for (const node of all) {
        nodes.push(node);
        if (this.#open.has(node)) add(this.#childrenOf(node));
      }
    };
    add(this.#roots());
    this.#nodes = nodes;
    let at = stay;
    while (at && !nodes.includes(at)) at = at.parent;
    this.moveTo(at ? nodes.indexOf(at) : 0);
  }
}

function fits({ name, value }: TreeNode, wanted: string): boolean {
  // The text of what can be opened and has none of its own is made of what is found inside.
  const isComposed = value instanceof PsObject && value.text === undefined && value.base === undefined;
  return fold(name).includes(wanted) || (!isComposed && fold(nodeText(value)).includes(wanted));
}

function partsOf(value: PsValue, depth: number, parent: TreeNode | undefined): readonly TreeNode[] {
  const node = (name: string, one: PsValue): TreeNode => ({
    name,
    value: one,
    depth,
    parent,
    canOpen: depth < deepest && hasParts(one),
  });
  if (!(value instanceof PsObject)) return depth === 0 ? [node('Value', value)] : [];
  const { collection } = value;
  const held =
    collection?.kind === 'dictionary'
      ? collection.entries.slice(0, mostParts).map(([key, one]) => node(valueText(key), one))
      : (collection?.items.slice(0, mostParts).map((one, index) => node(`[${index}]`, one)) ?? []);
  const names = value.propertyNames.slice(0, mostParts);
  const own = names.map((name) => node(name, value.get(name) ?? null));
  return depth === 0 && held.length + own.length === 0 ? [node('Value', value)] : [...held, ...own];
}

function hasParts(value: PsValue): boolean {
  if (!(value instanceof PsObject)) return false;
  const { collection } = value;
  const count = collection ? (collection.kind === 'dictionary' ? collection.entries : collection.items).length : 0;
  return count > 0 || value.propertyNames.length > 0;
}

/** A value as one row shows it; not yet cut to the row. */
export function nodeText(value: PsValue): string {
  return value === null ? '' : truncate(valueText(value), longestValue);
}

/** The short name of a value's type, as PowerShell would say it. */
export function typeText(value: PsValue): string {
  if (value === null) return 'null';
  if (typeof value === 'string') return 'String';
  if (typeof value === 'boolean') return 'Boolean';
  if (typeof value === 'number') return 'Int32';
  if (typeof value === 'bigint') return 'Int64';
  if (value instanceof PsNumber) return value.type;
  if (value instanceof PsText) return value.type;
  if (value instanceof PsDecimal) return 'Decimal';
  if (value instanceof PsDateTime) return 'DateTime';
  if (value instanceof PsTimeSpan) return 'TimeSpan';
  if (value instanceof PsChar) return 'Char';
  if (value instanceof PsSecureString) return 'SecureString';
  if (value instanceof Uint8Array) return 'Byte[]';
  const name = (value.typeNames[0] ?? 'Object').replace(/^Deserialized\./, '').slice(0, longestValue);
  // `System.Collections.Generic.List`1[[System.String, …]]`: the outer name says enough.
  const [outer = ''] = name.split(/[`[]/, 1);
  return outer.slice(Math.max(outer.lastIndexOf('.'), outer.lastIndexOf('+')) + 1) || 'Object';
}
