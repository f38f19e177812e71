import { mergedNames, type PsNumber, type PsObject, type PsProperties, withoutMemberSets } from '../objects/index.ts';

/**
 * The properties of an object as they are shown, values beside names: looking each of them up by its name would cost the
 * square of their number. An extended one wins over the adapted one of its name; member sets are none of them.
 */
export function membersOf({ adapted, extended }: PsObject): PsProperties {
  const shown = withoutMemberSets(extended);
  if (adapted.names.length === 0) return shown;
  if (shown.names.length === 0) return adapted;
  const { names, places } = mergedNames(adapted.names, shown.names);
  const values = [...adapted.values];
  for (let index = 0; index < places.length; index++) values[places[index]!] = shown.values[index]!;
  return { names, values };
}

/** The digits of a System.Numerics.BigInteger, whose text they are; undefined for every other object. */
export function bigIntegerText({ typeNames, text = '' }: PsObject): string | undefined {
  const isOne = /^(?:Deserialized\.)?System\.Numerics\.BigInteger$/.test(typeNames[0] ?? '');
  return isOne && /^-?(?:0|[1-9]\d*)$/.test(text) ? text : undefined;
}

/** A number with all its digits, so that reading it gives the same; NaN and infinities as JavaScript writes them. */
export function exactText({ value }: PsNumber): string {
  return Object.is(value, -0) ? '-0' : String(value);
}
