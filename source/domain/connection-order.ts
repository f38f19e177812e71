import { type Connection, findConnection } from './connection.ts';
import { homeOf, listOrder } from './connection-list.ts';

interface Named {
  readonly name: string;
}

/**
 * Puts those of these names, in this order, into the places that they have now; the others stay where they are, and names
 * of nobody count for nothing.
 */
export function arranged<T extends Named>(all: readonly T[], names: readonly string[]): readonly T[] {
  const chosen = names.flatMap((name) => findConnection(all, name) ?? []);
  const moving = new Set(chosen);
  const next = chosen.values();
  return moving.size < chosen.length ? all : all.map((one) => (moving.has(one) ? next.next().value! : one));
}

/** Where a connection is put: directly before or behind another, or at an end. */
export type OrderPlace = { readonly before: string } | { readonly after: string } | 'first' | 'last';

/** The names in their order once one of them has been put there; it and the other are of these names, in any case. */
export function placedAt(all: readonly Connection[], name: string, place: OrderPlace): readonly string[] {
  const moved = findConnection(all, name)?.name ?? name;
  const rest = all.map((one) => one.name).filter((one) => one !== moved);
  if (place === 'first') return [moved, ...rest];
  if (place === 'last') return [...rest, moved];
  const other = 'before' in place ? place.before : place.after;
  const at = rest.indexOf(findConnection(all, other)?.name ?? other);
  return at < 0 ? all.map((one) => one.name) : rest.toSpliced('before' in place ? at : at + 1, 0, moved);
}

/**
 * The names in their order once what the list shows at a place, as it was saved, has changed places with its neighbour
 * before (-1) or behind it (1): a connection within its section, a group with all that is listed below it. Undefined
 * where there is no such neighbour.
 */
export function movedInList(all: readonly Connection[], place: string, by: 1 | -1): readonly string[] | undefined {
  const connection = findConnection(all, place);
  const listed = listOrder(all, 'saved');
  const homes = new Map(listed.map((one) => [one, homeOf(all, one)]));
  if (connection) {
    const section = listed.filter((one) => homes.get(one) === homes.get(connection));
    const other = section[section.indexOf(connection) + by];
    if (!other) return undefined;
    const [first, second] = by < 0 ? [other, connection] : [connection, other];
    return all.map((one) => (one === first ? second : one === second ? first : one).name);
  }
  const sections = Map.groupBy(listed, (one) => homes.get(one));
  const places = [...sections.keys()].filter((home) => home !== undefined);
  const at = places.indexOf(place);
  const other = places[at + by];
  if (at < 0 || other === undefined) return undefined;
  const order = places.with(at, other).with(at + by, place);
  return [undefined, ...order].flatMap((home) => sections.get(home) ?? []).map(({ name }) => name);
}
