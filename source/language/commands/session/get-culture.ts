import { PsObject } from '../../../objects/index.ts';
import type { CommandDeclaration } from '../command.ts';

export const getCulture: CommandDeclaration = {
  name: 'Get-Culture',
  synopsis: 'How numbers and dates are read and written here: in the invariant culture, the same on every computer.',
  examples: [{ line: '(Get-Culture).Name', what: 'Empty: the invariant culture.' }],
  parameters: [
    {
      name: 'Name',
      type: 'string[]',
      position: 0,
      fromPipeline: true,
      sets: ['Name'],
      what: 'Another culture.',
      refused: 'Only the invariant culture is known here.',
    },
    { name: 'NoUserOverrides', type: 'switch', sets: ['CurrentCulture', 'Name'], what: 'Heeded by no one here.' },
    {
      name: 'ListAvailable',
      type: 'switch',
      sets: ['ListAvailable'],
      what: 'All cultures.',
      refused: 'Only the invariant culture is known here.',
    },
  ],
  defaultSet: 'CurrentCulture',
  create: (_bound, context) => ({
    *process() {
      yield* context.out(
        new PsObject({
          typeNames: ['System.Globalization.CultureInfo', 'System.Object'],
          text: '',
          adapted: {
            names: [
              'LCID',
              'Name',
              'DisplayName',
              'EnglishName',
              'NativeName',
              'TwoLetterISOLanguageName',
              'IsNeutralCulture',
            ],
            values: [
              127,
              '',
              ...Array.from({ length: 3 }, () => 'Invariant Language (Invariant Country)'),
              'iv',
              false,
            ],
          },
        }),
      );
    },
  }),
};
