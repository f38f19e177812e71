import type { Value } from '../../run/value.ts';
import { wildcard } from '../../values/wildcard.ts';
import type { CommandContext, CommandDeclaration } from '../command.ts';
import { compareKeys, type Keyed, keyed, type OrderBy } from '../lib/order.ts';
import { expressionKey, type PropertySpec, readSpecs } from '../lib/property-spec.ts';

export const sortObject: CommandDeclaration = {
  name: 'Sort-Object',
  aliases: ['sort'],
  synopsis: 'Puts objects in order.',
  examples: [
    { line: 'Get-Mailbox | Sort-Object Database, Name', what: 'By database, within each by name.' },
    {
      line: 'Get-MailboxStatistics -Database DB01 | Sort-Object TotalItemSize -Descending',
      what: 'The biggest first: sizes are ordered by their bytes.',
    },
    {
      line: "Get-Mailbox | Sort-Object Database, @{ Expression = 'Name'; Descending = $true }",
      what: 'Each property in a direction of its own.',
    },
  ],
  parameters: [
    {
      name: 'Stable',
      type: 'switch',
      sets: ['Default'],
      what: 'Equal objects stay in the order they came in; they do so anyway.',
    },
    { name: 'Descending', type: 'switch', what: 'The greatest first.' },
    { name: 'Unique', type: 'switch', what: 'Of equal objects only the first.' },
    {
      name: 'Top',
      type: 'int',
      range: [1, 2147483647],
      isMandatory: true,
      sets: ['Top'],
      what: 'Only so many from the beginning.',
    },
    {
      name: 'Bottom',
      type: 'int',
      range: [1, 2147483647],
      isMandatory: true,
      sets: ['Bottom'],
      what: 'Only so many from the end.',
    },
    {
      name: 'InputObject',
      type: 'psobject',
      fromPipeline: true,
      what: 'The objects; usually they come through the pipe.',
    },
    {
      name: 'Property',
      type: 'object[]',
      position: 0,
      what: 'What to sort by: names, script blocks, or @{ Expression = …; Descending = … }.',
    },
    {
      name: 'Culture',
      type: 'string',
      what: 'The order of texts.',
      refused: 'Leave it out: texts are ordered as in en-US.',
    },
    { name: 'CaseSensitive', type: 'switch', what: 'Upper and lower case are told apart.' },
  ],
  defaultSet: 'Default',
  create: (bound, context) => {
    const specs = readSpecs(
      bound.get('Property'),
      [expressionKey, { key: 'ascending' }, { key: 'descending' }],
      context,
    );
    const isDescending = bound.isOn('Descending');
    const by: OrderBy = {
      specs,
      isCaseSensitive: bound.isOn('CaseSensitive'),
      isDescending: specs.length === 0 ? [isDescending] : specs.map((spec) => directionOf(spec, isDescending, context)),
      context,
    };
    const input: Value[] = [];
    return {
      process(value) {
        if (value !== null) input.push(value);
      },
      *end() {
        const opened = openPatterns(by, input);
        const all: Keyed[] = [];
        for (const value of input) all.push(yield* keyed(value, opened.specs, context));
        const sorted = all.sort((left, right) => compareKeys(left, right, opened));
        const kept = bound.isOn('Unique') ? sorted.filter((one, index) => isFirst(sorted, index, one, opened)) : sorted;
        for (const { value } of part(kept, bound.number('Top'), bound.number('Bottom'))) yield* context.out(value);
      },
    };
  },
};

const isFirst = (sorted: readonly Keyed[], index: number, one: Keyed, by: OrderBy) =>
  index === 0 || compareKeys(sorted[index - 1]!, one, by) !== 0;

function part(sorted: readonly Keyed[], top: number | undefined, bottom: number | undefined): readonly Keyed[] {
  if (top !== undefined) return sorted.slice(0, top);
  return bottom === undefined ? sorted : sorted.slice(-bottom);
}

function directionOf({ more }: PropertySpec, otherwise: boolean, { semantics }: CommandContext): boolean {
  const [ascending, descending] = [more.get('ascending'), more.get('descending')];
  if (ascending === undefined && descending === undefined) return otherwise;
  if (ascending === undefined) return semantics.toBoolean(descending!);
  if (descending !== undefined && semantics.toBoolean(ascending) === semantics.toBoolean(descending)) return otherwise;
  return !semantics.toBoolean(ascending);
}

/** A wildcard stands for every property of its pattern that any of the objects has, in alphabetical order. */
function openPatterns(by: OrderBy, input: readonly Value[]): OrderBy {
  if (!by.specs.some(({ isPattern }) => isPattern)) return by;
  const specs: PropertySpec[] = [];
  const isDescending: boolean[] = [];
  for (const [index, spec] of by.specs.entries()) {
    const names = spec.isPattern ? namesOf(spec.property!, input, by.context) : [spec.property];
    for (const property of names) {
      specs.push({ ...spec, property, isPattern: false });
      isDescending.push(by.isDescending?.[index] ?? false);
    }
  }
  return { ...by, specs, isDescending };
}

function namesOf(pattern: string, input: readonly Value[], { semantics }: CommandContext): readonly string[] {
  const matches = wildcard(pattern);
  const names = new Map<string, string>();
  for (const value of input) {
    for (const name of semantics.propertyNamesOf(value)) if (matches(name)) names.set(name.toLowerCase(), name);
  }
  return [...names.entries()].toSorted(([left], [right]) => (left < right ? -1 : 1)).map(([, name]) => name);
}
