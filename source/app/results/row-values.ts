import { literalOf } from '../../domain/index.ts';
import { cellValue, isText, valueText } from '../../format/index.ts';
import { PsDecimal, PsNumber, PsObject, PsSecureString, type PsValue } from '../../objects/index.ts';
import type { OpenGrid } from './open-grid.ts';
import { rowsOf } from './selection.ts';

/** Rows that a line is run for at most: it has all of their values in it. */
const mostRowValues = 1000;

/** What marked rows give to a line, or why they cannot. */
export type RowValues = { readonly rows: readonly ReadonlyMap<string, string>[] } | { readonly problem: string };

/** How many rows are meant: those that are marked, or the one with the cursor. */
export function meantRows(open: OpenGrid): number {
  return meant(open).length;
}

const meant = (open: OpenGrid) => rowsOf(open, open.grid.marks.size > 0 ? 'marked' : 'row');

/** The properties of the rows that are meant, as PowerShell's literals by their names, as these are given. */
export async function rowValues(open: OpenGrid, properties: readonly string[]): Promise<RowValues> {
  const numbers = meant(open);
  if (numbers.length === 0) return { problem: 'There is no row here.' };
  if (numbers.length > mostRowValues) {
    const count = numbers.length.toLocaleString('en-US');
    return { problem: `A line is run for ${mostRowValues} rows at most, and ${count} are marked: use a pipeline.` };
  }
  const rows: ReadonlyMap<string, string>[] = [];
  for (const number of numbers) {
    const row = await open.fetched(number);
    const values = new Map<string, string>();
    for (const property of properties) {
      const code = literal(row instanceof PsObject ? cellValue(row, property) : null);
      if (code === undefined) return { problem: `${property} of row ${number + 1} is no single value.` };
      values.set(property, code);
    }
    rows.push(values);
    await open.pause();
  }
  return { rows };
}

/** Undefined where it is nothing, several values, or what is shown of it is not what it is. */
function literal(value: PsValue): string | undefined {
  if (value === null || value instanceof PsSecureString || value instanceof Uint8Array) return undefined;
  if (typeof value === 'boolean') return value ? '$true' : '$false';
  if (value instanceof PsObject && !isText(value) && value.text === undefined && value.base === undefined)
    return undefined;
  if (value instanceof PsObject && value.collection !== undefined) return undefined;
  const text = valueText(value);
  const isNumber = typeof value === 'number' || typeof value === 'bigint' || value instanceof PsNumber;
  if ((isNumber || value instanceof PsDecimal) && /^-?\d+(?:\.\d+)?$/.test(text)) return text;
  return text === '' ? undefined : literalOf(text);
}
