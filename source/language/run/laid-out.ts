import { Live, type Value } from './value.ts';

/** What a Format- command asks of all its objects. */
export interface Layout {
  readonly shape: 'table' | 'list' | 'wide' | 'custom';
  /** Widths that were measured by the first objects are for tables without it; absent: as wide as they need. */
  readonly autoSize?: boolean;
  readonly wrap?: boolean;
  readonly hideHeaders?: boolean;
  readonly repeatHeaders?: boolean;
  /** Columns of Format-Wide. */
  readonly across?: number;
  /** Levels of Format-Custom. */
  readonly depth?: number;
}

/** A column of a table, a line of a list. */
export interface LaidOutCell {
  readonly label: string;
  readonly value: Value;
  /** Cells, as a calculated column names them. */
  readonly width?: number;
  readonly align?: 'left' | 'center' | 'right';
}

/**
 * One object behind Format-Table, Format-List, Format-Wide or Format-Custom: no value any more but a request to show one.
 * Out-Host shows it, Out-String and Out-File write it; nothing else knows what to do with it. Those of one command share
 * their layout.
 */
export class LaidOut extends Live {
  readonly typeName = 'Microsoft.PowerShell.Commands.Internal.Format.FormatEntryData';
  readonly value: Value;
  readonly layout: Layout;
  /** What was asked for of the value; undefined where its type decides. */
  readonly cells: readonly LaidOutCell[] | undefined;
  /** -GroupBy: what this and its neighbours have in common. */
  readonly group: { readonly label: string; readonly value: Value } | undefined;

  constructor(
    value: Value,
    layout: Layout,
    cells?: readonly LaidOutCell[],
    group?: { readonly label: string; readonly value: Value },
  ) {
    super();
    this.value = value;
    this.layout = layout;
    this.cells = cells;
    this.group = group;
  }
}
