import type { XmlNode } from '../document.ts';

/** What an expression is worth; nodes are in the document's order. */
export type XPathValue = readonly XmlNode[] | number | string | boolean;

export const isNodes = (value: XPathValue): value is readonly XmlNode[] => typeof value === 'object';

export function toText(value: XPathValue): string {
  if (isNodes(value)) return value[0]?.text ?? '';
  if (typeof value !== 'number') return String(value);
  // Numbers are written without an exponent.
  return /e/.test(String(value)) ? value.toFixed(20).replace(/\.?0+$/, '') : String(value);
}

export function toNumber(value: XPathValue): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  const text = toText(value).trim();
  return /^-?(?:\d+(?:\.\d*)?|\.\d+)$/.test(text) ? Number(text) : Number.NaN;
}

export function toBoolean(value: XPathValue): boolean {
  if (isNodes(value)) return value.length > 0;
  return typeof value === 'number' ? value !== 0 && !Number.isNaN(value) : Boolean(value);
}

type Comparison = '=' | '!=' | '<' | '<=' | '>' | '>=';

const compared: Readonly<
  Record<Comparison, (left: number | string | boolean, right: number | string | boolean) => boolean>
> = {
  '=': (left, right) => left === right,
  '!=': (left, right) => left !== right,
  '<': (left, right) => left < right,
  '<=': (left, right) => left <= right,
  '>': (left, right) => left > right,
  '>=': (left, right) => left >= right,
};

/** Of nodes whether it holds for one of them. */
export function compare(operator: Comparison, left: XPathValue, right: XPathValue): boolean {
  const test = compared[operator];
  if (isNodes(left) && typeof right !== 'boolean') return left.some((node) => compare(operator, node.text, right));
  if (isNodes(right) && typeof left !== 'boolean') return right.some((node) => compare(operator, left, node.text));
  const isOrder = operator !== '=' && operator !== '!=';
  if (isOrder || ((typeof left === 'number' || typeof right === 'number') && !anyBoolean(left, right)))
    return test(toNumber(left), toNumber(right));
  if (anyBoolean(left, right)) return test(toBoolean(left), toBoolean(right));
  return test(toText(left), toText(right));
}

const anyBoolean = (left: XPathValue, right: XPathValue) => typeof left === 'boolean' || typeof right === 'boolean';

export const isComparison = (text: string): text is Comparison => Object.hasOwn(compared, text);
