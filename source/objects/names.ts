/** As many names are gone through sooner than an index of them is made. */
const fewNames = 256;

/** Where the name stands as it is spelled, else the first in another case; -1 where it does not. */
export function placeOf(names: readonly string[], name: string): number {
  return names.length <= fewNames ? placeAmongFew(names, name) : placeAmongMany(names, name);
}

function placeAmongFew(names: readonly string[], name: string): number {
  const exact = names.indexOf(name);
  if (exact >= 0) return exact;
  const lower = name.toLowerCase();
  return names.findIndex((candidate) => candidate.toLowerCase() === lower);
}

interface Places {
  readonly exact: ReadonlyMap<string, number>;
  readonly anyCase: ReadonlyMap<string, number>;
}

/** An object may have a hundred thousand properties, and each of them is asked for when it is written. */
const placesOf = new WeakMap<readonly string[], Places>();

function placeAmongMany(names: readonly string[], name: string): number {
  let places = placesOf.get(names);
  if (!places) {
    places = { exact: firstPlaces(names), anyCase: firstPlaces(names.map((one) => one.toLowerCase())) };
    placesOf.set(names, places);
  }
  return places.exact.get(name) ?? places.anyCase.get(name.toLowerCase()) ?? -1;
}

function firstPlaces(names: readonly string[]): ReadonlyMap<string, number> {
  const places = new Map<string, number>();
  for (const [index, name] of names.entries()) if (!places.has(name)) places.set(name, index);
  return places;
}

/** All names of an object in their order, and where among them each extended one stands. */
export interface MergedNames {
  readonly extended: readonly string[];
  readonly names: readonly string[];
  readonly places: readonly number[];
}

/** Objects of one type share the arrays of their names, and so share this; by the adapted ones. */
const merged = new WeakMap<readonly string[], MergedNames>();

/** The adapted names, then the extended ones that do not repeat one. */
export function mergedNames(adapted: readonly string[], extended: readonly string[]): MergedNames {
  const known = merged.get(adapted);
  if (known?.extended === extended) return known;
  const names = [...adapted];
  const inAdapted = new Map(names.map((name, index) => [name.toLowerCase(), index]));
  const places = extended.map((name) => inAdapted.get(name.toLowerCase()) ?? names.push(name) - 1);
  const made = { extended, names, places };
  merged.set(adapted, made);
  return made;
}
