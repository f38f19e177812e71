import type { CommandDeclaration } from '../command.ts';
import { stop } from '../lib/fail.ts';
import { TextFile } from '../lib/file-text.ts';
import { namedPaths } from '../lib/files.ts';
import { credentialParameter, filterParameters, literalPath, yesWithoutAsking } from '../lib/parameters.ts';

export const clearContent: CommandDeclaration = {
  name: 'Clear-Content',
  aliases: ['clc'],
  synopsis: 'Empties a file.',
  examples: [{ line: 'Clear-Content log.txt', what: 'The file stays, with nothing in it.' }],
  parameters: [
    {
      name: 'Path',
      type: 'string[]',
      position: 0,
      isMandatory: true,
      fromPipelineByPropertyName: true,
      sets: ['Path'],
      what: 'The files; wildcards are understood.',
    },
    literalPath(['LiteralPath']),
    ...filterParameters,
    yesWithoutAsking('Empties also what is read-only.'),
    credentialParameter,
  ],
  defaultSet: 'Path',
  supportsShouldProcess: true,
  create: (bound, context) => ({
    *process() {
      for (const { path, kind } of yield* namedPaths(bound, context)) {
        if (kind === 'folder') {
          throw stop(
            `Unable to clear content of '${path}' because it is a directory. Clear-Content is only supported on files.`,
            'ClearDirectoryContent',
            'InvalidOperation',
            {
              target: path,
              exceptionType: 'System.NotSupportedException',
            },
          );
        }
        if (yield* context.shouldProcess(`Item: ${path}`, 'Clear Content')) {
          yield* new TextFile(path, { force: bound.isOn('Force') }, context).close();
        }
      }
    },
  }),
};
