import { PsDateTime, PsNumber, PsObject, type PsProperties, type PsValue } from '../objects/index.ts';
import { isPlain, neutralise, visible } from '../text/neutralise.ts';
import { bigIntegerText, exactText, membersOf } from './members.ts';
import { isNumeric, valueText } from './value-text.ts';

export interface CsvOptions {
  /** `keep` (the default) writes what a spreadsheet would run as a formula as it is; `escape` puts a ' before it. */
  readonly formulas?: 'escape' | 'keep';
  /** What is written goes to a terminal, which would obey a carriage return inside a cell; it is shown there. */
  readonly toTerminal?: boolean;
  /** What ends a row; CRLF where nothing is said, as the standard has it. */
  readonly lineEnd?: '\n' | '\r\n';
}

export interface CsvWriter {
  /** `extra` are columns that come first, for instance the name of the server; the same ones with each value. */
  write(value: PsValue, extra?: Readonly<Record<string, string>>): void;
  /** Gives the properties, some at most, that were left out because the first object had none of their names. */
  end(): readonly string[];
}

/** Names without a column that are remembered, to tell the user. */
const mostLeftOut = 100;

/**
 * RFC 4180: a heading, quotes where needed; a row is written as its object comes. The columns are the properties of
 * the first object, as Export-Csv has them. Values that are no objects stand in the column `Value`, and nulls are no rows;
 * collections are joined by `;`; dates are the ISO text that was sent, and numbers have all their digits. Control
 * characters but line breaks and tabs are made visible, what else a terminal would hide on a terminal only: names and
 * emoji need it. A cell of text that begins with = or @, a tab or a carriage return, or with + or - and is no number, is
 * what spreadsheets take for a formula, and servers hold text that others wrote: `formulas` guards whoever opens it in
 * one. What goes back to a server must be what came from it, so it is not the default.
 */
export function createCsvWriter(emit: (text: string) => void, options: CsvOptions = {}): CsvWriter {
  const line = (cells: readonly string[]) => emit(`${cells.join(',')}${options.lineEnd ?? '\r\n'}`);
  const textOf = (value: PsValue) => cellText(value, options);
  let columns: Columns | undefined;
  return {
    write(value, extra = {}) {
      if (value === null) return;
      const { names, values } = rowOf(value) ?? { names: ['Value'], values: [value] };
      if (!columns) {
        columns = new Columns(Object.keys(extra), names);
        line(columns.names.map(textOf));
      }
      const cells = columns.placed(names, values, textOf);
      const first = Object.values(extra);
      line(first.length === 0 ? cells : [...first.map(textOf), ...cells]);
    },
    end: () => columns?.leftOut ?? [],
  };
}

/** Which property stands where. Names differ in more than case. */
class Columns {
  readonly names: readonly string[];
  /** A row without a value. */
  readonly #empty: readonly string[];
  /** Where each name stands, in lower case; -1 stands for a column that is given otherwise. */
  readonly #places = new Map<string, number>();
  readonly #leftOut = new Map<string, string>();
  /** Places of the names that came last: objects of one type share the array of their names. */
  #last: { readonly names: readonly string[]; readonly places: readonly number[] } | undefined;

  constructor(extra: readonly string[], first: readonly string[]) {
    for (const name of extra) this.#places.set(name.toLowerCase(), -1);
    const own: string[] = [];
    for (const name of first) {
      if (this.#places.has(name.toLowerCase())) continue;
      this.#places.set(name.toLowerCase(), own.length);
      own.push(name);
    }
    this.#empty = own.map(() => '');
    this.names = [...extra, ...own];
  }

  get leftOut(): readonly string[] {
    return [...this.#leftOut.values()];
  }

  /** The values' texts in the order of the columns. */
  placed(names: readonly string[], values: readonly PsValue[], textOf: (value: PsValue) => string): readonly string[] {
    if (this.#last?.names !== names) this.#last = { names, places: names.map((name) => this.#placeOf(name)) };
    const { places } = this.#last;
    const cells = this.#empty.slice();
    for (let index = 0; index < places.length; index++) {
      const place = places[index]!;
      if (place >= 0) cells[place] = textOf(values[index]!);
    }
    return cells;
  }

  #placeOf(name: string): number {
    const lower = name.toLowerCase();
    const place = this.#places.get(lower);
    if (place === undefined && this.#leftOut.size < mostLeftOut) this.#leftOut.set(lower, name);
    return place ?? -1;
  }
}

/** What an object is in a row: its properties, or a dictionary's entries; undefined for what is one value. */
function rowOf(value: PsValue): PsProperties | undefined {
  if (!(value instanceof PsObject) || value.base !== undefined || bigIntegerText(value) !== undefined) return undefined;
  const { collection } = value;
  if (collection?.kind === 'dictionary') {
    const entries = collection.entries.filter((entry): entry is [string, PsValue] => typeof entry[0] === 'string');
    return { names: entries.map(([key]) => key), values: entries.map(([, item]) => item) };
  }
  const members = membersOf(value);
  return members.names.length > 0 ? members : undefined;
}

/** Printable ASCII without a comma or a quote. */
const bare = /^[ !#-+\--~]*$/;

function cellText(value: PsValue, options: CsvOptions): string {
  const plain = typeof value === 'string' ? value : cellPlainText(value);
  const guards = options.formulas === 'escape';
  // Nearly all of them are such.
  if (!guards && bare.test(plain) && !isBlankAt(plain, 0) && !isBlankAt(plain, plain.length - 1)) return plain;
  const text = withoutControls(plain, options.toTerminal ?? false);
  const safe = guards && !isNumeric(value) && isFormula(text) ? `'${text}` : text;
  return /[",\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

const isBlankAt = (text: string, at: number) => text.charCodeAt(at) === 0x20;

function withoutControls(text: string, toTerminal: boolean): string {
  if (isPlain(text)) return text;
  if (!toTerminal) return text.replace(controls, (character) => visible(character.charCodeAt(0)));
  return text
    .replaceAll('\r\n', '\n')
    .split(/([\n\t])/)
    .map((part, index) => (index % 2 === 1 ? part : neutralise(part)))
    .join('');
}

/** All but tab, line feed and carriage return; whoever prints the file has a terminal obey none. */
const controls = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g;

/** Numbers and telephone numbers begin with a sign, and run nothing. */
const isFormula = (text: string) => /^[=@\t\r]/.test(text) || (/^[+-]/.test(text) && !/^[+-][\d\s().,/-]*$/.test(text));

function cellPlainText(value: PsValue): string {
  if (value instanceof PsObject && value.collection && value.collection.kind !== 'dictionary') {
    return value.collection.items.map((item) => plainText(item)).join(';');
  }
  return plainText(value);
}

function plainText(value: PsValue): string {
  // A date that PowerShell made has a hint of how to show it, and is the same date.
  const date = value instanceof PsObject ? value.base : value;
  if (date instanceof PsDateTime) return date.text;
  if (value instanceof PsNumber && Number.isFinite(Number(value.value))) return exactText(value);
  return valueText(value, { items: Number.MAX_SAFE_INTEGER });
}
