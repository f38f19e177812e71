import type { Bound } from '../commands/command.ts';
import type { Span } from '../errors.ts';
import type { BoundArguments } from './bind.ts';
import type { Semantics } from './semantics.ts';
import type { Value } from './value.ts';

/** What a declared command's parameters are worth: a view of what the binder holds. */
export class BoundValues implements Bound {
  readonly set: string | undefined;
  readonly #bound: BoundArguments;
  readonly #span: Span;
  readonly #semantics: Semantics;

  constructor(bound: BoundArguments, set: string | undefined, span: Span, semantics: Semantics) {
    this.#bound = bound;
    this.set = set;
    this.#span = span;
    this.#semantics = semantics;
  }

  has(name: string): boolean {
    return this.#bound.values.has(name.toLowerCase());
  }

  get(name: string): Value | undefined {
    return this.#bound.values.get(name.toLowerCase());
  }

  isOn(name: string): boolean {
    const value = this.get(name);
    return value !== undefined && this.#semantics.toBoolean(value);
  }

  texts(name: string): readonly string[] {
    const value = this.get(name);
    if (value === undefined || value === null) return [];
    return (this.#semantics.itemsOf(value) ?? [value]).map((item) => this.#semantics.toText(item));
  }

  text(name: string): string | undefined {
    const value = this.get(name);
    return value === undefined || value === null ? undefined : this.#semantics.toText(value);
  }

  number(name: string): number | undefined {
    const value = this.get(name);
    if (value === undefined || value === null) return undefined;
    const number = Number(typeof value === 'bigint' ? value : this.#semantics.toText(value));
    return Number.isNaN(number) ? undefined : number;
  }

  span(name: string): Span {
    return this.#bound.spans.get(name.toLowerCase()) ?? this.#span;
  }
}
