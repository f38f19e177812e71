import { type PsObject, psList, psObject } from '../../../objects/index.ts';
import { kinds } from '../../catalogue/parameter-kinds.ts';
import type { CatalogueCommand } from '../../cmdlets/types.ts';
import type { HelperCommand } from '../pipeline/endpoint.ts';
import { visibleCommands } from './get-command.ts';
import { helperCommand, helperError, textsOf } from './helper.ts';

export const getHelp: HelperCommand = {
  command: helperCommand('Get-Help', 'Says what a command does and which parameters it takes.', {
    Name: { kind: kinds.text, position: 0 },
    Category: { kind: kinds.any },
    Parameter: { kind: kinds.any },
    Full: { kind: kinds.switch },
    Detailed: { kind: kinds.switch },
    Examples: { kind: kinds.switch },
  }),
  async run({ bound, host, endpoint }) {
    const [name = '*'] = textsOf(bound.get('name'));
    const found = visibleCommands(endpoint, [name]);
    if (found.length === 0) {
      await host.writeError(
        helperError('GetHelpCommand', 'Get-Help', {
          message: `Get-Help could not find ${name} in this session: it is misspelled, or no role of yours grants it.`,
          category: 'ObjectNotFound',
          id: 'HelpNotFound',
          target: name,
        }),
      );
    }
    for (const command of found) await host.writeOutput(found.length === 1 ? helpOf(command) : shortHelpOf(command));
  },
};

function shortHelpOf(command: CatalogueCommand): PsObject {
  return psObject(
    { Name: command.name, Category: 'Function', ModuleName: '', Synopsis: command.synopsis },
    ['HelpInfoShort', 'System.Management.Automation.PSCustomObject', 'System.Object'],
    command.name,
  );
}

function helpOf(command: CatalogueCommand): PsObject {
  return psObject(
    {
      Name: command.name,
      Category: 'Function',
      Synopsis: command.synopsis,
      Syntax: syntaxOf(command),
      Parameters: psList(
        command.parameters.map((parameter) =>
          psObject({
            Name: parameter.name,
            Type: parameter.typeName,
            Required: parameter.mandatory,
            Position: parameter.position === undefined ? 'named' : `${parameter.position}`,
            PipelineInput: parameter.fromPipeline,
            Aliases: parameter.aliases.join(', '),
          }),
        ),
      ),
    },
    ['MamlCommandHelpInfo', 'HelpInfo', 'System.Management.Automation.PSCustomObject', 'System.Object'],
    command.name,
  );
}

function syntaxOf(command: CatalogueCommand): string {
  const parts = command.parameters.map((parameter) => {
    const type = parameter.typeName.split('.').at(-1)?.replace(/\]+$/, '');
    const name = parameter.position === undefined ? `-${parameter.name}` : `[-${parameter.name}]`;
    const whole = parameter.isSwitch ? name : `${name} <${type}>`;
    return parameter.mandatory ? whole : `[${whole}]`;
  });
  return `${[command.name, ...parts].join(' ')} [<CommonParameters>]`;
}
