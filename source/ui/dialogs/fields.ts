import { truncate, wrap } from '../../text/width.ts';
import { fieldView } from '../fields/field-view.ts';
import type { EditOperation } from '../fields/line-editor.ts';
import { SecretField } from '../fields/secret-field.ts';
import { TextField } from '../fields/text-field.ts';
import { type Line, line, type Span, sideBySide, span } from '../widgets/line.ts';
import { moveSelection, windowStart } from '../widgets/list-window.ts';

/** A field of a dialog: text, a secret that shows dots, or one of several values. */
export type Field = TextEntry | SecretEntry | Choice;

interface Labelled {
  readonly name: string;
  readonly label: string;
  /** Shown quietly while a text is empty. */
  readonly placeholder?: string;
  /** Begins a group of that name. */
  readonly group?: string;
  problem?: string | undefined;
}

export interface TextEntry extends Labelled {
  readonly kind: 'text';
  readonly field: TextField;
}

export interface SecretEntry extends Labelled {
  readonly kind: 'secret';
  readonly field: SecretField;
}

export interface Choice extends Labelled {
  readonly kind: 'choice';
  readonly values: readonly string[];
  selected: number;
}

export interface FieldsPicture {
  readonly rows: readonly Line[];
  /** Within `rows`; undefined: no field has the cursor. */
  readonly cursor: { readonly x: number; readonly y: number } | undefined;
  /** Rows that are not shown. */
  readonly hidden: { readonly above: number; readonly below: number };
}

/** Labelled fields under each other; one has the cursor. */
export class Fields {
  readonly all: readonly Field[];
  readonly #initial: readonly string[];
  #current: number;

  constructor(all: readonly Field[], current = 0) {
    this.all = all;
    this.#initial = this.#values();
    this.#current = Math.min(current, all.length - 1);
  }

  get current(): Field {
    return this.all[this.#current]!;
  }

  get isLast(): boolean {
    return this.#current === this.all.length - 1;
  }

  /** Whether any has another value than at the beginning; secrets do not count. */
  get isChanged(): boolean {
    return this.#values().some((value, index) => value !== this.#initial[index]);
  }

  #values(): readonly string[] {
    return this.all.map(({ name }) => this.value(name));
  }

  /** The first with a problem. */
  get wrong(): Field | undefined {
    return this.all.find((field) => field.problem !== undefined);
  }

  /** Puts what is wrong at the fields it belongs to, and the cursor at the first of them; whether all is well. */
  judge(problems: Readonly<Record<string, string | undefined>>): boolean {
    for (const field of this.all) field.problem = problems[field.name];
    const { wrong } = this;
    if (wrong) this.focus(wrong.name);
    return !wrong;
  }

  move(by: number): void {
    this.#current = (this.#current + by + this.all.length) % this.all.length;
  }

  focus(name: string): void {
    const index = this.all.findIndex((field) => field.name === name);
    if (index >= 0) this.#current = index;
  }

  change(by: number): void {
    const field = this.current;
    if (field.kind === 'choice') field.selected = (field.selected + by + field.values.length) % field.values.length;
  }

  edit(operation: EditOperation): void {
    const field = this.current;
    field.problem = undefined;
    if (field.kind !== 'choice') field.field.edit(operation);
  }

  type(text: string): void {
    const field = this.current;
    field.problem = undefined;
    if (field.kind !== 'choice') field.field.type(text);
    else {
      const found = field.values.findIndex((value) => value.toLowerCase().startsWith(text.toLowerCase()));
      if (found >= 0) field.selected = moveSelection(found, 0, field.values.length);
    }
  }

  /** What a text or a choice holds; a secret gives the empty text, it is taken from its field. */
  value(name: string): string {
    const field = this.all.find((candidate) => candidate.name === name);
    if (field?.kind === 'text') return field.field.text;
    return field?.kind === 'choice' ? (field.values[field.selected] ?? '') : '';
  }

  wipe(): void {
    for (const field of this.all) if (field.kind === 'secret') field.field.wipe();
  }

  /**
   * Rows of so many cells, a field each and its problem below it, and the cell of the cursor; `height` rows of them around
   * the current field where there are more.
   */
  picture(width: number, height = Number.POSITIVE_INFINITY): FieldsPicture {
    const { rows, current, cursor } = this.#whole(width);
    const middle = windowStart(rows.length, height, current.at);
    // The whole field where it fits, not only the row that matters.
    const fits = current.end - current.begin <= height;
    const start = fits ? Math.max(current.end - height, Math.min(middle, current.begin)) : middle;
    const shown = rows.slice(start, start + height);
    return {
      rows: shown,
      cursor: cursor && { x: cursor.x, y: cursor.y - start },
      hidden: { above: start, below: rows.length - start - shown.length },
    };
  }

  /** All rows; those of the current field from `begin` up to `end`, with the cursor or the chosen value in `at`. */
  #whole(width: number): {
    rows: readonly Line[];
    current: { begin: number; at: number; end: number };
    cursor: { x: number; y: number } | undefined;
  } {
    const labels = Math.min(24, Math.max(...this.all.map((field) => field.label.length)) + 2);
    const rows: Line[] = [];
    let current = { begin: 0, at: 0, end: 1 };
    let cursor: { x: number; y: number } | undefined;
    this.all.forEach((field, index) => {
      if (field.group !== undefined) rows.push(line('   ', span(field.group, 'quiet')));
      const isCurrent = index === this.#current;
      const label = span(truncate(field.label, labels - 1).padEnd(labels), isCurrent ? 'strong' : 'plain');
      const start = [span(isCurrent ? ' ▸ ' : '   ', 'accent'), label];
      const { rows: own, at, x } = content(field, start, labels + 3, width - 1, isCurrent);
      const begin = rows.length;
      if (isCurrent && x !== undefined) cursor = { x, y: rows.length };
      rows.push(...own);
      if (field.problem !== undefined) {
        const indent = ' '.repeat(labels + 3);
        rows.push(
          ...wrap(`✗ ${field.problem}`, width - labels - 4, 'words').map((text) => line(indent, span(text, 'bad'))),
        );
      }
      if (isCurrent) current = { begin, at: begin + at, end: rows.length };
    });
    return { rows, current, cursor };
  }
}

function content(
  field: Field,
  label: readonly Span[],
  labelWidth: number,
  width: number,
  isCurrent: boolean,
): { rows: readonly Line[]; at: number; x: number | undefined } {
  if (field.kind === 'choice') {
    const values = field.values.map((value, index) =>
      index === field.selected
        ? span(`(•) ${value}`, isCurrent ? 'selected' : 'strong')
        : span(`( ) ${value}`, 'quiet'),
    );
    const rows = sideBySide(values, width - labelWidth, 2);
    const at = rows.findIndex((row) => row.includes(values[field.selected]!));
    const lines = rows.map((row, index) => line(...(index === 0 ? label : [' '.repeat(labelWidth)]), ...row));
    return { rows: lines, at, x: undefined };
  }
  const text = field.kind === 'secret' ? '•'.repeat(field.field.count) : field.field.text;
  const cursor = field.kind === 'secret' ? text.length : field.field.cursor;
  const view = fieldView(text, cursor, width - labelWidth);
  const shown = text === '' ? span(field.placeholder ?? '', 'quiet') : span(view.text);
  return { rows: [line(...label, shown)], at: 0, x: labelWidth + view.x };
}

export function textField(name: string, label: string, text = '', placeholder?: string): TextEntry {
  return {
    name,
    label,
    kind: 'text',
    field: new TextField(text),
    ...(placeholder === undefined ? {} : { placeholder }),
  };
}

export function secretField(name: string, label: string): SecretEntry {
  return { name, label, kind: 'secret', field: new SecretField() };
}

export function choiceField(name: string, label: string, values: readonly string[], value: string): Choice {
  return { name, label, kind: 'choice', values, selected: Math.max(0, values.indexOf(value)) };
}
