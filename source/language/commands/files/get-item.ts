import type { CommandDeclaration } from '../command.ts';
import { fileObject } from '../lib/file-objects.ts';
import { namedPaths } from '../lib/files.ts';
import { credentialParameter, filterParameters, literalPath, pathParameter } from '../lib/parameters.ts';

export const getItem: CommandDeclaration = {
  name: 'Get-Item',
  aliases: ['gi'],
  synopsis: 'A file or a folder: its size, its dates.',
  examples: [{ line: '(Get-Item mailboxes.csv).Length', what: 'How many bytes it has.' }],
  parameters: [
    pathParameter,
    literalPath(['LiteralPath']),
    ...filterParameters,
    { name: 'Force', type: 'switch', what: 'Hidden ones, too.' },
    credentialParameter,
  ],
  defaultSet: 'Path',
  outputs: ['System.IO.FileInfo', 'System.IO.DirectoryInfo'],
  create: (bound, context) => ({
    *process() {
      for (const info of yield* namedPaths(bound, context)) yield* context.out(fileObject(info));
    },
  }),
};
