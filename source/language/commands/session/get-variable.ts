import type { CommandDeclaration } from '../command.ts';
import { includeParameters } from '../lib/parameters.ts';
import { inScope, namedVariables, namesParameter, scopeParameter, spelled, variableObject } from '../lib/variables.ts';

export const getVariable: CommandDeclaration = {
  name: 'Get-Variable',
  aliases: ['gv'],
  synopsis: 'The variables of the session, with what they hold.',
  examples: [
    { line: 'Get-Variable', what: 'All of them.' },
    { line: 'Get-Variable count -ValueOnly', what: 'What $count holds.' },
  ],
  parameters: [
    { ...namesParameter, isMandatory: false, notNullOrEmpty: true, fromPipeline: true },
    { name: 'ValueOnly', type: 'switch', what: 'The values alone.' },
    ...includeParameters,
    scopeParameter,
  ],
  create: (bound, context) => ({
    *process() {
      const asked = bound.has('Name') ? bound.texts('Name') : ['*'];
      for (const pattern of asked) {
        for (const name of yield* namedVariables(pattern, bound, context)) {
          const value = context.variables.get(inScope(name, bound)) ?? null;
          yield* context.out(bound.isOn('ValueOnly') ? value : variableObject(spelled(name, context), value));
        }
      }
    },
  }),
};
