import { customObjectTypeNames, LiveObject, type Value } from '../../run/value.ts';
import type { Work } from '../../run/work.ts';
import type { CommandContext } from '../command.ts';
import { CsvReader, headings } from './csv-text.ts';

/** What stands before the names of the columns in a log of Exchange or IIS (W3C Extended Log File Format). */
const fields = '#Fields: ';

/**
 * Objects of CSV that comes in parts: the first record names their properties, unless names are given. A first line that
 * begins with # tells their type, and those behind it, up to the names, are notes.
 */
export class CsvObjects {
  readonly #reader: CsvReader;
  readonly #context: CommandContext;
  #names: readonly string[] | undefined;
  #typeNames: readonly string[] | undefined;
  #isAtStart = true;
  #isFirstOfType = false;

  constructor(options: { readonly delimiter: string; readonly names: readonly string[] }, context: CommandContext) {
    this.#reader = new CsvReader(options.delimiter);
    this.#context = context;
    if (options.names.length > 0) this.#names = headings(options.names).names;
  }

  *push(text: string): Work<void> {
    if (this.#isAtStart && text !== '') {
      this.#isAtStart = false;
      this.#isFirstOfType = text.startsWith('#') && this.#typeNames === undefined;
    }
    yield* this.#take(this.#reader.push(text));
  }

  /** A text that is whole: quotes that are open at its end are closed by it. */
  *text(text: string): Work<void> {
    this.#isAtStart = true;
    yield* this.push(text);
    yield* this.end();
  }

  *end(): Work<void> {
    yield* this.#take(this.#reader.end());
  }

  *#take(records: readonly (readonly string[])[]): Work<void> {
    for (const record of records) {
      if (this.#isFirstOfType) {
        this.#isFirstOfType = false;
        const type = record.length === 1 ? /^#TYPE (.+)$/i.exec(record[0]!)?.[1] : undefined;
        if (type !== undefined) this.#typeNames = [type, `CSV:${type}`];
      } else if (this.#names) yield* this.#context.out(this.#object(record, this.#names));
      else yield* this.#head(record);
    }
  }

  *#head(record: readonly string[]): Work<void> {
    const columns = record.slice(0, Math.max(1, record.findLastIndex((field) => field !== '') + 1));
    const [first = ''] = columns;
    if (first.startsWith(fields)) columns[0] = first.slice(fields.length);
    else if (first.startsWith('#')) return;
    const { names, isIncomplete } = headings(columns);
    this.#names = names;
    if (isIncomplete) {
      yield* this.#context.warning(
        'One or more headers were not specified. Default names starting with "H" have been used in place of any missing headers.',
      );
    }
  }

  #object(record: readonly string[], names: readonly string[]): LiveObject {
    return new LiveObject(
      names.map((name, index): [string, Value] => [name, record[index] ?? null]),
      this.#typeNames ?? customObjectTypeNames,
    );
  }
}
