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

/** As PowerShell's own help of a command comes, so that its console shows a page. */
function helpOf(command: CatalogueCommand): PsObject {
  const parameters = command.parameters.map((parameter) =>
    maml('parameter', {
      name: parameter.name,
      parameterValue: typeOf(parameter),
      type: maml('type', { name: typeOf(parameter) }),
      required: `${parameter.mandatory}`,
      position: parameter.position === undefined ? 'named' : `${parameter.position}`,
      pipelineInput: pipelineInput(parameter),
      aliases: parameter.aliases.join(', '),
      globbing: 'false',
    }),
  );
  const inSyntax = command.parameters.map((parameter) =>
    maml('parameter', {
      name: parameter.name,
      ...(parameter.isSwitch ? {} : { parameterValue: typeOf(parameter) }),
      required: `${parameter.mandatory}`,
      position: parameter.position === undefined ? 'named' : `${parameter.position}`,
      pipelineInput: pipelineInput(parameter),
      globbing: 'false',
    }),
  );
  const synopsis = psList([psObject({ Text: command.synopsis }, ['MamlParaTextItem', 'MamlTextItem'])]);
  const syntaxItem = maml('syntaxItem', { name: command.name, parameter: psList(inSyntax) });
  return psObject(
    {
      details: maml('details', { name: command.name, description: synopsis }),
      syntax: maml('syntax', { syntaxItem }),
      parameters: maml('parameters', { parameter: psList(parameters) }),
      Name: command.name,
      Category: 'Function',
      Synopsis: command.synopsis,
    },
    ['MamlCommandHelpInfo', 'HelpInfo'],
    command.name,
  );
}

const maml = (element: string, values: Parameters<typeof psObject>[0]) =>
  psObject(values, [`MamlCommandHelpInfo#${element}`]);

const typeOf = ({ isSwitch, typeName }: CatalogueCommand['parameters'][number]) =>
  isSwitch ? 'SwitchParameter' : (typeName.split('.').at(-1) ?? '').replace(/(?<!\[)\]+$/, '');

function pipelineInput({ fromPipeline, fromPipelineByPropertyName }: CatalogueCommand['parameters'][number]): string {
  const ways = [fromPipeline ? 'ByValue' : '', fromPipelineByPropertyName ? 'ByPropertyName' : ''].filter(Boolean);
  return ways.length > 0 ? `true (${ways.join(', ')})` : 'false';
}
