import type { Span } from './errors.ts';

/** Anything in the tree that has a kind and a place. */
export interface AnyNode {
  readonly kind: string;
  readonly span: Span;
}

const isNode = (value: object): value is AnyNode =>
  'kind' in value && typeof value.kind === 'string' && 'span' in value;

/**
 * A node and all that is in it, with how deep it lies, a parent before its children. `into` says of a node whether what is
 * in it is visited too. Without recursion: a thousand operators in a row are a tree a thousand deep.
 */
export function* walk(
  root: AnyNode,
  into: (node: AnyNode) => boolean = () => true,
): Generator<{ readonly node: AnyNode; readonly depth: number }> {
  const waiting: { readonly node: AnyNode; readonly depth: number }[] = [{ node: root, depth: 0 }];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    yield next;
    if (!into(next.node)) continue;
    const children: AnyNode[] = [];
    gather(Object.values(next.node), children);
    for (const child of children.reverse()) waiting.push({ node: child, depth: next.depth + 1 });
  }
}

/** Nodes stand in properties, in lists, and in the parts of lists that are no nodes themselves (an if's clauses). */
function gather(values: readonly unknown[], into: AnyNode[]): void {
  for (const value of values) {
    if (typeof value !== 'object' || value === null) continue;
    if (isNode(value)) into.push(value);
    else if (Array.isArray(value)) gather(value, into);
    else if (Object.getPrototypeOf(value) === Object.prototype && !('start' in value))
      gather(Object.values(value), into);
  }
}
