import { PsDateTime, PsObject, type PsValue } from '../objects/index.ts';
import { neutralise } from '../text/neutralise.ts';
import { cellValue, isText, namesOf } from './shape.ts';
import { isNumeric, valueText } from './value-text.ts';

export interface CsvOptions {
  /** `escape` (the default) puts a ' before what a spreadsheet would run as a formula; `keep` writes it as it is. */
  readonly formulas?: 'escape' | 'keep';
}

export interface CsvWriter {
  /** `extra` are columns that come first, for instance the name of the server. */
  write(value: PsValue, extra?: Readonly<Record<string, string>>): void;
  /** Writes everything: the columns are those of all objects together, which only the last one completes. */
  end(): void;
}

/**
 * RFC 4180: a heading, CRLF, quotes where needed. Values that are no objects stand in the column `Value`; collections are
 * joined by `;`; dates are the ISO text that was sent. Control characters but line breaks and tabs are made visible. A cell
 * of text that begins with = or @, a tab or a carriage return, or with + or - and is no number, is what spreadsheets take
 * for a formula, and servers hold text that others wrote: such a cell gets a ' before it unless `formulas` says otherwise.
 */
export function createCsvWriter(emit: (text: string) => void, options: CsvOptions = {}): CsvWriter {
  const rows: { readonly value: PsValue; readonly extra: Readonly<Record<string, string>> }[] = [];
  const columns = new Map<string, string>();
  const extras = new Set<string>();
  return {
    write(value, extra = {}) {
      rows.push({ value, extra });
      for (const name of Object.keys(extra)) extras.add(name);
      for (const name of isObject(value) ? namesOf(value) : ['Value']) {
        if (!columns.has(name.toLowerCase())) columns.set(name.toLowerCase(), name);
      }
    },
    end() {
      if (rows.length === 0) return;
      const names = [...columns.values()].filter((name) => !extras.has(name));
      emit(line([...extras, ...names], options));
      for (const { value, extra } of rows) {
        const cells = names.map((name) => (isObject(value) ? cellValue(value, name) : name === 'Value' ? value : null));
        emit(line([...[...extras].map((name) => extra[name] ?? null), ...cells], options));
      }
    },
  };
}

const isObject = (value: PsValue): value is PsObject => value instanceof PsObject && !isText(value);

const line = (cells: readonly PsValue[], options: CsvOptions) =>
  `${cells.map((cell) => cellText(cell, options)).join(',')}\r\n`;

function cellText(value: PsValue, options: CsvOptions): string {
  const raw = plainText(value);
  const text = raw
    .split(/([\r\n\t])/)
    .map((part, index) => (index % 2 === 1 ? part : neutralise(part)))
    .join('');
  const risky = options.formulas !== 'keep' && !isNumeric(value) && isFormula(text);
  const safe = risky ? `'${text}` : text;
  return /[",\r\n]/.test(safe) || /^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Numbers and telephone numbers begin with a sign, and run nothing. */
const isFormula = (text: string) => /^[=@\t\r]/.test(text) || (/^[+-]/.test(text) && !/^[+-][\d\s().,/-]*$/.test(text));

function plainText(value: PsValue): string {
  if (value instanceof PsDateTime) return value.text;
  if (value instanceof PsObject && value.collection && value.collection.kind !== 'dictionary') {
    return value.collection.items.map((item) => (item instanceof PsDateTime ? item.text : valueText(item))).join(';');
  }
  return valueText(value, { items: Number.MAX_SAFE_INTEGER });
}
