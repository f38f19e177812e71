import type { CommandDeclaration } from '../command.ts';
import { newItem } from '../lib/new-item.ts';

export const mkdir: CommandDeclaration = {
  name: 'mkdir',
  aliases: ['md'],
  synopsis: 'Makes a folder.',
  examples: [{ line: 'mkdir reports', what: 'A folder where the session stands.' }],
  parameters: [
    {
      name: 'Path',
      type: 'string[]',
      position: 0,
      isMandatory: true,
      fromPipelineByPropertyName: true,
      what: 'Where.',
    },
    { name: 'Force', type: 'switch', what: 'No error where it is there already.' },
  ],
  supportsShouldProcess: true,
  create: (bound, context) => ({
    *process() {
      for (const path of bound.texts('Path'))
        yield* newItem(path, 'Directory', undefined, bound.isOn('Force'), context);
    },
  }),
};
