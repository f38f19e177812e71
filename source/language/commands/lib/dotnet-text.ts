import { PsDateTime, PsNumber } from '../../../objects/index.ts';
import { LiveArray, LiveDictionary, LiveList, LiveObject, type Value } from '../../run/value.ts';
import type { CommandContext } from '../command.ts';

/**
 * What .NET's own ToString() gives, which CSV, HTML and JSON are written with: numbers with all their digits, lists and
 * hashtables the names of their types.
 */
export function dotNetText(value: Value, { semantics }: CommandContext): string {
  if (value instanceof LiveObject && value.base !== undefined)
    return dotNetText(value.base, { semantics } as CommandContext);
  if (value instanceof PsNumber && (value.type === 'Double' || value.type === 'Single'))
    return numberText(Number(value.value), value.type);
  if (value instanceof LiveArray || value instanceof LiveList || value instanceof LiveDictionary)
    return semantics.typeNameOf(value);
  if (!(value instanceof LiveObject) && !(value instanceof PsDateTime) && semantics.itemsOf(value))
    return semantics.typeNameOf(value).replace(/^Deserialized\./, '');
  return semantics.toText(value);
}

/** The fewest digits that read back as the same number; an exponent from 1E+15 on and below 0.0001. */
function numberText(value: number, type: 'Double' | 'Single'): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '-∞';
  if (value === 0) return Object.is(value, -0) ? '-0' : '0';
  const shortest = type === 'Single' ? shortestSingle(value) : value.toExponential();
  const [mantissa = '', power = '0'] = shortest.split('e');
  const exponent = Number(power);
  if (exponent >= 15 || exponent < -5) {
    return `${mantissa}E${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;
  }
  return plainDigits(mantissa, exponent);
}

function shortestSingle(value: number): string {
  for (let digits = 0; digits < 9; digits++) {
    const text = value.toExponential(digits);
    if (Math.fround(Number(text)) === Math.fround(value)) return text;
  }
  return value.toExponential(8);
}

function plainDigits(mantissa: string, exponent: number): string {
  const sign = mantissa.startsWith('-') ? '-' : '';
  const digits = mantissa.replace(/^-|\./g, '');
  const point = exponent + 1;
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`;
  if (digits.length <= point) return `${sign}${digits}${'0'.repeat(point - digits.length)}`;
  return `${sign}${digits.slice(0, point)}.${digits.slice(point)}`;
}
