import { PsDateTime, PsObject, PsTimeSpan, type PsValue, properties } from '../../objects/index.ts';

const units: Readonly<Record<string, bigint>> = {
  B: 1n,
  KB: 1n << 10n,
  MB: 1n << 20n,
  GB: 1n << 30n,
  TB: 1n << 40n,
};

const sizeTypes = ['Microsoft.Exchange.Data.ByteQuantifiedSize', 'System.ValueType', 'System.Object'];
const unlimitedTypes = [
  'Microsoft.Exchange.Data.Unlimited`1[[Microsoft.Exchange.Data.ByteQuantifiedSize, Microsoft.Exchange.Data]]',
  'System.ValueType',
  'System.Object',
];

/** `1.5 GB (1,610,612,736 bytes)`: how Exchange writes a size. */
export function sizeText(bytes: bigint): string {
  const unit = ['TB', 'GB', 'MB', 'KB'].find((name) => bytes >= (units[name] ?? 1n)) ?? 'B';
  const amount = Number((bytes * 1000n) / (units[unit] ?? 1n)) / 1000;
  const rounded = amount.toPrecision(4).includes('e')
    ? String(Math.round(amount))
    : String(Number(amount.toPrecision(4)));
  return `${rounded} ${unit} (${grouped(bytes)} bytes)`;
}

function grouped(number: bigint): string {
  return String(number).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** A ByteQuantifiedSize: shown as text, its bytes beside it. */
export function size(bytes: bigint): PsObject {
  return new PsObject({ typeNames: sizeTypes, text: sizeText(bytes) });
}

/** An Unlimited<ByteQuantifiedSize>, undefined being Unlimited. */
export function quota(bytes: bigint | undefined): PsObject {
  const text = bytes === undefined ? 'Unlimited' : sizeText(bytes);
  return new PsObject({
    typeNames: unlimitedTypes,
    text,
    adapted: properties({ IsUnlimited: bytes === undefined, Value: bytes === undefined ? null : text }),
  });
}

/** Bytes of `2GB`, `2.5 GB (2,684,354,560 bytes)`, `4096`; `Unlimited`; undefined where the text is no size. */
export function parseSize(text: string): bigint | 'Unlimited' | undefined {
  const trimmed = text.trim();
  if (/^unlimited$/i.test(trimmed)) return 'Unlimited';
  const exact = /\(([\d,]{1,30}) bytes\)$/i.exec(trimmed)?.[1];
  if (exact) return BigInt(exact.replaceAll(',', ''));
  const match = /^(\d{1,15})(?:\.(\d{1,6}))?\s*(B|KB|MB|GB|TB)?$/i.exec(trimmed);
  if (!match) return undefined;
  const [, whole = '0', fraction = '', unit = 'B'] = match;
  const scale = 10n ** BigInt(fraction.length);
  return (BigInt(whole + fraction) * (units[unit.toUpperCase()] ?? 1n)) / scale;
}

/** Milliseconds since 1970 as a UTC date, as .NET's XmlConvert writes one: a fraction without zeros at its end. */
export function date(milliseconds: number): PsDateTime {
  return new PsDateTime(new Date(milliseconds).toISOString().replace(/\.?0+Z$/, 'Z'));
}

export function dateOrNull(milliseconds: number | undefined): PsValue {
  return milliseconds === undefined ? null : date(milliseconds);
}

export function duration(milliseconds: number): PsTimeSpan {
  return PsTimeSpan.fromTicks(BigInt(Math.round(milliseconds)) * 10_000n);
}

export const second = 1000;
export const minute = 60 * second;
export const hour = 60 * minute;
export const day = 24 * hour;
export const megabyte = 1n << 20n;
export const gigabyte = 1n << 30n;
