import {
  PsChar,
  PsDateTime,
  PsDecimal,
  PsNumber,
  PsObject,
  PsText,
  PsTimeSpan,
  type PsValue,
} from '../../objects/index.ts';

/** A single value as text, as PowerShell's ToString gives it; undefined for lists and dictionaries. */
export function textOf(value: PsValue | undefined): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (value instanceof PsNumber) return String(value.value);
  if (value instanceof PsChar) return String.fromCharCode(value.code);
  if (
    value instanceof PsText ||
    value instanceof PsDecimal ||
    value instanceof PsDateTime ||
    value instanceof PsTimeSpan
  ) {
    return value.text;
  }
  if (value instanceof PsObject && !value.collection) return value.text ?? textOf(value.base);
  return undefined;
}

/** `2026-11-22[ T]14:30[:15][Z]` or `11/22/2026 2:30 PM`, read as UTC; milliseconds since 1970. */
export function parseDate(text: string): number | undefined {
  const trimmed = text.trim();
  const iso = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d?):(\d\d)(?::(\d\d)(?:\.\d{1,7})?)?)?Z?$/.exec(trimmed);
  const us = /^(\d\d?)\/(\d\d?)\/(\d{4})(?: (\d\d?):(\d\d)(?::(\d\d))?(?: ([AP]M))?)?$/i.exec(trimmed);
  const [year, month, date, hours, minutes, seconds] = iso
    ? iso.slice(1).map((part) => Number(part ?? 0))
    : us
      ? [us[3], us[1], us[2], us[4], us[5], us[6]].map((part) => Number(part ?? 0))
      : [];
  if (year === undefined || month === undefined || date === undefined) return undefined;
  const half = us?.[7]?.toUpperCase();
  const hour = half ? ((hours ?? 0) % 12) + (half === 'PM' ? 12 : 0) : (hours ?? 0);
  const milliseconds = Date.UTC(year, month - 1, date, hour, minutes ?? 0, seconds ?? 0);
  const made = new Date(milliseconds);
  return made.getUTCMonth() === month - 1 && made.getUTCDate() === date && hour < 24 ? milliseconds : undefined;
}

export const guidPattern = /^\{?([\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12})\}?$/i;
