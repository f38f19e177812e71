import { PsObject } from '../../objects/index.ts';
import { LiveObject, type Value } from '../run/value.ts';
import { numberTypeOf } from './kinds.ts';
import { rawOf, scanText, toDouble } from './to-number.ts';

/**
 * Exchange's sizes come over remoting as text: `14.89 GB (15,987,654,321 bytes)`, `Unlimited`. PowerShell compares them as
 * text; here they are what they mean, as they are on the server.
 */
export type Size = number | 'unlimited';

const shape = /^[\d.,]+ [KMGTP]?B \(([\d,. \u00a0\u202f']+) bytes\)$/;

/** The text of a value that may be a size. */
function textOf(value: Value): string | undefined {
  if (typeof value === 'string') return value;
  if (value instanceof PsObject && value.text !== undefined) return value.text;
  return value instanceof LiveObject && value.base !== undefined ? textOf(value.base) : undefined;
}

/** Undefined for what is no size. */
export function sizeOf(value: Value): Size | undefined {
  const text = textOf(value);
  if (text === undefined) return undefined;
  if (text.length === 9 && text.toLowerCase() === 'unlimited') return 'unlimited';
  if (!text.endsWith(' bytes)')) return undefined;
  const bytes = shape.exec(text)?.[1];
  return bytes === undefined ? undefined : Number(bytes.replace(/\D/g, ''));
}

/** What a size is compared with: another, a number of bytes, a text such as `10GB`. */
function amountOf(value: Value): Size | undefined {
  const size = sizeOf(value);
  if (size !== undefined) return size;
  if (numberTypeOf(value)) return toDouble(rawOf(value));
  if (typeof value !== 'string' || !/^\s*\d/.test(value)) return undefined;
  const number = scanText(value.replace(/\s+(?=[kmgtp]?b\s*$)/i, '').replace(/(\d)b\s*$/i, '$1'));
  return number === undefined ? undefined : toDouble(rawOf(number));
}

/** Below zero, zero, above zero where one of the two is a size and the other can be compared with it. */
export function compareSizes(left: Value, right: Value): number | undefined {
  const [one, other] = [sizeOf(left), sizeOf(right)];
  if (one === undefined && other === undefined) return undefined;
  const [a, b] = [one ?? amountOf(left), other ?? amountOf(right)];
  if (a === undefined || b === undefined) return undefined;
  if (a === b) return 0;
  if (a === 'unlimited') return 1;
  return b === 'unlimited' || a < b ? -1 : 1;
}

const units: Readonly<Record<string, number>> = { bytes: 1, kb: 1024, mb: 1024 ** 2, gb: 1024 ** 3, tb: 1024 ** 4 };

/** As Exchange writes a size. */
export function sizeText(bytes: number): string {
  const unit =
    bytes >= units['tb']!
      ? 'TB'
      : bytes >= units['gb']!
        ? 'GB'
        : bytes >= units['mb']!
          ? 'MB'
          : bytes >= 1024
            ? 'KB'
            : 'B';
  const shown = unit === 'B' ? String(bytes) : String(Number((bytes / units[unit.toLowerCase()]!).toPrecision(4)));
  return `${shown} ${unit} (${bytes.toLocaleString('en-US')} bytes)`;
}

/** Whole units of so many bytes, as ToMB() and its like give them. */
export const wholeUnits = (bytes: number, unit: string): number => Math.floor(bytes / units[unit]!);
