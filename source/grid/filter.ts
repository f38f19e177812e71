import { valueText } from '../format/index.ts';
import type { PsValue } from '../objects/index.ts';
import { fold } from '../text/fold.ts';
import { type Key, keyOf, textKey } from './keys.ts';
import { cellOf } from './order.ts';
import { fetched, piece, type Rows, type Work } from './rows.ts';

/** Characters of a cell that are looked at. */
const longestCell = 1000;

/** Memory that is shared with whatever else is kept. */
export interface TextMemory {
  /** Takes so many bytes; false where there is no room. */
  take(bytes: number): boolean;
  give(bytes: number): void;
}

/**
 * What the cells of a row say, as it is searched: made once for each row and set of columns. Texts for which there is no
 * room are made anew for each filter.
 */
export class RowTexts {
  readonly #properties: readonly (string | undefined)[];
  readonly #memory: TextMemory | undefined;
  #kept: (string | undefined)[] = [];
  #bytes = 0;
  #hasEnded = false;

  constructor(properties: readonly (string | undefined)[], memory: TextMemory | undefined) {
    this.#properties = properties;
    this.#memory = memory;
  }

  /** Gives back what it has; nothing more is kept. */
  end(): void {
    this.#hasEnded = true;
    this.#kept = [];
    this.#memory?.give(this.#bytes);
    this.#bytes = 0;
  }

  known(index: number): string | undefined {
    return this.#kept[index];
  }

  of(index: number, row: PsValue): string {
    const known = this.#kept[index];
    if (known !== undefined) return known;
    let text = '';
    for (const property of this.#properties) text += `${valueText(cellOf(row, property)).slice(0, longestCell)}\n`;
    text = fold(text);
    const bytes = text.length * 2;
    if (!this.#hasEnded && this.#memory?.take(bytes) !== false) {
      this.#kept[index] = text;
      this.#bytes += bytes;
    }
    return text;
  }
}

type Term = { readonly kind: 'anywhere'; readonly text: string } | TextTerm | ValueTerm;
interface TextTerm {
  readonly kind: ':' | '=';
  readonly property: string;
  readonly text: string;
}
interface ValueTerm {
  readonly kind: '<' | '>';
  readonly property: string;
  readonly key: Key;
}

/**
 * What is asked for, word by word: all must hold. A word is looked for in all columns; `Name:word` in one, `Name=word`
 * is that column's whole text, `Size>10GB` and `Date<2026-01-31` compare by value.
 */
export function termsOf(query: string, properties: readonly string[]): readonly Term[] {
  return wordsOf(query).map((word): Term => {
    const [, name = '', kind, text = ''] = comparison.exec(word) ?? [];
    const property = kind === undefined ? undefined : named(name, properties);
    if (property === undefined) return { kind: 'anywhere', text: fold(word) };
    if (kind === '<' || kind === '>') return { kind, property, key: textKey(text) };
    return { kind: kind === '=' ? '=' : ':', property, text: fold(text) };
  });
}

/** What stands where a column's name would, and is none, or may be several: such a word is looked for as it is. */
export function unknownColumns(query: string, properties: readonly string[]): readonly string[] {
  return wordsOf(query).flatMap((word) => {
    const [, name] = comparison.exec(word) ?? [];
    return name === undefined || named(name, properties) !== undefined ? [] : [name];
  });
}

const comparison = /^([^\s:=<>]+)([:=<>])(.+)$/;

const wordsOf = (query: string) => query.split(/\s+/).filter((word) => word !== '');

/** The property of that name, any case, or the only one that begins with it. */
function named(name: string, properties: readonly string[]): string | undefined {
  const lower = name.toLowerCase();
  const exact = properties.find((property) => property.toLowerCase() === lower);
  const begun = properties.filter((property) => property.toLowerCase().startsWith(lower));
  return exact ?? (begun.length === 1 ? begun[0] : undefined);
}

function holds(term: TextTerm | ValueTerm, row: PsValue): boolean {
  const value = cellOf(row, term.property);
  if ('text' in term) {
    const text = fold(valueText(value).slice(0, longestCell));
    return term.kind === ':' ? text.includes(term.text) : text === term.text;
  }
  const [own, other] = [keyOf(value), term.key];
  const sign = term.kind === '<' ? -1 : 1;
  if (!own || !other) return false;
  if ('number' in own && 'number' in other) return Math.sign(own.number - other.number) === sign;
  if ('text' in own && 'text' in other) return own.text === other.text ? false : own.text < other.text === sign < 0;
  return false;
}

/**
 * Those of the rows that fit, in their order. `found` hears of what there is so far as soon as a screen is full of it.
 */
export function* filtered(
  rows: Rows,
  order: Uint32Array,
  query: string,
  parts: {
    readonly texts: RowTexts;
    readonly properties: readonly string[];
    readonly screen: number;
    readonly found: (so: Uint32Array) => void;
  },
): Work<Uint32Array> {
  const terms = termsOf(query, parts.properties);
  if (terms.length === 0) return order;
  const anywhere = terms.flatMap((term) => (term.kind === 'anywhere' ? [term.text] : []));
  const others = terms.flatMap((term) => (term.kind === 'anywhere' ? [] : [term]));
  const fitting = new Uint32Array(order.length);
  let count = 0;
  let hasTold = false;
  for (let at = 0; at < order.length; at++) {
    if (at % piece === 0) {
      if (!hasTold && count >= parts.screen) {
        hasTold = true;
        parts.found(fitting.slice(0, count));
      }
      yield undefined;
    }
    const index = order[at]!;
    let row: PsValue | undefined;
    if (anywhere.length > 0) {
      let text = parts.texts.known(index);
      if (text === undefined) {
        row = yield* fetched(rows, index);
        text = parts.texts.of(index, row);
      }
      if (!anywhere.every((word) => text.includes(word))) continue;
    }
    if (others.length > 0) {
      const whole = row ?? (yield* fetched(rows, index));
      if (!others.every((term) => holds(term, whole))) continue;
    }
    fitting[count++] = index;
  }
  return fitting.slice(0, count);
}

/** Makes the texts of all rows ahead of the first filter. */
export function* readTexts(rows: Rows, texts: RowTexts): Work<void> {
  for (let index = 0; index < rows.length; index++) {
    if (index % piece === 0) yield undefined;
    const row = rows.at(index);
    // What lies on disk is read when somebody looks for something.
    if (row !== undefined) texts.of(index, row);
  }
}
