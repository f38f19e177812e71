import type { CommandDeclaration } from '../command.ts';

export const writeOutput: CommandDeclaration = {
  name: 'Write-Output',
  aliases: ['echo', 'write'],
  synopsis: 'Hands values to the next command, or shows them where there is none.',
  examples: [{ line: 'Write-Output $x -NoEnumerate | Measure-Object', what: 'A list as one object.' }],
  parameters: [
    {
      name: 'InputObject',
      type: 'psobject',
      position: 0,
      isMandatory: true,
      allowsNull: true,
      fromPipeline: true,
      takesRemaining: true,
      keepsTyped: true,
      what: 'The values.',
    },
    { name: 'NoEnumerate', type: 'switch', what: 'A list goes on as it is, not item by item.' },
  ],
  create: (bound, context) => ({
    *process() {
      const value = bound.get('InputObject') ?? null;
      const items = bound.isOn('NoEnumerate') ? undefined : context.semantics.itemsOf(value);
      for (const item of items ?? [value]) yield* context.out(item);
    },
  }),
};
