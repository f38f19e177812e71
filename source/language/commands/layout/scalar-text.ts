import { PsChar, PsDateTime, PsDecimal, PsNumber, PsObject, PsSecureString, PsText } from '../../../objects/index.ts';
import { LiveInstance, LiveObject, LiveType, ScriptBlock, type Value } from '../../run/value.ts';
import { BigInteger } from '../../values/big-integer.ts';
import { isEnum } from '../../values/convert.ts';
import { wallClock } from '../../values/dates.ts';
import { typeNameOf } from '../../values/kinds.ts';
import type { CommandContext } from '../command.ts';
import { bare, entriesOf } from '../lib/items.ts';

/** Records of the streams, which are shown as their message. */
const records =
  /^(?:Deserialized\.)?System\.Management\.Automation\.(?:Error|Warning|Verbose|Debug|Information)Record$/;

const secrets = /^System\.Security\.SecureString$/;

/** What an enumeration of the server has sent: PowerShell has no numbers for it, and lays it out as text. */
const isFromServer = (value: Value) => isEnum(value) && !/^System\.|^Microsoft\.PowerShell\./.test(typeNameOf(value));

/** Values of the plain types but text: they stand to the right. */
export function isRight(value: Value): boolean {
  const plain = bare(value);
  if (typeof plain === 'number' || typeof plain === 'bigint' || typeof plain === 'boolean') return true;
  if (plain instanceof PsNumber || plain instanceof PsDecimal || plain instanceof PsChar) return true;
  if (plain instanceof BigInteger) return true;
  if (isFromServer(plain)) return false;
  return plain instanceof PsObject && plain.base !== undefined && isRight(plain.base);
}

export const isRecord = (value: Value, { semantics }: CommandContext): boolean =>
  records.test(semantics.typeNamesOf(value)[0] ?? '');

/** What PowerShell shows as its text alone: texts, numbers, truth values, enums, and objects without properties. */
export function isScalar(value: Value, context: CommandContext): boolean {
  const { semantics } = context;
  const plain = bare(value);
  if (isRecord(value, context)) return true;
  if (value instanceof LiveObject && value.properties.size > 0 && typeof plain === 'object') return false;
  if (typeof plain !== 'object' || plain === null) return true;
  if (plain instanceof PsNumber || plain instanceof PsDecimal || plain instanceof PsChar) return true;
  if (plain instanceof BigInteger) return true;
  if (plain instanceof PsSecureString || plain instanceof ScriptBlock || plain instanceof LiveType) return true;
  if (plain instanceof PsText) return plain.type !== 'Guid' && plain.type !== 'Version' && plain.type !== 'Uri';
  if (plain instanceof PsObject && plain.base !== undefined && plain.propertyNames.length === 0) return true;
  if (entriesOf(plain) || plain instanceof PsDateTime) return false;
  return (
    plain instanceof LiveInstance && (secrets.test(plain.typeName) || semantics.propertyNamesOf(plain).length === 0)
  );
}

const days = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const months = [
  ...['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November'],
  'December',
];

export function scalarLines(value: Value, { semantics }: CommandContext): readonly string[] {
  return semantics.toText(value).split(/\r\n|\n|\r/);
}

/** `Tuesday, 02 January 2024 03:04:00`: the invariant culture's long date and time. */
export function longDate(value: PsDateTime): string | undefined {
  const clock = wallClock(value);
  if (!clock) return undefined;
  const date = new Date(0);
  date.setUTCFullYear(clock.year, clock.month - 1, clock.day);
  const two = (part: number) => String(part).padStart(2, '0');
  const time = `${two(clock.hour)}:${two(clock.minute)}:${two(clock.second)}`;
  return `${days[date.getUTCDay()]}, ${two(clock.day)} ${months[clock.month - 1]} ${String(clock.year).padStart(4, '0')} ${time}`;
}
