import type { CommandDeclaration } from '../command.ts';
import { inputObject } from '../lib/parameters.ts';

export const outNull: CommandDeclaration = {
  name: 'Out-Null',
  synopsis: 'Lets go of what comes in.',
  examples: [{ line: '$list.Add(3) | Out-Null', what: 'The index that Add gives is not shown.' }],
  parameters: [inputObject],
  create: () => ({}),
};
