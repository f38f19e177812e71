import { kinds } from '../../catalogue/parameter-kinds.ts';
import type { Directory } from '../../directory/directory.ts';
import { findNamed, matchNamed } from '../../directory/identity.ts';
import type { ExchangeServer } from '../../directory/records.ts';
import { objectNotFound } from '../../directory/task-failure.ts';
import { certificateView, serverView } from '../../directory/views/servers.ts';
import { serviceHealthView } from '../../directory/views/transport.ts';
import type { CmdletDefinition } from '../definition.ts';
import { textParameter } from '../parameters.ts';
import type { CmdletContext } from '../types.ts';

const tasks = 'Microsoft.Exchange.Management.SystemConfigurationTasks.';

/** Services that each role cannot do without. */
const requiredServices: Readonly<Record<string, readonly string[]>> = {
  'Mailbox Server Role': [
    'IISAdmin',
    'MSExchangeADTopology',
    'MSExchangeDelivery',
    'MSExchangeIS',
    'MSExchangeMailboxAssistants',
    'MSExchangeRepl',
    'MSExchangeRPC',
    'MSExchangeServiceHost',
    'MSExchangeSubmission',
    'MSExchangeThrottling',
    'MSExchangeTransportLogSearch',
    'W3Svc',
    'WinRM',
  ],
  'Client Access Server Role': [
    'IISAdmin',
    'MSExchangeADTopology',
    'MSExchangeIMAP4',
    'MSExchangeMailboxReplication',
    'MSExchangePOP3',
    'MSExchangeRPC',
    'MSExchangeServiceHost',
    'W3Svc',
    'WinRM',
  ],
  'Hub Transport Server Role': [
    'IISAdmin',
    'MSExchangeADTopology',
    'MSExchangeEdgeSync',
    'MSExchangeServiceHost',
    'MSExchangeTransport',
    'MSExchangeTransportLogSearch',
    'W3Svc',
    'WinRM',
  ],
};

export const serverCmdlets: readonly CmdletDefinition[] = [
  {
    name: 'Get-ExchangeServer',
    className: `${tasks}GetExchangeServer`,
    synopsis: 'Shows the Exchange servers of the organisation.',
    outputTypes: ['Microsoft.Exchange.Data.Directory.Management.ExchangeServer'],
    async run(context, directory) {
      const identity = textParameter(context, 'Identity');
      const servers = identity === undefined ? directory.servers : matchNamed(directory.servers, identity);
      if (identity !== undefined && servers.length === 0 && !identity.includes('*')) throw objectNotFound(identity);
      for (const server of servers) await context.writeOutput(serverView(server));
    },
  },
  {
    name: 'Test-ServiceHealth',
    className: `${tasks}TestServiceHealth`,
    synopsis: 'Shows for each role of a server whether its services run.',
    outputTypes: [`${tasks}MonitoringServiceHealth`],
    positional: ['Server'],
    pipeline: [{ parameter: 'Server' }],
    async run(context, directory) {
      const server = chosenServer(context, directory);
      for (const [role, services] of Object.entries(requiredServices)) {
        await context.pause(200);
        const stopped = services.filter((service) => server.stoppedServices.includes(service));
        const running = services.filter((service) => !stopped.includes(service));
        await context.writeOutput(serviceHealthView(role, running, stopped));
      }
    },
  },
  {
    name: 'Get-ExchangeCertificate',
    className: `${tasks}GetExchangeCertificate`,
    synopsis: 'Shows certificates; over remote PowerShell not all of their properties.',
    outputTypes: [`${tasks}ExchangeCertificate`],
    positional: ['Thumbprint'],
    pipeline: [{ parameter: 'Server', typeName: 'ExchangeServer' }, { parameter: 'Identity' }],
    kinds: { Thumbprint: kinds.text, Identity: kinds.idOf('ExchangeCertificate'), DomainName: kinds.texts },
    async run(context, directory) {
      const [serverPart, thumbprintPart] = textParameter(context, 'Identity')?.split('\\') ?? [];
      const asked = textParameter(context, 'Thumbprint') ?? thumbprintPart;
      const server = thumbprintPart ? findNamed(directory.servers, serverPart ?? '') : chosenServer(context, directory);
      const found = directory.certificates
        .filter((one) => one.server === server.name)
        .filter((one) => !asked || one.thumbprint === asked.toUpperCase());
      if (asked && found.length === 0) throw objectNotFound(asked);
      for (const certificate of found) await context.writeOutput(certificateView(certificate, context.now()));
    },
  },
];

/** The server of -Server, else the one that is connected to. */
export function chosenServer(context: CmdletContext, directory: Directory): ExchangeServer {
  return findNamed(directory.servers, textParameter(context, 'Server') ?? context.server.name);
}
