import type { XmlNode } from '../document.ts';
import { type Axis, allNodes, reverseAxes, rootOf } from './axes.ts';
import { XPathError } from './error.ts';
import type { XPathContext } from './functions.ts';
import { compare, isComparison, isNodes, toBoolean, toNumber, type XPathValue } from './values.ts';

/** Nodes that one XPath may look at, all in one turn: predicates in predicates go through a document again and again. */
const mostNodes = 500_000;

/** One search by an XPath: counts what it looks at, knows the document's order. */
export class Search {
  #left = mostNodes;
  #places: Map<XmlNode, number> | undefined;

  /** Each once, in the order of the tree that all stand in. */
  inOrder(nodes: readonly XmlNode[]): readonly XmlNode[] {
    const [first] = nodes;
    if (!first || nodes.length < 2) return nodes;
    this.#places ??= new Map([...allNodes(rootOf(first))].map((node, place) => [node, place]));
    const places = this.#places;
    return [...new Set(nodes)].sort((a, b) => places.get(a)! - places.get(b)!);
  }

  look(): void {
    if (--this.#left < 0) throw new XPathError('The XPath looks at too many nodes. Use a path without //.');
  }
}

export type Context = XPathContext & { readonly search: Search };
export type Code = (context: Context) => XPathValue;
export type NodeTest = (node: XmlNode) => boolean;

export interface Step {
  readonly axis: Axis;
  readonly test: NodeTest;
  readonly predicates: readonly Code[];
}

function nodesOf(value: XPathValue): readonly XmlNode[] {
  if (isNodes(value)) return value;
  throw XPathError.noNodes();
}

const arithmetic: Readonly<Record<string, (left: number, right: number) => number>> = {
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
  div: (left, right) => left / right,
  mod: (left, right) => left % right,
};

export function binary(operator: string, left: Code, right: Code): Code {
  if (operator === 'or') return (context) => toBoolean(left(context)) || toBoolean(right(context));
  if (operator === 'and') return (context) => toBoolean(left(context)) && toBoolean(right(context));
  if (isComparison(operator)) return (context) => compare(operator, left(context), right(context));
  const compute = arithmetic[operator]!;
  return (context) => compute(toNumber(left(context)), toNumber(right(context)));
}

export const union =
  (left: Code, right: Code): Code =>
  (context) =>
    context.search.inOrder([...nodesOf(left(context)), ...nodesOf(right(context))]);

/** Those of the nodes that each predicate holds for; a number is a place among them. */
function chosen(nodes: readonly XmlNode[], predicates: readonly Code[], search: Search): readonly XmlNode[] {
  return predicates.reduce<readonly XmlNode[]>((left, predicate) => {
    const size = left.length;
    return left.filter((node, index) => {
      const value = predicate({ node, position: index + 1, size, search });
      return typeof value === 'number' ? value === index + 1 : toBoolean(value);
    });
  }, nodes);
}

/** `(…)[…]` */
export const filtered =
  (code: Code, predicates: readonly Code[]): Code =>
  (context) =>
    chosen(nodesOf(code(context)), predicates, context.search);

function taken(from: readonly XmlNode[], { axis, test, predicates }: Step, search: Search): readonly XmlNode[] {
  const found: XmlNode[] = [];
  for (const node of from) {
    const candidates: XmlNode[] = [];
    for (const candidate of axis(node)) {
      search.look();
      if (test(candidate)) candidates.push(candidate);
    }
    for (const one of chosen(candidates, predicates, search)) found.push(one);
  }
  if (from.length === 1) return reverseAxes.has(axis) ? found.toReversed() : found;
  return search.inOrder(found);
}

/** Steps from the nodes of `from`, from the top of the tree, or from the context's node. */
export function path(from: Code | undefined, isAbsolute: boolean, steps: readonly Step[]): Code {
  return (context) => {
    const { node, search } = context;
    const start = from ? nodesOf(from(context)) : [isAbsolute ? rootOf(node) : node];
    return steps.reduce((nodes, step) => taken(nodes, step, search), start);
  };
}
