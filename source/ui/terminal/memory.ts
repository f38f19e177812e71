/** A bounded memory of computed values: what was not asked for while `limit` others came is forgotten. */
export class Memory<Key, Value> {
  #recent = new Map<Key, Value>();
  #older = new Map<Key, Value>();
  readonly #limit: number;

  constructor(limit: number) {
    this.#limit = limit;
  }

  get(key: Key, compute: (key: Key) => Value): Value {
    const recent = this.#recent.get(key);
    if (recent !== undefined) return recent;
    const value = this.#older.get(key) ?? compute(key);
    if (this.#recent.size >= this.#limit) {
      this.#older = this.#recent;
      this.#recent = new Map();
    }
    this.#recent.set(key, value);
    return value;
  }
}
