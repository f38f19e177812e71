import { PsObject, type PsValue } from '../objects/index.ts';
import { valueText } from './value-text.ts';
import type { View } from './view.ts';

/** What one of a server's format objects asks for. */
export type Laid =
  | { readonly kind: 'object'; readonly value: PsObject; readonly view: View; readonly key: string }
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
  #labels: readonly string[] = [];

  /** Undefined: not one of them. */
  accept(value: PsObject): Laid | undefined {
    const type = internal.exec(value.typeNames[0] ?? '')?.[1];
    if (type === undefined) return undefined;
    if (type === 'FormatStartData') {
      this.#started += 1;
      const header = listAt(value.get('shapeInfo') ?? null, 'tableColumnInfoList');
      this.#labels = header.map((column) => labelOf(column));
    }
    if (type === 'GroupStartData') {
      const text = textOf(value.get('groupingEntry') ?? null).trim();
      if (text !== '') return { kind: 'text', text };
    }
    return type === 'FormatEntryData' ? this.#entry(value.get('formatEntryInfo') ?? null) : nothing;
  }

  #entry(entry: PsValue): Laid {
    const cells = listAt(entry, 'formatPropertyFieldList');
    if (cells.length > 0) return this.#laid('table', this.#labels, cells.map(propertyOf));
    const fields = listAt(entry, 'listViewFieldList');
    if (fields.length > 0) {
      return this.#laid(
        'list',
        fields.map(labelOf),
        fields.map((field) => propertyOf(at(field, 'formatPropertyField'))),
      );
    }
    const raw = at(entry, 'text') ?? at(at(entry, 'formatPropertyField'), 'propertyValue');
    return { kind: 'text', text: raw === null ? textOf(entry).trim() : valueText(raw) };
  }

  /** Columns go by their place: two of them may have one label. */
  #laid(shape: View['shape'], labels: readonly string[], values: readonly string[]): Laid {
    const names = values.map((_, index) => `${index}`);
    const columns = names.map((property, index) => ({ property, label: labels[index] ?? '' }));
    const value = new PsObject({ extended: { names, values } });
    return { kind: 'object', value, view: { shape, columns }, key: `server's ${this.#started}` };
  }
}

const at = (value: PsValue, name: string): PsValue => (value instanceof PsObject ? (value.get(name) ?? null) : null);

function listAt(value: PsValue, name: string): readonly PsValue[] {
  const list = at(value, name);
  return list instanceof PsObject && list.collection?.kind === 'list' ? list.collection.items : [];
}

const labelOf = (column: PsValue) => valueText(at(column, 'label') ?? at(column, 'propertyName'));
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
