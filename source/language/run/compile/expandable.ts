import type { ExpandableNode } from '../../tree.ts';
import { itemText } from '../../values/convert.ts';
import { isNumberWithMore } from '../../values/kinds.ts';
import { all, type Code, constant, map } from '../code.ts';
import type { Frame } from '../frame.ts';
import { nothing, type Value, type Worth } from '../value.ts';
import type { Compiler } from './compiler.ts';

/** A text with variables and subexpressions in it. */
export function compileExpandable(node: ExpandableNode, c: Compiler): Code<Worth> {
  const parts = node.parts.map((part) => (typeof part === 'string' ? constant<Value>(part) : c.expression(part)));
  return map(all(parts), (values, frame) =>
    values.map((value) => (typeof value === 'string' ? value : textIn(plainNumber(value), frame))).join(''),
  );
}

/** How a number was typed among arguments does not count within a text. */
const plainNumber = (value: Value): Value => (isNumberWithMore(value) ? value.base! : value);

/** A value's text; what stands between the items of a list is `$OFS`. */
export const textIn = (value: Value, frame: Frame): string =>
  listText(value, frame) ?? frame.session.semantics.toText(value);

/** The right operand of a text: a list is a text too. */
export const textBeside = (left: Worth, right: Value, frame: Frame): Value =>
  typeof left === 'string' ? (listText(right, frame) ?? right) : right;

/** A list's text with `$OFS` in it; undefined where that is not set, and for what is no list. */
function listText(value: Value, { scope, session }: Frame): string | undefined {
  const { toText, itemsOf } = session.semantics;
  const items = typeof value === 'object' && value !== null ? itemsOf(value) : undefined;
  const separator = items && scope.find('ofs')?.value;
  if (!items || separator === undefined || separator === nothing || separator === null) return undefined;
  return items.map(itemText).join(toText(separator));
}
