import type { CommandDeclaration } from '../command.ts';
import { inScope, optionParameters, scopeParameter, variableObject } from '../lib/variables.ts';

export const newVariable: CommandDeclaration = {
  name: 'New-Variable',
  aliases: ['nv'],
  synopsis: 'Makes a variable.',
  examples: [{ line: 'New-Variable count 0', what: 'As $count = 0, but an error where it is there already.' }],
  parameters: [
    {
      name: 'Name',
      type: 'string',
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
      what: 'Its value.',
    },
    ...optionParameters,
    { name: 'PassThru', type: 'switch', what: 'Gives the variable.' },
    scopeParameter,
  ],
  supportsShouldProcess: true,
  create: (bound, context) => ({
    *process() {
      const name = bound.text('Name') ?? '';
      const value = bound.get('Value') ?? null;
      if (!(yield* context.shouldProcess(`Name: ${name} Value: ${context.semantics.toText(value)}`, 'New variable')))
        return;
      const place = bound.has('Scope') ? inScope(name, bound) : `local:${name}`;
      if (!bound.isOn('Force') && context.variables.get(place) !== undefined) {
        yield* context.error({
          message: `A variable with name '${name}' already exists.`,
          id: 'VariableAlreadyExists',
          category: 'ResourceExists',
          target: name,
          exceptionType: 'System.Management.Automation.SessionStateException',
        });
        return;
      }
      context.variables.set(place, value);
      if (bound.isOn('PassThru')) yield* context.out(variableObject(name, value));
    },
  }),
};
