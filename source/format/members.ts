import { isMemberSet, type PsNumber, type PsObject, type PsProperties } from '../objects/index.ts';

/**
 * The properties of an object as they are shown, values beside names: looking each of them up by its name would cost the
 * square of their number. An extended one wins over the adapted one of its name; member sets are none of them.
 */
export function membersOf({ adapted, extended }: PsObject): PsProperties {
  const shown = withoutMemberSets(extended);
  if (adapted.names.length === 0) return shown;
  if (shown.names.length === 0) return adapted;
  const { names, places } = mergerOf(adapted.names, shown.names);
  const values = [...adapted.values];
  for (let index = 0; index < places.length; index++) values[places[index]!] = shown.values[index]!;
  return { names, values };
}

/** All names in their order, and where among them each extended one stands. */
interface Merger {
  readonly extended: readonly string[];
  readonly names: readonly string[];
  readonly places: readonly number[];
}

/** Objects of one type share the arrays of their names, and so share this; by the adapted ones. */
const mergers = new WeakMap<readonly string[], Merger>();

function mergerOf(adapted: readonly string[], extended: readonly string[]): Merger {
  const known = mergers.get(adapted);
  if (known?.extended === extended) return known;
  const names = [...adapted];
  const inAdapted = new Map(names.map((name, index) => [name.toLowerCase(), index]));
  const places = extended.map((name) => inAdapted.get(name.toLowerCase()) ?? names.push(name) - 1);
  const merger = { extended, names, places };
  mergers.set(adapted, merger);
  return merger;
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
