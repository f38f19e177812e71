import { PsDateTime, PsObject, PsText, PsTimeSpan } from '../../objects/index.ts';
import { LiveInstance, type Value } from '../run/value.ts';
import { TypeFailure } from '../types/type.ts';
import { BigInteger } from './big-integer.ts';
import { arrayItems, isEnum, listOf, toText, unwrapped } from './convert.ts';
import { type Culture, currentCulture } from './culture.ts';
import { formatBigInteger } from './format-big-integer.ts';
import { formatDate } from './format-date.ts';
import { formatNumber } from './format-number.ts';
import { formatTimeSpan } from './format-timespan.ts';
import { isNumberWithMore, numberTypeOf, typeNameOf } from './kinds.ts';

/** What a value shows by a format string of .NET's: IFormattable.ToString. What has no formats shows its text. */
export function formatValue(given: Value, format: string, culture: Culture = currentCulture()): string {
  const value = unwrapped(given);
  if (value instanceof BigInteger) return formatBigInteger(value.value, format, culture);
  if (numberTypeOf(value)) return formatNumber(value, format, culture);
  if (value instanceof PsDateTime) return formatDate(value, format, culture);
  if (value instanceof PsTimeSpan) return formatTimeSpan(value, format, culture);
  if (value instanceof PsText && value.type === 'Guid') return formatGuid(value.text, format);
  if (value instanceof PsObject && isEnum(value)) return formatEnum(value, format);
  if (value instanceof LiveInstance) {
    const state = value.state as { format?: (format: string, culture: Culture) => string } | null;
    if (typeof state?.format === 'function') return state.format(format, culture);
  }
  return listOf(value) ? typeNameOf(value) : toText(value);
}

function formatGuid(guid: string, format: string): string {
  switch (format.toUpperCase()) {
    case '':
    case 'D':
      return guid;
    case 'N':
      return guid.replaceAll('-', '');
    case 'B':
      return `{${guid}}`;
    case 'P':
      return `(${guid})`;
    case 'X': {
      const [a = '', b = '', c = '', d = '', e = ''] = guid.split('-');
      const bytes = `${d}${e}`.match(/../g) ?? [];
      return `{0x${a},0x${b},0x${c},{${bytes.map((byte) => `0x${byte}`).join(',')}}}`;
    }
    default:
      throw new TypeFailure(
        'Format string can be only "D", "d", "N", "n", "P", "p", "B", "b", "X" or "x".',
        'System.FormatException',
      );
  }
}

function formatEnum(value: PsObject, format: string): string {
  switch (format.toUpperCase()) {
    case '':
    case 'G':
    case 'F':
      return toText(value);
    case 'D':
      return String(value.base);
    case 'X':
      return Number(value.base).toString(16).toUpperCase().padStart(8, '0');
    default:
      throw new TypeFailure(
        'Format string can be only "G", "g", "X", "x", "F", "f", "D" or "d".',
        'System.FormatException',
      );
  }
}

const failure = (message: string) => new TypeFailure(message, 'System.FormatException');
const parseFailure = (offset: number, why: string) =>
  failure(`Input string was not in a correct format. Failure to parse near offset ${offset}. ${why}`);
const endsEarly = (offset: number) => parseFailure(offset, 'Format item ends prematurely.');

/** A text of that length is more than .NET holds. */
const longest = 512 * 1024 * 1024;

/** String.Format: `{index,width:format}`, with `{{` and `}}` for the braces themselves. */
export function composite(format: string, args: readonly Value[], culture: Culture = currentCulture()): string {
  let out = '';
  for (let i = 0; i < format.length; ) {
    const c = format.charAt(i);
    if (c === '}') {
      if (format.charAt(i + 1) !== '}') throw endsEarly(i + 1);
      out += c;
      i += 2;
    } else if (c === '{' && format.charAt(i + 1) !== '{') {
      const item = readItem(format, i + 1);
      out += shown(item, args, culture);
      if (out.length > longest) throw new TypeFailure('Insufficient memory.', 'System.OutOfMemoryException');
      i = item.end;
    } else {
      out += c;
      i += c === '{' ? 2 : 1;
    }
  }
  return out;
}

interface Item {
  readonly index: number;
  readonly width: number;
  readonly format: string;
  readonly end: number;
}

function readItem(text: string, start: number): Item {
  let at = start;
  const blanks = () => {
    while (text.charAt(at) === ' ') at++;
  };
  const digits = () => {
    const found = /^\d+/.exec(text.slice(at, at + 8))?.[0];
    if (found === undefined) throw at >= text.length ? endsEarly(at) : parseFailure(at, 'Expected an ASCII digit.');
    at += found.length;
    return Number(found);
  };
  const index = digits();
  blanks();
  let width = 0;
  if (text.charAt(at) === ',') {
    at++;
    blanks();
    const isLeft = text.charAt(at) === '-';
    if (isLeft) at++;
    width = digits() * (isLeft ? -1 : 1);
    blanks();
  }
  let format = '';
  if (text.charAt(at) === ':') {
    const from = at + 1;
    for (at = from; at < text.length && text.charAt(at) !== '}'; at++)
      if (text.charAt(at) === '{') throw endsEarly(from - 1 + 1);
    format = text.slice(from, at);
  }
  if (at >= text.length) throw endsEarly(at);
  if (text.charAt(at) !== '}') throw parseFailure(at, 'Expected an ASCII digit.');
  return { index, width, format, end: at + 1 };
}

function shown({ index, width, format }: Item, args: readonly Value[], culture: Culture): string {
  if (index >= args.length) {
    throw failure(
      'Index (zero based) must be greater than or equal to zero and less than the size of the argument list.',
    );
  }
  const value = args[index]!;
  // What says how it was typed takes no format.
  const typed = isNumberWithMore(value) ? value.text : undefined;
  const text = typed ?? formatValue(value, format, culture);
  if (Math.abs(width) > longest) throw new TypeFailure('Insufficient memory.', 'System.OutOfMemoryException');
  return width < 0 ? text.padEnd(-width) : text.padStart(width);
}

/** `format -f arguments` */
export function formatOperator(left: Value, right: Value): Value {
  try {
    return composite(toText(left), arrayItems(right) ?? [right]);
  } catch (error) {
    if (!(error instanceof TypeFailure)) throw error;
    throw new TypeFailure(
      `Error formatting a string: ${error.message}.`,
      'System.Management.Automation.RuntimeException',
      'FormatError',
      'InvalidOperation',
    );
  }
}
