import type { Value } from '../../run/value.ts';
import type { CommandContext } from '../command.ts';
import { bare } from '../lib/items.ts';
import { compareValues } from '../lib/order.ts';
import type { PropertyResult } from '../lib/property-spec.ts';

/** What -Unique keeps. Values of which the texts differ even without case are never equal. */
export class Unique {
  readonly values: Value[] = [];
  readonly #byText = new Map<string, { readonly value: Value; readonly notes: readonly PropertyResult[] }[]>();
  readonly #isCaseSensitive: boolean;
  readonly #context: CommandContext;

  constructor(isCaseSensitive: boolean, context: CommandContext) {
    this.#isCaseSensitive = isCaseSensitive;
    this.#context = context;
  }

  add(value: Value, notes: readonly PropertyResult[]): void {
    const { toText } = this.#context.semantics;
    const key = (
      notes.length > 0 ? notes.map((note) => toText(note.value)).join('\0') : toText(bare(value))
    ).toLowerCase();
    const alike = this.#byText.get(key) ?? [];
    this.#byText.set(key, alike);
    if (alike.some((one) => this.#isSame(one, value, notes))) return;
    alike.push({ value, notes });
    this.values.push(value);
  }

  #isSame(
    one: { readonly value: Value; readonly notes: readonly PropertyResult[] },
    value: Value,
    notes: readonly PropertyResult[],
  ): boolean {
    if (one.notes.length !== notes.length) return false;
    const equal = (left: Value, right: Value) => compareValues(left, right, this.#isCaseSensitive, this.#context) === 0;
    if (notes.length === 0) return equal(one.value, value);
    return notes.every(({ name, value: mine }) => {
      const other = one.notes.find((note) => note.name.toLowerCase() === name.toLowerCase());
      return other !== undefined && equal(other.value, mine);
    });
  }
}
