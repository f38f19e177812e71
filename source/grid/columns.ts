import type { ViewRequest } from '../domain/index.ts';
import { builtInViews, chooseView, isText, namesOf } from '../format/index.ts';
import { PsObject, type PsValue } from '../objects/index.ts';

/** A column of a grid. */
export interface GridColumn {
  /** Undefined: the row's own value, where rows are no objects. */
  readonly property: string | undefined;
  readonly heading: string;
}

export interface GridColumns {
  /** Those that are shown at first, in their order. */
  readonly shown: readonly GridColumn[];
  /** All that the looked-at rows have. */
  readonly all: readonly GridColumn[];
}

/** Columns shown at first of an object that no view is known for; the others are there to be chosen. */
const mostAtFirst = 60;

/** Names that are offered: what a server sends is bounded. */
const mostNames = 2000;

const own: GridColumn = { property: undefined, heading: 'Value' };

/**
 * The columns for these rows, the first ones of a result: what was asked for (`Format-Table Name, Alias`), what
 * Exchange's console shows of the type, or all of the properties.
 * @param source the property that says which server a row came from: it stands first
 */
export function columnsFor(
  rows: readonly PsValue[],
  view: ViewRequest | undefined,
  source: string | undefined,
): GridColumns {
  const columns = plainColumns(rows, view);
  if (source === undefined || columns.shown[0]?.property === undefined) return columns;
  const others = (all: readonly GridColumn[]) => all.filter(({ property }) => !same(property, source));
  // Exchange has properties of that name.
  const isTaken = columns.shown.some(({ heading }) => same(heading, 'Server'));
  const first = { property: source, heading: isTaken ? 'Connection' : 'Server' };
  return { shown: [first, ...others(columns.shown)], all: [first, ...others(columns.all)] };
}

function plainColumns(rows: readonly PsValue[], view: ViewRequest | undefined): GridColumns {
  const objects = rows.filter((row): row is PsObject => row instanceof PsObject && !isText(row));
  const [first] = objects;
  if (!first) return { shown: [own], all: [own] };
  const names = new Map<string, string>();
  for (const object of objects) {
    for (const name of namesOf(object)) {
      if (names.size >= mostNames) break;
      if (!names.has(name.toLowerCase())) names.set(name.toLowerCase(), name);
    }
  }
  const column = (property: string): GridColumn => ({ property, heading: property });
  const all = [...names.values()].map(column);
  const asked: ViewRequest | undefined = view?.properties ? { shape: 'table', properties: view.properties } : undefined;
  const chosen = chooseView(first, asked, builtInViews)
    .columns.slice(0, mostNames)
    .map(({ property, label }): GridColumn => ({ property, heading: label ?? property }));
  const isDictionary = first.collection?.kind === 'dictionary';
  // A dictionary is shown as its entries elsewhere; in a grid its keys are the columns.
  const shown = isDictionary || chosen.length === 0 ? all : chosen;
  const mixed = objects.length < rows.length ? [own] : [];
  const known = all.filter(({ property }) => !chosen.some((one) => same(one.property, property)));
  return {
    shown: [...shown.slice(0, mostAtFirst), ...mixed],
    all: isDictionary ? all : [...chosen, ...known, ...mixed],
  };
}

export function same(one: string | undefined, other: string | undefined): boolean {
  return one?.toLowerCase() === other?.toLowerCase();
}
