import type { PsDateTime } from '../../objects/index.ts';
import type { Value } from '../run/value.ts';
import { currentCulture } from '../values/culture.ts';
import { dateOfTicks, kindOf, ticksOf, toLocal, toUniversal } from '../values/dates.ts';
import { readDateExact } from '../values/read-date-exact.ts';
import { cultureState } from './culture-info.ts';
import { TypeFailure } from './type.ts';

/** Of `System.Globalization.DateTimeStyles`. */
const style = { leadingWhite: 1, trailingWhite: 2, adjustToUniversal: 16, assumeLocal: 32, assumeUniversal: 64 };

/** A date of a text, by the first of the formats that fits. */
export function readStyled(text: string, formats: readonly string[], provider: Value, given: number): PsDateTime {
  const culture = cultureState(provider) ?? currentCulture();
  const start = given & style.leadingWhite ? text.trimStart() : text;
  const trimmed = given & style.trailingWhite ? start.trimEnd() : start;
  for (const [index, format] of formats.entries()) {
    try {
      return asStyled(readDateExact(trimmed, format, culture), given);
    } catch (error) {
      if (!(error instanceof TypeFailure) || index === formats.length - 1) throw error;
    }
  }
  throw new TypeFailure(`String '${text}' was not recognized as a valid DateTime.`, 'System.FormatException');
}

/** What the text does not say of its zone, the styles do. */
function asStyled(date: PsDateTime, given: number): PsDateTime {
  const isOpen = kindOf(date) === 'Unspecified';
  const assumed = given & style.assumeUniversal ? 'Utc' : given & style.assumeLocal ? 'Local' : undefined;
  const placed = isOpen && assumed ? dateOfTicks(ticksOf(date), assumed) : date;
  if (given & style.adjustToUniversal) return kindOf(placed) === 'Unspecified' ? placed : toUniversal(placed);
  return kindOf(placed) === 'Utc' ? toLocal(placed) : placed;
}
