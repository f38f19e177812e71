import { isMemberSet, type PsNumber, type PsObject, type PsProperties } from '../objects/index.ts';

/**
 * The properties of an object as they are shown, values beside names: looking each of them up by its name would cost the
 * square of their number. An extended one wins over the adapted one of its name; member sets are none of them.
 */
export function membersOf({ adapted, extended }: PsObject): PsProperties {
  const shown = withoutMemberSets(extended);
  if (adapted.names.length === 0) return shown;
  if (shown.names.length === 0) return adapted;
  const names = [...adapted.names];
  const values = [...adapted.values];
  const places = new Map(names.map((name, index) => [name.toLowerCase(), index]));
  for (const [index, name] of shown.names.entries()) {
    const place = places.get(name.toLowerCase()) ?? names.length;
    if (place === names.length) names.push(name);
    values[place] = shown.values[index] ?? null;
  }
  return { names, values };
}

function withoutMemberSets(properties: PsProperties): PsProperties {
  const { names, values } = properties;
  if (!values.some(isMemberSet)) return properties;
  const isShown = (_: unknown, index: number) => !isMemberSet(values[index]);
  return { names: names.filter(isShown), values: values.filter(isShown) };
}

/** A number with all its digits, so that reading it gives the same; NaN and infinities as JavaScript writes them. */
export function exactText({ value }: PsNumber): string {
  return Object.is(value, -0) ? '-0' : String(value);
}
