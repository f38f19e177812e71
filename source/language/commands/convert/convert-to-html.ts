import type { Value } from '../../run/value.ts';
import type { Work } from '../../run/work.ts';
import { htmlEncoded } from '../../values/html-text.ts';
import type { Bound, CommandContext, CommandDeclaration, CommandRun } from '../command.ts';
import { dotNetText } from '../lib/dotnet-text.ts';
import { entriesOf } from '../lib/items.ts';
import { inputObject } from '../lib/parameters.ts';
import { expressionKey, labelKey, type PropertySpec, readSpecs, valuesOf } from '../lib/property-spec.ts';

export const convertToHtml: CommandDeclaration = {
  name: 'ConvertTo-Html',
  synopsis: 'Makes a page, or a part of one, of objects.',
  examples: [
    {
      line: "Get-Mailbox | ConvertTo-Html Name, Database -Title 'Mailboxes' | Out-File report.html",
      what: 'A page with a table.',
    },
    { line: '$x | ConvertTo-Html -Fragment', what: 'The table alone, to be put into a page or a mail.' },
  ],
  parameters: [
    inputObject,
    { name: 'Property', type: 'object[]', position: 0, what: 'Names, wildcards, or @{ Label = …; Expression = … }.' },
    { name: 'Body', type: 'string[]', position: 3, sets: ['Page'], what: 'Lines behind <body>.' },
    { name: 'Head', type: 'string[]', position: 1, sets: ['Page'], what: 'Lines for <head>, instead of a title.' },
    { name: 'Title', type: 'string', position: 2, notNullOrEmpty: true, sets: ['Page'], what: 'The title.' },
    { name: 'As', type: 'string', values: ['Table', 'List'], what: 'One table, or one for each object.' },
    {
      name: 'CssUri',
      aliases: ['cu', 'uri'],
      type: 'string',
      notNullOrEmpty: true,
      sets: ['Page'],
      what: 'A style sheet.',
    },
    { name: 'Fragment', type: 'switch', sets: ['Fragment'], what: 'The tables alone.' },
    { name: 'PostContent', type: 'string[]', notNullOrEmpty: true, what: 'Lines behind the table.' },
    { name: 'PreContent', type: 'string[]', notNullOrEmpty: true, what: 'Lines before the table.' },
    { name: 'Meta', type: 'hashtable', notNullOrEmpty: true, sets: ['Page'], what: '<meta> tags: names and contents.' },
    {
      name: 'Charset',
      type: 'string',
      notNullOrEmpty: true,
      sets: ['Page'],
      what: 'The encoding that the page tells of itself.',
    },
    {
      name: 'Transitional',
      type: 'switch',
      notNullOrEmpty: true,
      sets: ['Page'],
      what: 'XHTML 1.0 Transitional instead of Strict.',
    },
  ],
  defaultSet: 'Page',
  outputs: ['System.String'],
  create: (bound, context) => new Page(bound, context),
};

class Page implements CommandRun {
  readonly #bound: Bound;
  readonly #context: CommandContext;
  readonly #asked: readonly PropertySpec[];
  readonly #isList: boolean;
  #columns: readonly PropertySpec[] | undefined;

  constructor(bound: Bound, context: CommandContext) {
    this.#bound = bound;
    this.#context = context;
    this.#asked = readSpecs(
      bound.get('Property') ?? '*',
      [labelKey, expressionKey, { key: 'width' }, { key: 'alignment' }],
      context,
    );
    this.#isList = bound.text('As')?.toLowerCase() === 'list';
  }

  *begin(): Work<void> {
    if (!this.#bound.isOn('Fragment')) yield* this.#lines(this.#head());
    yield* this.#lines(this.#bound.texts('PreContent'));
    yield* this.#lines(['<table>']);
  }

  *process(input: Value): Work<void> {
    if (input === null) return;
    const isFirst = this.#columns === undefined;
    this.#columns ??= yield* this.#opened(input);
    const cells: string[] = [];
    for (const spec of this.#columns) {
      const [result] = yield* valuesOf(spec, input, this.#context);
      cells.push(
        result === undefined || result.value === null ? '' : htmlEncoded(dotNetText(result.value, this.#context)),
      );
    }
    const labels = this.#columns.map((spec) => spec.label ?? spec.property ?? spec.script?.text ?? '');
    if (this.#isList) {
      if (!isFirst) yield* this.#lines(['<tr><td><hr></td></tr>']);
      yield* this.#lines(labels.map((label, index) => `<tr><td>${label}:</td><td>${cells[index]}</td></tr>`));
      return;
    }
    if (isFirst) {
      yield* this.#lines([
        `<colgroup>${this.#columns.map((spec) => columnTag(spec, this.#context)).join('')}</colgroup>`,
        `<tr>${labels.map((label) => `<th>${label}</th>`).join('')}</tr>`,
      ]);
    }
    yield* this.#lines([`<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`]);
  }

  *end(): Work<void> {
    yield* this.#lines(['</table>', ...this.#bound.texts('PostContent')]);
    if (!this.#bound.isOn('Fragment')) yield* this.#lines(['</body></html>']);
  }

  *#opened(input: Value): Work<readonly PropertySpec[]> {
    const columns: PropertySpec[] = [];
    for (const spec of this.#asked) {
      if (!spec.isPattern) columns.push(spec);
      else
        for (const { name } of yield* valuesOf(spec, input, this.#context))
          columns.push({ ...spec, property: name, isPattern: false });
    }
    return columns;
  }

  #head(): readonly string[] {
    const kind = this.#bound.isOn('Transitional') ? 'Transitional' : 'Strict';
    const title = this.#bound.text('Title') ?? 'HTML TABLE';
    const charset = this.#bound.text('Charset');
    const css = this.#bound.text('CssUri');
    const metas = (entriesOf(this.#bound.get('Meta') ?? null) ?? []).map(([key, value]) => {
      const { toText } = this.#context.semantics;
      return `<meta name="${toText(key)}" content="${toText(value)}">`;
    });
    return [
      `<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 ${kind}//EN"  "http://www.w3.org/TR/xhtml1/DTD/xhtml1-${kind.toLowerCase()}.dtd">`,
      '<html xmlns="http://www.w3.org/1999/xhtml">',
      '<head>',
      ...(charset === undefined ? [] : [`<meta charset="${charset}">`]),
      ...metas,
      ...(this.#bound.has('Head') ? this.#bound.texts('Head') : [`<title>${title}</title>`]),
      ...(css === undefined ? [] : [`<link rel="stylesheet" type="text/css" href="${css}" />`]),
      '</head><body>',
      ...this.#bound.texts('Body'),
    ];
  }

  *#lines(lines: readonly string[]): Work<void> {
    for (const line of lines) yield* this.#context.out(line);
  }
}

function columnTag({ more }: PropertySpec, { semantics }: CommandContext): string {
  const [width, align] = [more.get('width'), more.get('alignment')];
  const attributes = [
    ...(width === undefined ? [] : [`width = "${semantics.toText(width)}"`]),
    ...(align === undefined ? [] : [`align = "${semantics.toText(align).toLowerCase()}"`]),
  ];
  return attributes.length === 0 ? '<col/>' : `<col ${attributes.join(' ')}/>`;
}
