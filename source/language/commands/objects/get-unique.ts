import type { Value } from '../../run/value.ts';
import { equalText } from '../../values/collate.ts';
import type { CommandDeclaration } from '../command.ts';

export const getUnique: CommandDeclaration = {
  name: 'Get-Unique',
  aliases: ['gu'],
  synopsis: 'Leaves out what is equal to the object before it: of a sorted list, all that is there twice.',
  examples: [{ line: "'b', 'a', 'b' | Sort-Object | Get-Unique", what: 'a and b.' }],
  parameters: [
    {
      name: 'InputObject',
      type: 'psobject',
      fromPipeline: true,
      what: 'The objects; usually they come through the pipe.',
    },
    { name: 'AsString', type: 'switch', sets: ['AsString'], what: 'Compares what the objects are as text.' },
    { name: 'OnType', type: 'switch', sets: ['UniqueByType'], what: 'Lets one object of each type through.' },
    { name: 'CaseInsensitive', type: 'switch', what: 'Upper and lower case are the same.' },
  ],
  defaultSet: 'AsString',
  create: (bound, context) => {
    const { semantics } = context;
    let last: Value | undefined;
    const isSame = (one: Value, other: Value): boolean => {
      if (bound.isOn('OnType')) return semantics.typeNameOf(one) === semantics.typeNameOf(other);
      const isText = bound.isOn('AsString') || typeof one === 'string' || typeof other === 'string';
      if (!isText) return semantics.order(one, other, !bound.isOn('CaseInsensitive')) === 0;
      return equalText(semantics.toText(one), semantics.toText(other), !bound.isOn('CaseInsensitive'));
    };
    return {
      *process(input) {
        if (input === null || (last !== undefined && isSame(last, input))) return;
        last = input;
        yield* context.out(input);
      },
    };
  },
};
