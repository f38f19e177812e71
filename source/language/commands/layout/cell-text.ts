import { PsDecimal, PsNumber } from '../../../objects/index.ts';
import { adaptedOf, LiveType, nothing, type Value } from '../../run/value.ts';
import type { CommandContext } from '../command.ts';
import { bare, entriesOf } from '../lib/items.ts';

/** Items of a list that are shown in a cell: $FormatEnumerationLimit. */
const usualLimit = 4;

/** A value as a cell of a table or a line of a list shows it. */
export function cellText(value: Value, context: CommandContext, isTable: boolean): string {
  if (value === null || (value as unknown) === nothing) return '';
  const { semantics } = context;
  const plain = bare(value);
  const entries = entriesOf(plain);
  if (entries) return braces(entries.length, limitOf(context), (index) => entryText(entries[index]!, context));
  const items = semantics.itemsOf(plain);
  if (items) return braces(items.length, limitOf(context), (index) => itemText(items[index]!, context));
  if (plain instanceof LiveType) return plain.fullName;
  const adapted = adaptedOf(plain);
  if (adapted) return adapted.toShown();
  if (isTable) {
    const fixed = fixedText(plain);
    if (fixed !== undefined) return fixed;
  }
  return semantics.toText(value);
}

function limitOf({ variables }: CommandContext): number {
  const limit = variables.get('FormatEnumerationLimit');
  return typeof limit === 'number' ? limit : usualLimit;
}

function braces(length: number, limit: number, textOf: (index: number) => string): string {
  const shown = limit < 0 ? length : Math.min(limit, length);
  const texts = Array.from({ length: shown }, (_, index) => textOf(index));
  return `{${texts.join(', ')}${shown < length ? '…' : ''}}`;
}

const entryText = ([key, item]: readonly [Value, Value], { semantics }: CommandContext) =>
  `[${semantics.toText(key)}, ${semantics.toText(item)}]`;

const itemText = (item: Value, { semantics }: CommandContext) =>
  item === null ? '$null' : (adaptedOf(item)?.toShown() ?? semantics.toText(item));

/** Numbers with a fraction have two digits of it in a table, in the invariant culture. */
function fixedText(value: Value): string | undefined {
  if (
    value instanceof PsNumber &&
    typeof value.value === 'number' &&
    (value.type === 'Double' || value.type === 'Single')
  ) {
    return fixedDouble(value.value);
  }
  return value instanceof PsDecimal ? fixedDigits(value.text) : undefined;
}

function fixedDouble(value: number): string | undefined {
  if (!Number.isFinite(value)) return undefined;
  if (Math.abs(value) >= 1e21) return `${BigInt(value)}.00`;
  return withoutMinusZero(value.toFixed(2));
}

function fixedDigits(text: string): string {
  const [, sign = '', whole = '0', fraction = ''] = /^(-?)(\d+)(?:\.(\d*))?$/.exec(text) ?? [];
  const digits = BigInt(whole + fraction.padEnd(3, '0').slice(0, 3));
  const rounded = String((digits + 5n) / 10n).padStart(3, '0');
  return withoutMinusZero(`${sign}${rounded.slice(0, -2)}.${rounded.slice(-2)}`);
}

const withoutMinusZero = (text: string) => (/^-0\.0*$/.test(text) ? text.slice(1) : text);
