import { PsChar } from '../../objects/index.ts';
import { LiveArray, LiveObject, type Value } from '../run/value.ts';
import { TypeFailure } from '../types/type.ts';
import { mostItems, outOfMemory } from './arithmetic.ts';
import { BigInteger } from './big-integer.ts';
import { castToNumber } from './to-number.ts';

/** `left..right` */
export function range(left: Value, right: Value): Value {
  const [from, to] = [characterOf(left), characterOf(right)];
  if (from !== undefined && to !== undefined && !(isDigit(left) && isDigit(right)))
    return new LiveArray(steps(from, to).map((code) => new PsChar(code)));
  return new LiveArray(steps(bound(left), bound(right)));
}

const isDigit = (value: Value) => typeof value === 'string' && /^\d$/.test(value);

function characterOf(value: Value): number | undefined {
  if (value instanceof PsChar) return value.code;
  return typeof value === 'string' && value.length === 1 ? value.charCodeAt(0) : undefined;
}

function bound(value: Value): number {
  const plain = value instanceof LiveObject ? (value.base ?? value) : value;
  if (plain instanceof BigInteger)
    throw new TypeFailure(
      `Unable to cast object of type '${plain.typeName}' to type 'System.IConvertible'.`,
      'System.InvalidCastException',
    );
  try {
    return castToNumber(plain, 'Int32') as number;
  } catch (error) {
    if (!(error instanceof TypeFailure) || !/^InvalidCastI|^InvalidCastF/.test(error.id ?? '')) throw error;
    // The failure of the range is that of the conversion, unwrapped.
    const why = /Error: "([\s\S]*)"$/.exec(error.message)?.[1] ?? error.message;
    throw new TypeFailure(why, /format/.test(why) ? 'System.FormatException' : 'System.OverflowException');
  }
}

function steps(from: number, to: number): number[] {
  const length = Math.abs(to - from) + 1;
  if (length > mostItems) throw outOfMemory();
  const step = from <= to ? 1 : -1;
  const items = new Array<number>(length);
  for (let i = 0, number = from; i < length; i++, number += step) items[i] = number;
  return items;
}
