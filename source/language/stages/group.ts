import { PsObject, type PsValue } from '../../objects/index.ts';
import { equal } from '../values/compare.ts';
import { arrayOf, toText } from '../values/convert.ts';
import { checkNames, propertyOf } from './properties.ts';
import { compareValues } from './sort.ts';
import type { LocalCommand } from './stage.ts';

interface Group {
  readonly keys: readonly PsValue[];
  readonly items: PsValue[];
}

/** Group-Object: groups in the order of their values, as PowerShell 7 gives them. */
export const groupObject: LocalCommand = {
  name: 'Group-Object',
  aliases: ['group'],
  parameters: [
    { name: 'Property', position: 0 },
    { name: 'NoElement', isSwitch: true },
    { name: 'CaseSensitive', isSwitch: true },
    { name: 'AsHashTable', isSwitch: true, aliases: ['AHT'], refused: 'Leave it out: the groups come as objects.' },
    { name: 'AsString', isSwitch: true, refused: 'Leave it out.' },
    { name: 'Culture', refused: 'Leave it out.' },
    { name: 'InputObject', refused: 'Put the values before the pipe.' },
  ],
  check: (args) => checkNames(args, 'Property', 'Group-Object'),
  create: (args, context) => {
    const names = args.texts('Property', context);
    const caseSensitive = args.isOn('CaseSensitive', context);
    const groups = new Map<string, Group[]>();
    return {
      push(value) {
        const keys = names.length > 0 ? names.map((name) => propertyOf(value, name)) : [value];
        const text = keys.map(toText).join('\0');
        // Equal values have texts that are equal but for case: within one text there is little to compare.
        const bucket = groups.get(text.toLowerCase()) ?? [];
        groups.set(text.toLowerCase(), bucket);
        const group = bucket.find((one) =>
          one.keys.every((key, index) => sameKey(key, keys[index] ?? null, caseSensitive)),
        );
        if (group) group.items.push(value);
        else bucket.push({ keys, items: [value] });
      },
      end(emit) {
        const withElements = !args.isOn('NoElement', context);
        const sorted = [...groups.values()].flat().toSorted((left, right) => compareGroups(left, right, caseSensitive));
        for (const group of sorted) emit(groupInfo(group, withElements));
      },
    };
  },
};

function sameKey(left: PsValue, right: PsValue, caseSensitive: boolean): boolean {
  return left instanceof PsObject && left.base === undefined
    ? toText(left) === toText(right)
    : equal(left, right, caseSensitive);
}

function compareGroups(left: Group, right: Group, caseSensitive: boolean): number {
  for (const [index, key] of left.keys.entries()) {
    const step = compareValues(key, right.keys[index] ?? null, caseSensitive);
    if (step !== 0) return step;
  }
  return 0;
}

function groupInfo({ keys, items }: Group, withElements: boolean): PsObject {
  const name = keys.map(toText).join(', ');
  const names = ['Count', 'Name', 'Group', 'Values'];
  const values: PsValue[] = [items.length, name, arrayOf(withElements ? items : []), arrayOf(keys)];
  return new PsObject({
    typeNames: [
      withElements ? 'Microsoft.PowerShell.Commands.GroupInfo' : 'Microsoft.PowerShell.Commands.GroupInfoNoElement',
      'System.Object',
    ],
    adapted: withElements
      ? { names, values }
      : { names: ['Count', 'Name', 'Values'], values: [items.length, name, arrayOf(keys)] },
  });
}
