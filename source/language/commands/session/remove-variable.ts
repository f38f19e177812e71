import type { CommandDeclaration } from '../command.ts';
import { includeParameters } from '../lib/parameters.ts';
import { inScope, namedVariables, namesParameter, scopeParameter } from '../lib/variables.ts';

export const removeVariable: CommandDeclaration = {
  name: 'Remove-Variable',
  aliases: ['rv'],
  synopsis: 'Removes variables.',
  examples: [{ line: 'Remove-Variable all', what: '$all is no more.' }],
  parameters: [
    namesParameter,
    ...includeParameters,
    { name: 'Force', type: 'switch', what: 'Also what is read-only.' },
    scopeParameter,
  ],
  supportsShouldProcess: true,
  create: (bound, context) => ({
    *process() {
      for (const pattern of bound.texts('Name')) {
        for (const name of yield* namedVariables(pattern, bound, context)) {
          if (yield* context.shouldProcess(`Name: ${name}`, 'Remove variable'))
            context.variables.remove(inScope(name, bound));
        }
      }
    },
  }),
};
