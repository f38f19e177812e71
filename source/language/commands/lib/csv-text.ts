import { currentCulture } from '../../values/culture.ts';
import type { Bound } from '../command.ts';
import { argumentException, stop } from './fail.ts';

export interface CsvStyle {
  readonly delimiter: string;
  readonly quotes: 'always' | 'asNeeded' | 'never';
  /** Lower case; undefined: `quotes` decides. */
  readonly quoted: ReadonlySet<string> | undefined;
}

/** One line, without its end. Null is an empty field that is never quoted. */
export function csvLine(names: readonly string[], fields: readonly (string | null)[], style: CsvStyle): string {
  return fields
    .map((field, index) => (field === null ? '' : csvField(names[index]!, field, style)))
    .join(style.delimiter);
}

function csvField(name: string, field: string, { delimiter, quotes, quoted }: CsvStyle): string {
  const isQuoted = quoted
    ? quoted.has(name.toLowerCase())
    : quotes === 'always' || (quotes === 'asNeeded' && (field.includes(delimiter) || /["\r\n]/.test(field)));
  return isQuoted ? `"${field.replaceAll('"', '""')}"` : field;
}

/**
 * Takes CSV apart as PowerShell does: blanks before a field do not count, quotes hold line ends, an empty line is none.
 * Fields in parts: `push` gives the records that are whole.
 */
export class CsvReader {
  readonly #delimiter: string;
  #record: string[] = [];
  #field = '';
  /** Before a field, in it, within quotes, or behind a quote within quotes. */
  #state: 'before' | 'plain' | 'quoted' | 'quote' = 'before';
  #wasQuoted = false;
  #afterReturn = false;

  constructor(delimiter: string) {
    this.#delimiter = delimiter;
  }

  push(text: string): readonly (readonly string[])[] {
    const records: (readonly string[])[] = [];
    for (let at = 0; at < text.length; at++) {
      const character = text[at]!;
      const isSecondHalf = this.#afterReturn && character === '\n' && this.#state !== 'quoted';
      this.#afterReturn = character === '\r';
      if (!isSecondHalf && this.#take(character)) this.#endRecord(records);
    }
    return records;
  }

  end(): readonly (readonly string[])[] {
    const records: (readonly string[])[] = [];
    // A delimiter at the very end begins no further field.
    const last = this.#state === 'before' && !this.#wasQuoted ? this.#record.pop() : undefined;
    if (last !== undefined) this.#field = last;
    if (this.#record.length > 0 || this.#field !== '' || this.#wasQuoted) this.#endRecord(records);
    return records;
  }

  /** Whether the record ends. */
  #take(character: string): boolean {
    if (this.#state === 'quoted') {
      if (character === '"') this.#state = 'quote';
      else this.#field += character;
      return false;
    }
    if (this.#state === 'quote' && character === '"') {
      this.#field += '"';
      this.#state = 'quoted';
      return false;
    }
    if (character === this.#delimiter) {
      this.#record.push(this.#field);
      this.#field = '';
      this.#state = 'before';
      return false;
    }
    if (character === '\n' || character === '\r') return true;
    if (this.#state === 'before' && character === '"') {
      this.#state = 'quoted';
      this.#wasQuoted = true;
      return false;
    }
    if (this.#state === 'before' && (character === ' ' || character === '\t')) return false;
    this.#state = 'plain';
    this.#field += character;
    return false;
  }

  #endRecord(records: (readonly string[])[]): void {
    const record = [...this.#record, this.#field];
    const isEmpty = record.length === 1 && record[0] === '' && !this.#wasQuoted;
    this.#record = [];
    this.#field = '';
    this.#state = 'before';
    this.#wasQuoted = false;
    if (!isEmpty) records.push(record);
  }
}

/** Column names of a heading: those that are empty get names of their own. */
export function headings(fields: readonly string[]): {
  readonly names: readonly string[];
  readonly isIncomplete: boolean;
} {
  let made = 0;
  const names = fields.map((field) => {
    if (field !== '') return field;
    made++;
    return `H${made}`;
  });
  const seen = new Set<string>();
  for (const name of names) {
    if (seen.has(name.toLowerCase())) {
      throw stop(
        `The member "${name}" is already present.`,
        'AlreadyPresentPSMemberInfoInternalCollectionAdd',
        'NotSpecified',
        {
          exceptionType: 'System.Management.Automation.ExtendedTypeSystemException',
        },
      );
    }
    seen.add(name.toLowerCase());
  }
  return { names, isIncomplete: made > 0 };
}

/** Of -Delimiter and -UseCulture. */
export function delimiterOf(bound: Bound): string {
  const text = bound.text('Delimiter');
  if (text === undefined) return bound.isOn('UseCulture') ? currentCulture().listSeparator : ',';
  if (text.length === 1) return text;
  throw stop('The delimiter is one character.', 'ParameterArgumentTransformationError', 'InvalidData', {
    exceptionType: argumentException,
  });
}
