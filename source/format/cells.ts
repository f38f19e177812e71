import { type PsObject, type PsValue, placeOf } from '../objects/index.ts';
import { cellValue } from './shape.ts';

const absent = Number.MAX_SAFE_INTEGER;
const noNames: readonly string[] = [];

/**
 * The values that objects have for some properties. Objects of one type share the arrays of their names, so each property
 * is looked for once a type and not once an object.
 */
export class Cells {
  readonly #properties: readonly string[];
  #adapted = noNames;
  #extended = noNames;
  /** Where each property's value stands: its index among the adapted ones, or the complement of that among the extended. */
  #places: readonly number[] = [];

  constructor(properties: readonly string[]) {
    this.#properties = properties;
  }

  /** The value for the property of that number; null where the object has none of that name. */
  at(object: PsObject, index: number): PsValue {
    const { adapted, extended } = object;
    if (adapted.names !== this.#adapted || extended.names !== this.#extended) this.#find(adapted.names, extended.names);
    const place = this.#places[index]!;
    if (place === absent) return object.collection ? cellValue(object, this.#properties[index]!) : null;
    return (place < 0 ? extended.values[~place] : adapted.values[place]) ?? null;
  }

  #find(adapted: readonly string[], extended: readonly string[]): void {
    this.#adapted = adapted;
    this.#extended = extended;
    this.#places = this.#properties.map((name) => {
      const inExtended = placeOf(extended, name);
      if (inExtended >= 0) return ~inExtended;
      const inAdapted = placeOf(adapted, name);
      return inAdapted < 0 ? absent : inAdapted;
    });
  }
}
