/** How objects of a type are shown where nothing else is asked for. */
export interface View {
  readonly shape: 'table' | 'list';
  readonly columns: readonly Column[];
  /** Neighbours that have this in common stand together below it. */
  readonly group?: { readonly property: string; readonly label: string };
}

export interface Column {
  readonly property: string;
  /** What stands over it; the property's name where it is not given. */
  readonly label?: string;
  /** Cells it has, no more and no less where they fit; as many as its values need where it is not given. */
  readonly width?: number;
  /** Numbers stand to the right where it is not given, all else to the left. */
  readonly align?: 'left' | 'center' | 'right';
}
