import type { CommandDeclaration } from '../command.ts';

export const removeAlias: CommandDeclaration = {
  name: 'Remove-Alias',
  aliases: ['ral'],
  synopsis: 'Takes a name away that Set-Alias gave.',
  examples: [{ line: 'Remove-Alias gm365', what: 'gm365 is no more.' }],
  parameters: [
    {
      name: 'Name',
      type: 'string[]',
      position: 0,
      isMandatory: true,
      fromPipeline: true,
      fromPipelineByPropertyName: true,
      what: 'The names.',
    },
    { name: 'Scope', type: 'string', what: 'Where it holds; everywhere in this session.' },
    { name: 'Force', type: 'switch', what: 'Also what is read-only.' },
  ],
  create: (bound, context) => ({
    *process() {
      for (const name of bound.texts('Name')) {
        if (context.commands.removeAlias?.(name)) continue;
        yield* context.error({
          message: `This command cannot find a matching alias because an alias with the name '${name}' does not exist.`,
          id: 'ItemNotFoundException',
          category: 'ObjectNotFound',
          target: name,
          exceptionType: 'System.Management.Automation.ItemNotFoundException',
        });
      }
    },
  }),
};
