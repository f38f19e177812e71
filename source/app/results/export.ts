import { cellValue, createCsvWriter, createWriter, isNumeric, toJson, valueText } from '../../format/index.ts';
import type { GridColumn } from '../../grid/columns.ts';
import { cellOf } from '../../grid/order.ts';
import { PsObject, type PsValue } from '../../objects/index.ts';
import { clean } from '../../text/clean.ts';
import { neutralise } from '../../text/neutralise.ts';

export const copyFormats = ['text', 'CSV', 'JSON'] as const;
/** What others wrote may begin as a formula does: for spreadsheets it is kept from being one. */
export const saveFormats = ['CSV', 'JSON', 'CLIXML', 'text', 'HTML', 'CSV for spreadsheets'] as const;
export type ExportFormat = (typeof saveFormats)[number];

export const extensions: Readonly<Record<ExportFormat, string>> = {
  CSV: 'csv',
  JSON: 'json',
  CLIXML: 'xml',
  text: 'txt',
  HTML: 'html',
  'CSV for spreadsheets': 'csv',
};

/** Cells of a line of text: a table of as many columns as there are. */
const textWidth = 4096;

/** Takes rows one after another and gives their text in pieces. */
export interface Exporter {
  row(value: PsValue): string;
  end(): string;
}

/** @param columns those that are written; undefined: whole objects */
export async function exporter(
  format: ExportFormat,
  columns: readonly GridColumn[] | undefined,
  title: string,
): Promise<Exporter> {
  const part = (value: PsValue) => (columns ? projected(value, columns) : value);
  switch (format) {
    case 'CSV':
    case 'CSV for spreadsheets':
      return collecting((emit) => {
        const writer = createCsvWriter(emit, { formulas: format === 'CSV' ? 'keep' : 'escape' });
        return { row: (value) => writer.write(part(value)), end: () => {} };
      });
    case 'text':
      return collecting((emit) => {
        const names = columns?.map(({ heading }) => heading);
        const writer = createWriter({
          width: textWidth,
          ...(names ? { view: { shape: 'table', properties: names.map(literal) } } : {}),
          emit: (text) => emit(`${text.trimEnd()}\n`),
        });
        return { row: (value) => writer.write(part(value)), end: () => writer.end() };
      });
    case 'JSON': {
      let count = 0;
      return {
        row: (value) => `${count++ === 0 ? '[' : ','}\n${toJson(part(value))}`,
        end: () => (count === 0 ? '[]\n' : '\n]\n'),
      };
    }
    case 'HTML':
      return html(columns, title);
    case 'CLIXML': {
      const { createClixmlDocument } = await import('../../psrp/index.ts');
      // An object whole, whatever is shown of it: that is what Import-Clixml is for.
      const document = createClixmlDocument();
      let isBegun = false;
      const begin = () => {
        const start = isBegun ? '' : document.begin();
        isBegun = true;
        return start;
      };
      return { row: (value) => begin() + document.value(value), end: () => begin() + document.end() };
    }
  }
}

/** Names of columns are no patterns: a server may call a property `*`. */
const literal = (name: string) => (/[*?]/.test(name) ? name.replaceAll(/[*?]/g, '?') : name);

function collecting(make: (emit: (text: string) => void) => { row(value: PsValue): void; end(): void }): Exporter {
  let text = '';
  const inner = make((piece) => {
    text += piece;
  });
  const taken = () => {
    const taken = text;
    text = '';
    return taken;
  };
  return {
    row: (value) => {
      inner.row(value);
      return taken();
    },
    end: () => {
      inner.end();
      return taken();
    },
  };
}

/** A row as an object with these columns alone. */
function projected(value: PsValue, columns: readonly GridColumn[]): PsObject {
  return new PsObject({
    extended: {
      names: columns.map(({ heading }) => heading),
      values: columns.map(({ property }) => cellOf(value, property)),
    },
  });
}

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string) => neutralise(text).replace(/[&<>"]/g, (character) => escapes[character]!);

function html(columns: readonly GridColumn[] | undefined, title: string): Exporter {
  let names = columns;
  const begin = (first: PsValue) => {
    names ??= first instanceof PsObject ? first.propertyNames.map((name) => ({ property: name, heading: name })) : [];
    if (names.length === 0) names = [{ property: undefined, heading: 'Value' }];
    const headings = names.map(({ heading }) => `<th>${escaped(heading)}</th>`).join('');
    return [
      '<!doctype html>',
      '<html lang="en">',
      `<head><meta charset="utf-8"><title>${escaped(title)}</title><style>`,
      'body { font: 14px system-ui, sans-serif; } table { border-collapse: collapse; }',
      'th, td { border: 1px solid #ccc; padding: 2px 8px; text-align: left; vertical-align: top; }',
      'td.n { text-align: right; } thead th { position: sticky; top: 0; background: #eee; }',
      `</style></head><body><h1>${escaped(title)}</h1>`,
      `<table><thead><tr>${headings}</tr></thead><tbody>`,
      '',
    ].join('\n');
  };
  let isBegun = false;
  const start = (first: PsValue) => {
    const text = isBegun ? '' : begin(first);
    isBegun = true;
    return text;
  };
  return {
    row: (value) => {
      const before = start(value);
      const cells = names!.map(({ property }) => {
        const cell = cellOf(value, property);
        return `<td${isNumeric(cell) ? ' class="n"' : ''}>${escaped(valueText(cell))}</td>`;
      });
      return `${before}<tr>${cells.join('')}</tr>\n`;
    },
    end: () => `${start(null)}</tbody></table></body></html>\n`,
  };
}

/** One cell as text, on as many lines as it has. */
export function cellText(row: PsValue, property: string | undefined): string {
  const value = property === undefined || !(row instanceof PsObject) ? cellOf(row, property) : cellValue(row, property);
  return valueText(value, { items: Number.MAX_SAFE_INTEGER })
    .split(/\r\n|\r|\n/)
    .map((line) => clean(line.replaceAll('\t', '    ')))
    .join('\n');
}
