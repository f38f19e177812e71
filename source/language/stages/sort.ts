import type { PsValue } from '../../objects/index.ts';
import { TypeFailure } from '../types/type.ts';
import { compareText } from '../values/collate.ts';
import { order } from '../values/compare.ts';
import { toText } from '../values/convert.ts';
import { ownProperty } from '../values/members.ts';
import { checkNames } from './properties.ts';
import type { LocalCommand } from './stage.ts';

interface Keyed {
  readonly value: PsValue;
  /** Undefined where the value has no such property. */
  readonly keys: readonly (PsValue | undefined)[];
}

/** Sort-Object. What lacks a property comes last; what cannot be compared is ordered as text. */
export const sortObject: LocalCommand = {
  name: 'Sort-Object',
  aliases: ['sort'],
  parameters: [
    { name: 'Property', position: 0 },
    { name: 'Descending', isSwitch: true },
    { name: 'Unique', isSwitch: true },
    { name: 'CaseSensitive', isSwitch: true },
    { name: 'Stable', isSwitch: true },
    { name: 'Top', refused: 'Pipe into Select-Object -First.' },
    { name: 'Bottom', refused: 'Pipe into Select-Object -Last.' },
    { name: 'Culture', refused: 'Leave it out.' },
    { name: 'InputObject', refused: 'Put the values before the pipe.' },
  ],
  check: (args) => checkNames(args, 'Property', 'Sort-Object'),
  create: (args, context) => {
    const names = args.texts('Property', context);
    const caseSensitive = args.isOn('CaseSensitive', context);
    const direction = args.isOn('Descending', context) ? -1 : 1;
    const all: Keyed[] = [];
    return {
      push(value) {
        all.push({ value, keys: names.length > 0 ? names.map((name) => ownProperty(value, name)) : [value] });
      },
      end(emit) {
        const sorted = all.toSorted((left, right) => compareKeys(left, right, direction, caseSensitive));
        const unique = args.isOn('Unique', context);
        sorted.forEach((item, index) => {
          const before = sorted[index - 1];
          if (!unique || !before || compareKeys(before, item, 1, caseSensitive) !== 0) emit(item.value);
        });
      },
    };
  },
};

function compareKeys(left: Keyed, right: Keyed, direction: number, caseSensitive: boolean): number {
  for (const [index, key] of left.keys.entries()) {
    const other = right.keys[index];
    if (key === undefined || other === undefined) {
      if (key !== other) return key === undefined ? 1 : -1;
      continue;
    }
    const step = compareValues(key, other, caseSensitive);
    if (step !== 0) return step * direction;
  }
  return 0;
}

/** An order for any two values: by what they are, else as text. */
export function compareValues(left: PsValue, right: PsValue, caseSensitive: boolean): number {
  try {
    return order(left, right, caseSensitive);
  } catch (error) {
    if (!(error instanceof TypeFailure)) throw error;
    return compareText(toText(left), toText(right), caseSensitive);
  }
}
