import type { CommandDeclaration } from '../command.ts';
import { literalPath, pathParameter } from '../lib/parameters.ts';
import { resolvedPaths } from './resolve-path.ts';

export const convertPath: CommandDeclaration = {
  name: 'Convert-Path',
  aliases: ['cvpa'],
  synopsis: 'The full paths of items that are there, as text.',
  examples: [{ line: 'Convert-Path ~', what: 'The home folder.' }],
  parameters: [
    pathParameter,
    literalPath(['LiteralPath']),
    { name: 'Force', type: 'switch', what: 'Heeded by no one here.' },
  ],
  defaultSet: 'Path',
  outputs: ['System.String'],
  create: (bound, context) => ({
    *process() {
      for (const path of yield* resolvedPaths(bound, context)) yield* context.out(path);
    },
  }),
};
