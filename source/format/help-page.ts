import { PsObject, type PsValue } from '../objects/index.ts';
import { clean } from '../text/clean.ts';
import { wrap } from '../text/width.ts';
import { linesOf, longestText, shortened } from './limits.ts';
import { valueText } from './value-text.ts';

const types =
  /^(?:Deserialized\.)?(?:Maml|Extended|Provider)?(?:Command|Cmdlet|Function|Script)?HelpInfo(?:#\w+View)?$/;

/** Whether an object is the help of one command, which PowerShell's own console shows as a page. */
export function isHelp(value: PsObject): boolean {
  return types.test(value.typeNames[0] ?? '') && value.get('details') instanceof PsObject;
}

/**
 * The page that Get-Help gives for one command: NAME, SYNOPSIS, SYNTAX and what else its MAML has, each part under its
 * heading. Lines are made clean and no longer than `width` cells.
 */
export function* helpLines(value: PsObject, width: number): Generator<{ text: string; isHeading: boolean }> {
  for (const [heading, body] of parts(value)) {
    let isBegun = false;
    for (const [indent, text] of body) {
      if (!isBegun) yield { text: clean(heading), isHeading: true };
      isBegun = true;
      for (const line of linesOf(shortened(text.trimEnd(), longestText))) {
        const shown = clean(line.trimEnd().replaceAll('\t', '    '));
        for (const row of wrap(shown, width - indent, 'words'))
          yield { text: `${' '.repeat(indent)}${row}`.trimEnd(), isHeading: false };
      }
    }
    if (isBegun) yield { text: '', isHeading: false };
  }
}

/** Cells before it, and a text of one or more lines. */
type Row = readonly [indent: number, text: string];

function* parts(help: PsObject): Generator<readonly [heading: string, body: Iterable<Row>]> {
  const name = textAt(help, 'details', 'name') || textAt(help, 'Name');
  const syntax = [...itemsAt(help, 'syntax', 'syntaxItem')].map((item): Row => [4, syntaxOf(item)]);
  const synopsis = textAt(help, 'Synopsis').trim();
  yield ['NAME', [[4, name]]];
  // Where nobody wrote help, PowerShell gives the syntax as its synopsis.
  if (synopsis.split(/\s/, 1)[0] !== name) yield ['SYNOPSIS', rows(synopsis)];
  yield ['SYNTAX', syntax];
  yield ['DESCRIPTION', texts(itemsAt(help, 'description'))];
  yield ['PARAMETERS', parameters(help)];
  yield ['INPUTS', rows(textAt(help, 'inputTypes', 'inputType', 'type', 'name'))];
  yield ['OUTPUTS', rows(textAt(help, 'returnValues', 'returnValue', 'type', 'name'))];
  yield ['NOTES', texts(itemsAt(help, 'alertSet', 'alert'))];
  yield ['EXAMPLES', examples(help)];
  const links = itemsAt(help, 'relatedLinks', 'navigationLink').map((link) =>
    [textAt(link, 'linkText'), textAt(link, 'uri')].filter((text) => text !== '').join(' '),
  );
  yield ['RELATED LINKS', links.flatMap((link) => rows(link))];
}

/** `Get-Thing [-Name] <String> [-Kind {a | b}] [-All] [<CommonParameters>]`. */
function syntaxOf(item: PsValue): string {
  const words = itemsAt(item, 'parameter').map((parameter) => {
    const isPositional = /^\d+$/.test(textAt(parameter, 'position'));
    const name = isPositional ? `[-${textAt(parameter, 'name')}]` : `-${textAt(parameter, 'name')}`;
    const choices = itemsAt(parameter, 'parameterValueGroup', 'parameterValue').map((choice) => valueText(choice));
    const type = textAt(parameter, 'parameterValue');
    const takes = choices.length > 0 ? `{${choices.join(' | ')}}` : type && !isSwitch(type) ? `<${type}>` : '';
    const whole = [name, takes].filter((word) => word !== '').join(' ');
    return textAt(parameter, 'required') === 'true' ? whole : `[${whole}]`;
  });
  return [textAt(item, 'name'), ...words, '[<CommonParameters>]'].join(' ');
}

function* parameters(help: PsObject): Generator<Row> {
  for (const parameter of itemsAt(help, 'parameters', 'parameter')) {
    const type = textAt(parameter, 'parameterValue') || textAt(parameter, 'type', 'name');
    yield [4, `-${textAt(parameter, 'name')}${type === '' ? '' : isSwitch(type) ? ` [<${type}>]` : ` <${type}>`}`];
    yield* texts(itemsAt(parameter, 'description'), 8);
    const facts: readonly (readonly [string, string])[] = [
      ['Required?', 'required'],
      ['Position?', 'position'],
      ['Default value', 'defaultValue'],
      ['Accept pipeline input?', 'pipelineInput'],
      ['Aliases', 'aliases'],
      ['Accept wildcard characters?', 'globbing'],
    ];
    for (const [label, property] of facts) {
      const fact = textAt(parameter, property);
      if (fact !== '') yield [8, `${label.padEnd(28)} ${fact}`];
    }
    yield [0, ''];
  }
}

function* examples(help: PsObject): Generator<Row> {
  for (const example of itemsAt(help, 'examples', 'example')) {
    const title = textAt(example, 'title').replace(/^[\s-]+|[\s-]+$/g, '');
    if (title !== '') yield [4, title];
    const before = itemsAt(example, 'introduction').map((item) => textAt(item, 'Text'));
    yield* rows(`${before.join('\n')}${textAt(example, 'code')}`, 8);
    yield* texts(itemsAt(example, 'remarks'), 8);
    yield [0, ''];
  }
}

/** Paragraphs, the empty ones left out. */
function* texts(items: readonly PsValue[], indent = 4): Generator<Row> {
  for (const item of items) {
    const isParagraph = item instanceof PsObject && item.get('Text') !== undefined;
    yield* rows(isParagraph ? textAt(item, 'Text') : valueText(item), indent);
  }
}

const rows = (text: string, indent = 4): Row[] => (text.trim() === '' ? [] : [[indent, text]]);

const isSwitch = (type: string) => /(?:^|\.)SwitchParameter$/.test(type);

function textAt(value: PsValue, ...path: readonly string[]): string {
  const [first = null] = itemsAt(value, ...path);
  return valueText(first);
}

/** The values at the end of a path: MAML's element is one object, or a list of them where there are several. */
function itemsAt(value: PsValue, ...path: readonly string[]): readonly PsValue[] {
  let items: readonly PsValue[] = [value];
  for (const name of path) {
    items = items.flatMap((item) => listed(item instanceof PsObject ? (item.get(name) ?? null) : null));
  }
  return items;
}

function listed(value: PsValue): readonly PsValue[] {
  if (value === null) return [];
  const list = value instanceof PsObject ? value.collection : undefined;
  return list && list.kind !== 'dictionary' ? list.items : [value];
}
