import type { Value } from '../../run/value.ts';
import type { Work } from '../../run/work.ts';
import type { Bound, CommandContext, CommandParameter } from '../command.ts';
import { type CsvStyle, csvLine, delimiterOf } from './csv-text.ts';
import { dotNetText } from './dotnet-text.ts';
import { stop } from './fail.ts';
import { bare, entriesOf } from './items.ts';
import { settle } from './settle.ts';

export const csvParameters: readonly CommandParameter[] = [
  {
    name: 'Delimiter',
    type: 'string',
    position: 1,
    sets: ['Delimiter'],
    what: 'One character between fields; a comma.',
  },
  {
    name: 'UseCulture',
    type: 'switch',
    sets: ['UseCulture'],
    what: 'What the culture puts between: a semicolon where numbers have a comma.',
  },
  { name: 'IncludeTypeInformation', aliases: ['ITI'], type: 'switch', what: 'A first line with the type: #TYPE …' },
  { name: 'NoTypeInformation', aliases: ['NTI'], type: 'switch', what: 'Without that line, which is so anyway.' },
  { name: 'QuoteFields', aliases: ['QF'], type: 'string[]', what: 'Only these columns have quotes.' },
  {
    name: 'UseQuotes',
    aliases: ['UQ'],
    type: 'string',
    values: ['Always', 'AsNeeded', 'Never'],
    what: 'Which fields have quotes; Always.',
  },
  { name: 'NoHeader', type: 'switch', what: 'Without the names of the columns.' },
];

export function csvStyle(bound: Bound): CsvStyle {
  if (bound.has('QuoteFields') && bound.has('UseQuotes')) {
    throw stop(
      'You must specify either the -UseQuotes or -QuoteFields parameters, but not both.',
      'CannotSpecifyQuoteFieldsAndUseQuotes',
      'InvalidData',
      {
        exceptionType: 'System.InvalidOperationException',
      },
    );
  }
  const quotes = { asneeded: 'asNeeded', never: 'never' } as const;
  return {
    delimiter: delimiterOf(bound),
    quotes: quotes[(bound.text('UseQuotes') ?? '').toLowerCase() as keyof typeof quotes] ?? 'always',
    quoted: bound.has('QuoteFields')
      ? new Set(bound.texts('QuoteFields').map((name) => name.toLowerCase()))
      : undefined,
  };
}

/** Makes lines of objects. The first one's properties are the columns. */
export class CsvLines {
  readonly #style: CsvStyle;
  readonly #context: CommandContext;
  #names: readonly string[] | undefined;

  /** `names`: columns that are there already, and have their heading. */
  constructor(style: CsvStyle, context: CommandContext, names?: readonly string[]) {
    this.#style = style;
    this.#context = context;
    this.#names = names;
  }

  get names(): readonly string[] | undefined {
    return this.#names;
  }

  *add(value: Value, options: { readonly noHeader: boolean; readonly withType: boolean }): Work<readonly string[]> {
    const lines: string[] = [];
    if (!this.#names) {
      this.#names = namesOf(value, this.#context);
      if (options.withType) lines.push(`#TYPE ${this.#context.semantics.typeNamesOf(value)[0] ?? ''}`);
      if (!options.noHeader && this.#names.length > 0) lines.push(csvLine(this.#names, this.#names, this.#style));
    }
    if (this.#names.length === 0) return lines;
    lines.push(csvLine(this.#names, yield* this.#fields(value, this.#names), this.#style));
    return lines;
  }

  *#fields(value: Value, names: readonly string[]): Work<readonly (string | null)[]> {
    const { semantics, scripts } = this.#context;
    const fields: (string | null)[] = [];
    for (const name of names) {
      const found = (yield* settle(semantics.property(value, name, scripts))) ?? null;
      fields.push(found === null ? null : dotNetText(found, this.#context));
    }
    return fields;
  }
}

/** The columns that an object asks for: its properties, or the keys of a hashtable. */
export function namesOf(value: Value, { semantics }: CommandContext): readonly string[] {
  const entries = entriesOf(bare(value));
  return entries ? entries.map(([key]) => semantics.toText(key)) : semantics.propertyNamesOf(value);
}
