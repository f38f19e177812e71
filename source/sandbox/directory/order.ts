import { PsDateTime, type PsValue } from '../../objects/index.ts';
import { readingOrder } from '../../text/reading-order.ts';
import { parseSize } from './quantities.ts';
import { textOf } from './text-values.ts';

/** Order of two property values: dates and sizes by what they mean, texts as a reader expects, empty ones first. */
export function compareValues(left: PsValue, right: PsValue): number {
  if (left instanceof PsDateTime && right instanceof PsDateTime) return left.milliseconds - right.milliseconds;
  const [a, b] = [textOf(left) ?? '', textOf(right) ?? ''];
  const [first, second] = [magnitude(a), magnitude(b)];
  if (first !== undefined && second !== undefined && first !== second) return first < second ? -1 : 1;
  return readingOrder(a, b);
}

function magnitude(text: string): number | undefined {
  const bytes = parseSize(text);
  if (bytes === 'Unlimited') return Number.POSITIVE_INFINITY;
  return bytes === undefined ? undefined : Number(bytes);
}
