import type { ViewRequest } from '../domain/index.ts';
import { PsObject, type PsValue } from '../objects/index.ts';
import { valueText } from './value-text.ts';
import type { Column, View } from './view.ts';

/** What one of a server's format objects asks for. */
export type Laid =
  | {
      readonly kind: 'object';
      readonly value: PsObject;
      readonly view: View;
      /** How its objects stand, by what the server's Format-Table or Format-Wide was given. */
      readonly asked: ViewRequest;
      readonly key: string;
    }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'nothing' };

const internal = /^(?:Deserialized\.)?Microsoft\.PowerShell\.Commands\.Internal\.Format\.(\w+)$/;
const nothing: Laid = { kind: 'nothing' };

/** Levels of a custom view that are looked into. */
const deepest = 16;

/**
 * What a command that ends in Format-Table, Format-List, … gives: no objects but instructions to a console
 * (FormatStartData, GroupStartData, FormatEntryData, …), from which rows are made again.
 */
export class ServerLayout {
  #started = 0;
  #columns: readonly Omit<Column, 'property'>[] = [];
  #header: PsValue = null;

  /** Undefined: not one of them. */
  accept(value: PsObject): Laid | undefined {
    const type = internal.exec(value.typeNames[0] ?? '')?.[1];
    if (type === undefined) return undefined;
    if (type === 'FormatStartData') {
      this.#started += 1;
      this.#header = value.get('shapeInfo') ?? null;
      this.#columns = listAt(this.#header, 'tableColumnInfoList').map(columnOf);
    }
    if (type === 'GroupStartData') {
      const text = textOf(value.get('groupingEntry') ?? null).trim();
      if (text !== '') return { kind: 'text', text };
    }
    return type === 'FormatEntryData' ? this.#entry(value.get('formatEntryInfo') ?? null) : nothing;
  }

  #entry(entry: PsValue): Laid {
    const cells = listAt(entry, 'formatPropertyFieldList');
    if (cells.length > 0) {
      const hideHeaders = at(this.#header, 'hideHeader') === true;
      const asked: ViewRequest = { shape: 'table', hideHeaders, wrap: at(entry, 'multiLine') === true };
      return this.#laid(asked, this.#columns, cells.map(propertyOf));
    }
    const fields = listAt(entry, 'listViewFieldList');
    if (fields.length > 0) {
      const values = fields.map((field) => propertyOf(at(field, 'formatPropertyField')));
      return this.#laid(
        { shape: 'list' },
        fields.map((field) => ({ label: labelOf(field) })),
        values,
      );
    }
    const only = at(entry, 'formatPropertyField');
    const across = Number(at(this.#header, 'columns') ?? Number.NaN);
    if (only !== null && Number.isInteger(across)) {
      // None: as many as fit.
      const asked: ViewRequest = across > 0 ? { shape: 'wide', across } : { shape: 'wide', autoSize: true };
      return this.#laid(asked, [], [propertyOf(only)]);
    }
    const raw = at(entry, 'text') ?? at(only, 'propertyValue');
    return { kind: 'text', text: raw === null ? textOf(entry).trim() : valueText(raw) };
  }

  /** Columns go by their place: two of them may have one label. */
  #laid(asked: ViewRequest, given: readonly Omit<Column, 'property'>[], values: readonly string[]): Laid {
    const names = values.map((_, index) => `${index}`);
    const columns = names.map((property, index) => ({ label: '', ...given[index], property }));
    const value = new PsObject({ extended: { names, values } });
    const view: View = { shape: asked.shape === 'list' ? 'list' : 'table', columns };
    return { kind: 'object', value, view, asked, key: `server's ${this.#started}` };
  }
}

const at = (value: PsValue, name: string): PsValue => (value instanceof PsObject ? (value.get(name) ?? null) : null);

function listAt(value: PsValue, name: string): readonly PsValue[] {
  const list = at(value, name);
  return list instanceof PsObject && list.collection?.kind === 'list' ? list.collection.items : [];
}

const labelOf = (column: PsValue) => valueText(at(column, 'label') ?? at(column, 'propertyName'));
/** PowerShell's numbers for where a column's values stand. */
const alignments = [undefined, 'left', 'center', 'right'] as const;

function columnOf(column: PsValue): Omit<Column, 'property'> {
  const [align, width] = [alignments[Number(at(column, 'alignment'))], Number(at(column, 'width'))];
  return { label: labelOf(column), ...(align && { align }), ...(width > 0 && { width }) };
}

const propertyOf = (field: PsValue) => valueText(at(field, 'propertyValue'));

/** A custom view's or a group's text, its parts joined. */
function textOf(value: PsValue, depth = 0): string {
  if (!(value instanceof PsObject) || depth > deepest) return '';
  if (/\bFormatNewLine$/.test(value.typeNames[0] ?? '')) return '\n';
  const own = at(value, 'text') ?? at(value, 'propertyValue');
  if (own !== null) return valueText(own);
  return listAt(value, 'formatValueList')
    .map((part) => textOf(part, depth + 1))
    .join('');
}
