/** What the members of System.String come to: texts cut, filled, split and changed, with .NET's refusals. */

import { TypeFailure } from './type.ts';

export const outOfRange = (message: string, parameter: string) =>
  new TypeFailure(`${message} (Parameter '${parameter}')`, 'System.ArgumentOutOfRangeException');

export function substring(self: string, start: number, length?: number): string {
  if (start < 0) throw negative('startIndex', start);
  if (start > self.length) throw outOfRange('startIndex cannot be larger than length of string.', 'startIndex');
  if (length !== undefined && length < 0) throw negative('length', length);
  if (length !== undefined && start + length > self.length)
    throw outOfRange('Index and length must refer to a location within the string.', 'length');
  return self.slice(start, length === undefined ? undefined : start + length);
}

const negative = (parameter: string, value: number) =>
  new TypeFailure(
    `${parameter} ('${value}') must be a non-negative value. (Parameter '${parameter}')\nActual value was ${value}.`,
    'System.ArgumentOutOfRangeException',
  );

/** StringComparison's odd numbers look past case. */
export const folded = (text: string, comparison: number) => (comparison % 2 === 1 ? text.toUpperCase() : text);

/** The place where something begins; it may be the end. */
export const within = (self: string, start: number) => {
  if (start < 0) throw negative('startIndex', start);
  if (start <= self.length) return start;
  throw new TypeFailure(
    `startIndex ('${start}') must be less than or equal to '${self.length}'. (Parameter 'startIndex')\nActual value was ${start}.`,
    'System.ArgumentOutOfRangeException',
  );
};

/** Character by character: .NET makes no letter two of it. */
const cased = (text: string, change: (c: string) => string) => {
  const whole = change(text);
  if (whole.length === text.length) return whole;
  return [...text].map((c) => (change(c).length === c.length ? change(c) : c)).join('');
};
export const upper = (self: string) => cased(self, (c) => c.toUpperCase());
export const lower = (self: string) => cased(self, (c) => c.toLowerCase());

export function split(self: string, separators: readonly string[], count: number, options: number): string[] {
  const trims = (options & 2) !== 0;
  const skips = (options & 1) !== 0;
  const parts: string[] = [];
  let start = 0;
  const by = separators.filter((one) => one !== '');
  const blanks = by.length === 0;
  const add = (part: string) => {
    const text = trims ? part.trim() : part;
    if (!skips || text !== '') parts.push(text);
  };
  for (let i = 0; i <= self.length && parts.length < count - 1; i++) {
    const found = blanks
      ? /^\s/.test(self.charAt(i))
        ? self.charAt(i)
        : undefined
      : by.find((one) => self.startsWith(one, i));
    if (found === undefined) continue;
    add(self.slice(start, i));
    start = i + found.length;
    i = start - 1;
  }
  if (count > 0) add(self.slice(start));
  return parts;
}

export const everything = Number.POSITIVE_INFINITY;

export function trimmed(self: string, characters: readonly string[], start: boolean, end: boolean): string {
  const is = (c: string) => (characters.length === 0 ? /\s/.test(c) : characters.includes(c));
  let from = 0;
  let to = self.length;
  while (start && from < to && is(self.charAt(from))) from++;
  while (end && to > from && is(self.charAt(to - 1))) to--;
  return self.slice(from, to);
}

export function pad(self: string, width: number, fill: string, isLeft: boolean): string {
  if (width < 0) throw outOfRange('Non-negative number required.', 'totalWidth');
  if (width > 512 * 1024 * 1024) throw new TypeFailure('Insufficient memory.', 'System.OutOfMemoryException');
  return isLeft ? self.padStart(width, fill) : self.padEnd(width, fill);
}

export function replaced(self: string, old: string, by: string | null): string {
  if (old === '' || old === null)
    throw new TypeFailure("The value cannot be an empty string. (Parameter 'oldValue')", 'System.ArgumentException');
  return self.replaceAll(old, () => by ?? '');
}
