import { customObjectTypeNames, LiveObject, type Value } from '../../run/value.ts';
import type { Work } from '../../run/work.ts';
import type { CommandContext } from '../command.ts';
import { CsvReader, headings } from './csv-text.ts';

/** Objects of CSV that comes in parts: the first record names their properties, unless names are given. */
export class CsvObjects {
  readonly #reader: CsvReader;
  readonly #context: CommandContext;
  #names: readonly string[] | undefined;
  #typeNames: readonly string[] = customObjectTypeNames;
  #mayHaveType = true;

  constructor(options: { readonly delimiter: string; readonly names: readonly string[] }, context: CommandContext) {
    this.#reader = new CsvReader(options.delimiter);
    this.#context = context;
    if (options.names.length > 0) this.#names = headings(options.names).names;
  }

  *push(text: string): Work<void> {
    yield* this.#take(this.#reader.push(text));
  }

  /** A text that is whole: quotes that are open at its end are closed by it. */
  *text(text: string): Work<void> {
    yield* this.push(text);
    yield* this.end();
  }

  *end(): Work<void> {
    yield* this.#take(this.#reader.end());
  }

  *#take(records: readonly (readonly string[])[]): Work<void> {
    for (const record of records) {
      const type = this.#mayHaveType && record.length === 1 ? /^#TYPE (.+)$/.exec(record[0]!)?.[1] : undefined;
      this.#mayHaveType = false;
      if (type !== undefined) this.#typeNames = [type, `CSV:${type}`];
      else if (this.#names) yield* this.#context.out(this.#object(record, this.#names));
      else {
        const { names, isIncomplete } = headings(record);
        this.#names = names;
        if (isIncomplete) {
          yield* this.#context.warning(
            'One or more headers were not specified. Default names starting with "H" have been used in place of any missing headers.',
          );
        }
      }
    }
  }

  #object(record: readonly string[], names: readonly string[]): LiveObject {
    return new LiveObject(
      names.map((name, index): [string, Value] => [name, record[index] ?? null]),
      this.#typeNames,
    );
  }
}
