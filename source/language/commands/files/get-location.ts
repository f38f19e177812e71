import type { CommandDeclaration } from '../command.ts';
import { pathObject } from '../lib/file-objects.ts';
import { filesOf } from '../lib/files.ts';

export const getLocation: CommandDeclaration = {
  name: 'Get-Location',
  aliases: ['gl', 'pwd'],
  synopsis: 'The folder where the session stands: relative paths begin there.',
  examples: [{ line: 'Get-Location', what: 'Its path.' }],
  parameters: [
    {
      name: 'PSProvider',
      type: 'string[]',
      fromPipelineByPropertyName: true,
      sets: ['Location'],
      what: 'Of another provider.',
      refused: 'There are files and folders only.',
    },
    {
      name: 'PSDrive',
      type: 'string[]',
      fromPipelineByPropertyName: true,
      sets: ['Location'],
      what: 'Of another drive.',
      refused: 'There are files and folders only.',
    },
  ],
  defaultSet: 'Location',
  create: (_bound, context) => ({
    *process() {
      yield* context.out(pathObject(filesOf(context).location));
    },
  }),
};
