import { nodeText, type Tree, type TreeNode, typeText } from '../../grid/tree.ts';
import { padEnd, truncate, widthOf } from '../../text/width.ts';
import { type Line, line, span, spread } from '../widgets/line.ts';
import type { GridView } from './grid-view.ts';

/** Cells that names have at most, and from which width on types have a place. */
const widestName = 36;
const typesFrom = 60;

/** The properties of an object, and where among them the cursor is. */
export function treeRows(tree: Tree, view: GridView, width: number, height: number) {
  view.page = Math.max(1, height - 1);
  tree.top = Math.max(0, Math.min(tree.top, tree.current, tree.nodes.length - height));
  if (tree.current >= tree.top + height) tree.top = tree.current - height + 1;
  const seen = tree.nodes.slice(tree.top, tree.top + height);
  const names = Math.min(
    widestName,
    Math.floor(width / 2),
    seen.reduce((most, node) => Math.max(most, 2 * node.depth + widthOf(truncate(node.name, widestName))), 8),
  );
  const place = `${tree.nodes.length === 0 ? 0 : tree.current + 1} of ${tree.nodes.length}`;
  return {
    rows: seen.map((node, index) => row(tree, node, tree.top + index === tree.current, { width, names }, view)),
    note: [span(place, 'strong')],
    status: [span(tree.node ? truncate(typeName(tree.node), width - 8) : '', 'quiet')],
    statusNote: [],
  };
}

function typeName({ value }: TreeNode): string {
  return typeText(value);
}

function row(
  tree: Tree,
  node: TreeNode,
  isCurrent: boolean,
  { width, names }: { readonly width: number; readonly names: number },
  { search }: GridView,
): Line {
  const sign = node.canOpen ? (tree.isOpen(node) ? '▾' : '▸') : ' ';
  const indent = '  '.repeat(Math.min(node.depth, Math.floor(names / 4)));
  const name = padEnd(truncate(`${indent}${node.name}`, names), names);
  const found = tree.fits(node, search.text);
  const type = width >= typesFrom ? `${truncate(typeText(node.value), 20)} ` : '';
  const room = width - names - 6 - (type === '' ? 0 : widthOf(type) + 2);
  const value = truncate(nodeText(node.value), room);
  const left = line(
    span(isCurrent ? '▸' : ' ', 'accent'),
    span(`${sign} `, 'accent'),
    span(name, isCurrent ? 'selected' : found ? 'caution' : 'heading'),
    span(' : ', 'quiet'),
    span(value, isCurrent ? 'strong' : found ? 'caution' : 'plain'),
  );
  return type === '' ? left : spread(left, [span(type, 'quiet')], width);
}
