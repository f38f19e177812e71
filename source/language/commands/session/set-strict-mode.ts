import type { CommandDeclaration } from '../command.ts';

export const setStrictMode: CommandDeclaration = {
  name: 'Set-StrictMode',
  synopsis: 'Is taken, so that scripts with it run; it changes nothing here.',
  examples: [{ line: 'Set-StrictMode -Version Latest', what: 'At the beginning of many scripts.' }],
  parameters: [
    { name: 'Off', type: 'switch', isMandatory: true, sets: ['Off'], what: 'Ends it.' },
    {
      name: 'Version',
      aliases: ['v'],
      type: 'string',
      isMandatory: true,
      sets: ['Version'],
      what: '1.0, 2.0, 3.0 or Latest.',
    },
  ],
  defaultSet: 'Version',
  create: () => ({}),
};
