import type { CommandDeclaration } from '../command.ts';
import { commandObject } from './command-objects.ts';
import { stop } from './fail.ts';

/** Set-Alias and New-Alias. */
export function aliasCommand(
  described: Pick<CommandDeclaration, 'name' | 'aliases' | 'synopsis' | 'examples'>,
  overwrites: boolean,
): CommandDeclaration {
  return {
    ...described,
    parameters: [
      {
        name: 'Name',
        type: 'string',
        position: 0,
        isMandatory: true,
        fromPipelineByPropertyName: true,
        what: 'The new name.',
      },
      {
        name: 'Value',
        type: 'string',
        position: 1,
        isMandatory: true,
        fromPipelineByPropertyName: true,
        what: 'The command.',
      },
      { name: 'Description', type: 'string', what: 'What it is for; heeded by no one here.' },
      { name: 'Option', type: 'string', what: 'ReadOnly, Constant …; heeded by no one here.' },
      { name: 'PassThru', type: 'switch', what: 'Gives the alias.' },
      { name: 'Scope', type: 'string', what: 'Where it holds; everywhere in this session.' },
      { name: 'Force', type: 'switch', what: 'Also where the name is taken.' },
    ],
    supportsShouldProcess: true,
    create: (bound, context) => ({
      *process() {
        const [name, value] = [bound.text('Name') ?? '', bound.text('Value') ?? ''];
        const { commands } = context;
        if (!overwrites && !bound.isOn('Force') && commands.find(name)?.kind === 'Alias') {
          yield* context.error({
            message: `The alias is not allowed, because an alias with the name '${name}' already exists.`,
            id: 'AliasAlreadyExists',
            category: 'ResourceExists',
            target: name,
            exceptionType: 'System.Management.Automation.SessionStateException',
          });
          return;
        }
        if (!commands.setAlias) throw stop('Aliases cannot be made here.', 'NoAliases', 'NotImplemented');
        if (!(yield* context.shouldProcess(`Name: ${name} Value: ${value}`, overwrites ? 'Set Alias' : 'New Alias')))
          return;
        commands.setAlias(name, value);
        if (bound.isOn('PassThru'))
          yield* context.out(commandObject({ name, kind: 'Alias', place: 'here', definition: value }, context));
      },
    }),
  };
}
