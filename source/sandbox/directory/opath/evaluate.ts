import { PsDateTime, PsObject, type PsValue } from '../../../objects/index.ts';
import { parseSize } from '../quantities.ts';
import { parseDate, textOf } from '../text-values.ts';
import { matchesWildcard } from '../wildcard.ts';
import type { Comparison, Filter, FilterValue } from './parse.ts';

/** Whether an object passes; `read` gives its properties, undefined counting as empty. */
export function passes(filter: Filter, read: (property: string) => PsValue | undefined): boolean {
  switch (filter.kind) {
    case 'and':
      return passes(filter.left, read) && passes(filter.right, read);
    case 'or':
      return passes(filter.left, read) || passes(filter.right, read);
    case 'not':
      return !passes(filter.operand, read);
    case 'compare':
      return compare(read(filter.property) ?? null, filter.operator, filter.value);
  }
}

/** Names of the properties that a filter asks about. */
export function propertiesOf(filter: Filter): readonly string[] {
  if (filter.kind === 'compare') return [filter.property];
  return filter.kind === 'not'
    ? propertiesOf(filter.operand)
    : [...propertiesOf(filter.left), ...propertiesOf(filter.right)];
}

function compare(actual: PsValue, operator: Comparison, wanted: FilterValue): boolean {
  if (operator === 'ne') return !compare(actual, 'eq', wanted);
  if (operator === 'notlike') return !compare(actual, 'like', wanted);
  const items = actual instanceof PsObject && actual.collection ? itemsOf(actual) : [actual];
  if (wanted === null) return operator === 'eq' && items.every(isEmpty);
  return items.some((item) => compareOne(item, operator, wanted));
}

function itemsOf(value: PsObject): readonly PsValue[] {
  return value.collection && value.collection.kind !== 'dictionary' ? value.collection.items : [];
}

const isEmpty = (value: PsValue) => value === null || value === '';

function compareOne(actual: PsValue, operator: Comparison, wanted: string | number | boolean): boolean {
  if (isEmpty(actual)) return operator === 'eq' && wanted === '';
  if (operator === 'like') return matchesWildcard(textOf(actual) ?? '', String(wanted));
  const order = ordering(actual, wanted);
  switch (operator) {
    case 'eq':
      return order === 0;
    case 'gt':
      return order !== undefined && order > 0;
    case 'ge':
      return order !== undefined && order >= 0;
    case 'lt':
      return order !== undefined && order < 0;
    default:
      return order !== undefined && order <= 0;
  }
}

/** Below, at or above zero, in the terms of the property's own type; undefined where the two cannot be compared. */
function ordering(actual: PsValue, wanted: string | number | boolean): number | undefined {
  if (typeof actual === 'boolean') {
    const flag = String(wanted).toLowerCase().replace('$', '');
    return flag === 'true' || flag === 'false' ? Number(actual) - Number(flag === 'true') : undefined;
  }
  if (actual instanceof PsDateTime) return difference(actual.milliseconds, parseDate(String(wanted)));
  const text = textOf(actual) ?? '';
  const [number, other] = [asNumber(text), asNumber(String(wanted))];
  if (number !== undefined && other !== undefined) return difference(number, other);
  const lower = text.toLowerCase();
  const wantedLower = String(wanted).toLowerCase();
  return lower === wantedLower ? 0 : lower < wantedLower ? -1 : 1;
}

function difference(left: number, right: number | undefined): number | undefined {
  return right === undefined || Number.isNaN(left) ? undefined : left === right ? 0 : left < right ? -1 : 1;
}

/** Numbers and sizes alike: `2GB` is its bytes, Unlimited above all. */
function asNumber(text: string): number | undefined {
  if (/^-?\d{1,15}(\.\d{1,6})?$/.test(text)) return Number(text);
  const bytes = parseSize(text);
  return bytes === 'Unlimited' ? Number.POSITIVE_INFINITY : bytes === undefined ? undefined : Number(bytes);
}
