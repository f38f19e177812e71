import { LiveDictionary, LiveList, type LiveObject, type Value } from '../../run/value.ts';
import type { Bound, CommandContext, CommandDeclaration } from '../command.ts';
import { stop } from '../lib/fail.ts';
import { bare, record, several } from '../lib/items.ts';
import { compareKeys, type Keyed, keyed, type OrderBy } from '../lib/order.ts';
import { expressionKey, readSpecs } from '../lib/property-spec.ts';

interface Group {
  readonly first: Keyed;
  readonly items: Value[];
}

export const groupObject: CommandDeclaration = {
  name: 'Group-Object',
  aliases: ['group'],
  synopsis: 'Puts together the objects that have the same value of a property.',
  examples: [
    { line: 'Get-Mailbox | Group-Object Database -NoElement', what: 'How many mailboxes each database has.' },
    {
      line: '$byName = Get-Mailbox | Group-Object Alias -AsHashTable -AsString',
      what: 'A hashtable to look mailboxes up in: $byName["anna"].',
    },
  ],
  parameters: [
    { name: 'NoElement', type: 'switch', what: 'Counts only; the objects are not kept.' },
    {
      name: 'AsHashTable',
      aliases: ['AHT'],
      type: 'switch',
      sets: ['HashTable'],
      what: 'One hashtable of the groups.',
    },
    { name: 'AsString', type: 'switch', sets: ['HashTable'], what: 'Its keys are text, whatever the property is.' },
    {
      name: 'InputObject',
      type: 'psobject',
      fromPipeline: true,
      what: 'The objects; usually they come through the pipe.',
    },
    { name: 'Property', type: 'object[]', position: 0, what: 'Names, script blocks, or @{ Expression = … }.' },
    {
      name: 'Culture',
      type: 'string',
      what: 'The order of texts.',
      refused: 'Leave it out: texts are compared as in en-US.',
    },
    { name: 'CaseSensitive', type: 'switch', what: 'Upper and lower case are told apart.' },
  ],
  create: (bound, context) => {
    const specs = readSpecs(bound.get('Property'), [expressionKey], context);
    checkShape(bound);
    const by: OrderBy = { specs, isCaseSensitive: bound.isOn('CaseSensitive'), context };
    const all: Keyed[] = [];
    return {
      *process(value) {
        if (value !== null) all.push(yield* keyed(value, specs, context));
      },
      *end() {
        const groups = haveOneType(all, context)
          ? grouped(
              all.sort((left, right) => compareKeys(left, right, by)),
              by,
              1,
            )
          : grouped(all, by);
        if (groups.length === 0) return;
        if (bound.isOn('AsHashTable')) yield* context.out(tableOf(groups, bound.isOn('AsString'), context));
        else for (const group of groups) yield* context.out(infoOf(group, bound.isOn('NoElement'), context));
      },
    };
  },
};

function checkShape(bound: Bound): void {
  if (bound.isOn('AsString') && !bound.isOn('AsHashTable')) {
    throw stop(
      'The command cannot be run because the AsString parameter requires that you specify the AsHashtable parameter.',
      'ArgumentException',
      'InvalidArgument',
      { exceptionType: 'System.ArgumentException' },
    );
  }
  if (bound.isOn('AsHashTable') && !bound.isOn('AsString') && several(bound.get('Property')).length > 1) {
    throw stop(
      'The command cannot be run because using the AsHashTable parameter with more than one property requires adding the AsString parameter.',
      'ArgumentException',
      'InvalidArgument',
      { exceptionType: 'System.ArgumentException' },
    );
  }
}

/** Only values of one type have an order in which equal ones are neighbours; others stay in the order they came in. */
function haveOneType(all: readonly Keyed[], { semantics }: CommandContext): boolean {
  const types: (string | undefined)[] = [];
  for (const { keys } of all) {
    for (const [index, key] of keys.entries()) {
      if (key === undefined || key === null) continue;
      const type = semantics.typeNameOf(bare(key));
      types[index] ??= type;
      if (types[index] !== type) return false;
    }
  }
  return true;
}

/** `look`: how many of the last groups an object may belong to; all where it is not given. */
function grouped(all: readonly Keyed[], by: OrderBy, look?: number): readonly Group[] {
  const groups: Group[] = [];
  for (const one of all) {
    const among = look === undefined ? groups : groups.slice(-look);
    const group = among.find(({ first }) => compareKeys(first, one, by) === 0);
    if (group) group.items.push(one.value);
    else groups.push({ first: one, items: [one.value] });
  }
  return groups;
}

const listOf = (items: Value[]) =>
  new LiveList(
    items,
    'System.Collections.ObjectModel.Collection`1[System.Management.Automation.PSObject]',
    'System.Management.Automation.PSObject',
  );

const nameOf = ({ first }: Group, { semantics }: CommandContext) =>
  first.keys.map((key) => semantics.toText(key ?? null)).join(', ');

function tableOf(groups: readonly Group[], isText: boolean, context: CommandContext): LiveDictionary {
  const table = new LiveDictionary();
  for (const group of groups)
    table.set(isText ? nameOf(group, context) : bare(group.first.keys[0] ?? null), listOf(group.items));
  return table;
}

function infoOf(group: Group, isCountOnly: boolean, context: CommandContext): LiveObject {
  const type = 'Microsoft.PowerShell.Commands.GroupInfo';
  return record(
    [
      ['Values', new LiveList(group.first.keys.map((key) => key ?? null))],
      ['Count', group.items.length],
      ['Group', isCountOnly ? null : listOf(group.items)],
      ['Name', nameOf(group, context)],
    ],
    [...(isCountOnly ? [`${type}NoElement`] : []), type, 'System.Object'],
  );
}
