import {
  PsDateTime,
  PsDecimal,
  PsObject,
  PsSecureString,
  PsText,
  PsTimeSpan,
  type PsValue,
} from '../../objects/index.ts';

/** An object's own fields and the arrays of its properties. */
const objectBytes = 160;
const valueBytes = 16;

/** About the bytes of memory that a value takes. What it holds again and again counts once, as in memory. */
export function bytesOf(value: PsValue): number {
  let bytes = 0;
  let seen: Set<PsObject> | undefined;
  const waiting: PsValue[] = [value];
  for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) {
    bytes += valueBytes;
    if (typeof one === 'string') bytes += one.length * 2;
    else if (one instanceof PsObject) {
      if (seen?.has(one)) continue;
      bytes += objectBytes + 2 * (one.text?.length ?? 0);
      const { adapted, extended, collection, base } = one;
      for (const inner of adapted.values) waiting.push(inner);
      for (const inner of extended.values) waiting.push(inner);
      if (base !== undefined) waiting.push(base);
      if (collection?.kind === 'dictionary') for (const entry of collection.entries) waiting.push(entry[0], entry[1]);
      else if (collection) for (const inner of collection.items) waiting.push(inner);
      seen ??= new Set();
      seen.add(one);
    } else if (one instanceof Uint8Array) bytes += one.length;
    else if (one instanceof PsSecureString) bytes += one.encrypted.length;
    else if (
      one instanceof PsText ||
      one instanceof PsDateTime ||
      one instanceof PsTimeSpan ||
      one instanceof PsDecimal
    ) {
      bytes += valueBytes + one.text.length * 2;
    }
  }
  return bytes;
}
