import { psObject } from '../../../objects/index.ts';
import { kinds } from '../../catalogue/parameter-kinds.ts';
import { componentState, components, requestState } from '../../directory/components.ts';
import type { Directory } from '../../directory/directory.ts';
import { findNamed } from '../../directory/identity.ts';
import type { ExchangeServer } from '../../directory/records.ts';
import type { CmdletDefinition } from '../definition.ts';
import { textParameter } from '../parameters.ts';
import type { CmdletContext } from '../types.ts';

const tasks = 'Microsoft.Exchange.Management.SystemConfigurationTasks.';
const type = 'Microsoft.Exchange.Data.Directory.SystemConfiguration.ServerComponentStatePresentationObject';
const enumOf = (name: string, ...values: string[]) =>
  kinds.enumOf(`Microsoft.Exchange.Data.Directory.SystemConfiguration.${name}`, ...values);
const component = enumOf('ServerComponentEnum', ...components);

export const componentCmdlets: readonly CmdletDefinition[] = [
  {
    name: 'Get-ServerComponentState',
    className: `${tasks}GetServerComponentState`,
    synopsis: 'Shows which components of a server are active.',
    outputTypes: [type],
    mandatory: ['Identity'],
    kinds: { Identity: kinds.idOf('Server'), Component: component },
    async run(context, directory) {
      const server = serverOf(context, directory);
      const asked = textParameter(context, 'Component');
      for (const name of components) {
        if (asked && name !== asked) continue;
        const record = {
          ServerFqdn: server.fqdn,
          Component: name,
          State: componentState(directory, server.name, name),
          Identity: server.name,
        };
        await context.writeOutput(psObject(record, [type, 'System.Object'], name));
      }
    },
  },
  {
    name: 'Set-ServerComponentState',
    className: `${tasks}SetServerComponentState`,
    synopsis: 'Takes a component of a server out of service, or back.',
    outputTypes: [],
    mandatory: ['Identity', 'Component', 'Requester', 'State'],
    kinds: {
      Identity: kinds.idOf('Server'),
      Component: component,
      Requester: kinds.text,
      State: enumOf('ServiceState', 'Active', 'Inactive', 'Draining'),
    },
    async run(context, directory) {
      const server = serverOf(context, directory);
      const name = textParameter(context, 'Component') ?? '';
      const requester = textParameter(context, 'Requester') ?? '';
      const state = textParameter(context, 'State') ?? '';
      if (!(await context.shouldProcess(`Setting ${name} of the server "${server.name}" to ${state}.`))) return;
      requestState(directory, server.name, name, { requester, state });
    },
  },
];

const serverOf = (context: CmdletContext, directory: Directory): ExchangeServer =>
  findNamed(directory.servers, textParameter(context, 'Identity') ?? '');
