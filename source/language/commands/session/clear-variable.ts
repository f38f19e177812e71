import type { CommandDeclaration } from '../command.ts';
import { includeParameters } from '../lib/parameters.ts';
import { inScope, namedVariables, namesParameter, scopeParameter, variableObject } from '../lib/variables.ts';

export const clearVariable: CommandDeclaration = {
  name: 'Clear-Variable',
  aliases: ['clv'],
  synopsis: 'Makes variables null.',
  examples: [{ line: 'Clear-Variable all', what: 'As $all = $null.' }],
  parameters: [
    namesParameter,
    ...includeParameters,
    { name: 'Force', type: 'switch', what: 'Also what is read-only.' },
    { name: 'PassThru', type: 'switch', what: 'Gives the variable.' },
    scopeParameter,
  ],
  supportsShouldProcess: true,
  create: (bound, context) => ({
    *process() {
      for (const pattern of bound.texts('Name')) {
        for (const name of yield* namedVariables(pattern, bound, context)) {
          if (!(yield* context.shouldProcess(`Name: ${name}`, 'Clear variable'))) continue;
          context.variables.set(inScope(name, bound), null);
          if (bound.isOn('PassThru')) yield* context.out(variableObject(name, null));
        }
      }
    },
  }),
};
