import { expressionOf } from '../../statement-value.ts';
import type { Statement } from '../../tree.ts';
import { type Code, map, map2 } from '../code.ts';
import { nothing, type Value, type Worth } from '../value.ts';
import type { Compiler } from './compiler.ts';
import { binaryOf } from './operators.ts';

/** What a foreach goes over: items, or whole numbers that are made when their round comes. */
export class Sequence {
  readonly #items: readonly Value[] | undefined;
  readonly #first: number;
  readonly #step: number;
  readonly count: number;

  private constructor(items: readonly Value[] | undefined, count: number, first = 0, step = 0) {
    this.#items = items;
    this.count = count;
    this.#first = first;
    this.#step = step;
  }

  static of(items: readonly Value[]): Sequence {
    return new Sequence(items, items.length);
  }

  static between(first: number, last: number): Sequence {
    return new Sequence(undefined, Math.abs(last - first) + 1, first, first <= last ? 1 : -1);
  }

  at(index: number): Value {
    const items = this.#items;
    return items === undefined ? this.#first + index * this.#step : items[index]!;
  }
}

/** What stands behind `in`. Numbers from one to another are no list: a script may go over more than memory holds. */
export function compileSequence(node: Statement, c: Compiler): Code<Sequence | undefined> {
  const { itemsOf } = c.semantics;
  const listed = (worth: Worth): Sequence | undefined =>
    worth === nothing || worth === null ? undefined : Sequence.of(itemsOf(worth) ?? [worth]);
  const expression = expressionOf(node);
  if (expression?.kind !== 'binary' || expression.operator !== '..') return map(c.statementWorth(node), listed);
  const range = binaryOf('..', c);
  return map2(c.expression(expression.left), c.expression(expression.right), (first, last) =>
    typeof first === 'number' && typeof last === 'number' ? Sequence.between(first, last) : listed(range(first, last)),
  );
}
