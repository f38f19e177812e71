import { readingOrder } from '../text/reading-order.ts';
import { chosenBy, groupsOf } from './choice.ts';
import { type Connection, hostOf } from './connection.ts';
import { markWords } from './connection-marks.ts';

export const listOrders = ['saved', 'name'] as const;
export type ListOrder = (typeof listOrders)[number];

/** How the list of connections is looked at. */
export interface ListView {
  readonly order: ListOrder;
  /** Groups whose connections are not shown, by the names of their places. */
  readonly collapsed: readonly string[];
  /** Words that a connection has in its name, host, groups or marks; all are shown while there are none. */
  readonly query: string;
}

export const wholeList: ListView = { order: 'saved', collapsed: [], query: '' };

export type ListRow =
  /** `count` of connections that are in the group, wherever they are listed. */
  | { readonly kind: 'group'; readonly place: string; readonly count: number; readonly isCollapsed: boolean }
  /** `number` in the whole list, from 1. */
  | { readonly kind: 'connection'; readonly place: string; readonly connection: Connection; readonly number: number };

/** All that are open, as a group of its own, unless somebody has called one so. */
export const openPlace = '@open';

/** Whether a place is a group, `@prod`, and not a connection, whose name never begins so. */
export const isGroupPlace = (place: string): boolean => place.startsWith('@');

export const placeOf = (group: string): string => `@${group}`;

/** The group's place as it is spelled; undefined where no connection is in such a group. */
export function findGroupPlace(all: readonly Connection[], place: string): string | undefined {
  const wanted = place.toLowerCase();
  return groupsOf(all)
    .map(placeOf)
    .find((one) => one.toLowerCase() === wanted);
}

/** The connections that are in a group, in the order in which they are saved. */
export function membersOf(all: readonly Connection[], place: string): readonly Connection[] {
  return chosenBy({ kind: 'group', group: place.slice(1) }, all);
}

/** The group below whose heading a connection is listed: the first of its own. */
export function homeOf(all: readonly Connection[], { groups: [first] = [] }: Connection): string | undefined {
  return first === undefined ? undefined : findGroupPlace(all, placeOf(first));
}

interface Section {
  /** Undefined: those of no group. */
  readonly place: string | undefined;
  readonly count: number;
  readonly connections: readonly Connection[];
}

/** What was asked for last: the list is drawn far more often than it changes. */
let last:
  | { readonly all: readonly Connection[]; readonly order: ListOrder; readonly sections: readonly Section[] }
  | undefined;

/** Connections of no group stand first, each other one below the first of its groups. */
function sectionsOf(all: readonly Connection[], order: ListOrder): readonly Section[] {
  if (last?.all === all && last.order === order) return last.sections;
  const sorted = order === 'name' ? all.toSorted((one, other) => readingOrder(one.name, other.name)) : all;
  const groups = groupsOf(all).map(placeOf);
  const places = order === 'name' ? groups.toSorted(readingOrder) : savedOrder(all, groups);
  const spelled = new Map(groups.map((place) => [place.toLowerCase(), place]));
  const listed = new Map<string | undefined, Connection[]>([undefined, ...places].map((place) => [place, []]));
  const counts = new Map<string, number>();
  for (const connection of sorted) {
    const own = new Set((connection.groups ?? []).map((group) => spelled.get(placeOf(group).toLowerCase())!));
    const [home] = own;
    listed.get(home)!.push(connection);
    for (const place of own) counts.set(place, (counts.get(place) ?? 0) + 1);
  }
  const sections = [...listed].map(([place, connections]) => ({
    place,
    count: place === undefined ? connections.length : counts.get(place)!,
    connections,
  }));
  last = { all, order, sections };
  return sections;
}

/** Groups by the first connection that is listed below each; those that nothing is listed below come last. */
function savedOrder(all: readonly Connection[], places: readonly string[]): readonly string[] {
  const spelled = new Map(places.map((place) => [place.toLowerCase(), place]));
  const homes = all.flatMap(({ groups: [first] = [] }) =>
    first === undefined ? [] : (spelled.get(placeOf(first).toLowerCase()) ?? []),
  );
  return [...new Set([...homes, ...places])];
}

/** All connections in the order in which they are listed. */
export function listOrder(all: readonly Connection[], order: ListOrder): readonly Connection[] {
  return sectionsOf(all, order).flatMap(({ connections }) => connections);
}

/** What the list shows: headings where there are groups, and below them what fits; a search looks into what is collapsed. */
export function listRows(all: readonly Connection[], { order, collapsed, query }: ListView): readonly ListRow[] {
  const words = query
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  const rows: ListRow[] = [];
  let number = 0;
  for (const { place, count, connections } of sectionsOf(all, order)) {
    const isCollapsed = words.length === 0 && place !== undefined && collapsed.includes(place);
    const fitting: ListRow[] = [];
    for (const connection of connections) {
      number += 1;
      if (words.length > 0 && !fits(connection, words)) continue;
      if (!isCollapsed) fitting.push({ kind: 'connection', place: connection.name, connection, number });
    }
    const isFound =
      words.length === 0 ||
      fitting.length > 0 ||
      (place !== undefined && words.every((word) => place.toLowerCase().includes(word)));
    if (place !== undefined && isFound) rows.push({ kind: 'group', place, count, isCollapsed });
    rows.push(...fitting);
  }
  return rows;
}

/** What is searched of each: made once, as every key looks through all of them. */
const searched = new WeakMap<Connection, string>();

function searchText(connection: Connection): string {
  let text = searched.get(connection);
  if (text === undefined) {
    const groups = (connection.groups ?? []).map(placeOf);
    text = [connection.name, hostOf(connection), ...groups, ...markWords(connection)].join('\n').toLowerCase();
    searched.set(connection, text);
  }
  return text;
}

function fits(connection: Connection, words: readonly string[]): boolean {
  const text = searchText(connection);
  return words.every((word) => text.includes(word));
}
