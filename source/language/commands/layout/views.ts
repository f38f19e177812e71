import { builtInViews, type Column, powerShellViews, type View } from '../../../format/index.ts';

export type ViewColumn = Column;

/** How objects of a type look where nothing else is asked for. */
export type DefaultView = Omit<View, 'shape'> & {
  readonly shape: 'table' | 'list' | 'text';
  readonly autoSize?: boolean;
};

/** The view of the most derived type that has one, PowerShell's or Exchange's. */
export function defaultView(
  typeNames: readonly string[],
): { readonly type: string; readonly view: DefaultView } | undefined {
  for (const name of typeNames) {
    const type = name.replace(/^Deserialized\./, '');
    const view = powerShellViews[type] ?? builtInViews.get(type);
    if (view) return { type, view };
  }
  return undefined;
}
