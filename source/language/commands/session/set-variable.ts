import type { Value } from '../../run/value.ts';
import type { Work } from '../../run/work.ts';
import type { CommandDeclaration } from '../command.ts';
import { includeParameters } from '../lib/parameters.ts';
import { inScope, optionParameters, scopeParameter, spelled, variableObject } from '../lib/variables.ts';

export const setVariable: CommandDeclaration = {
  name: 'Set-Variable',
  aliases: ['set', 'sv'],
  synopsis: 'Gives a variable a value.',
  examples: [{ line: 'Get-Mailbox | Set-Variable all', what: 'As $all = Get-Mailbox.' }],
  parameters: [
    {
      name: 'Name',
      type: 'string[]',
      position: 0,
      isMandatory: true,
      fromPipelineByPropertyName: true,
      what: 'Its name, without $.',
    },
    {
      name: 'Value',
      type: 'object',
      position: 1,
      fromPipeline: true,
      fromPipelineByPropertyName: true,
      what: 'The value; several through the pipe become a list.',
    },
    ...includeParameters,
    ...optionParameters,
    { name: 'PassThru', type: 'switch', what: 'Gives the variable.' },
    { name: 'Append', type: 'switch', what: 'Behind what it holds.', refused: 'Write $x += …' },
    scopeParameter,
  ],
  supportsShouldProcess: true,
  create: (bound, context) => {
    const all: Value[] = [];
    const hasArgument = bound.has('Value');
    const set = function* (value: Value): Work<void> {
      for (const name of bound.texts('Name')) {
        if (!(yield* context.shouldProcess(`Name: ${name} Value: ${context.semantics.toText(value)}`, 'Set variable')))
          continue;
        context.variables.set(inScope(name, bound), value);
        if (bound.isOn('PassThru')) yield* context.out(variableObject(spelled(name, context), value));
      }
    };
    return {
      process(input) {
        if (!hasArgument) all.push(bound.get('Value') ?? input);
      },
      *end() {
        if (hasArgument) yield* set(bound.get('Value') ?? null);
        else yield* set(all.length > 1 ? context.semantics.arrayOf(all) : (all[0] ?? null));
      },
    };
  },
};
