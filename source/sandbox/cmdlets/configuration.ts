import type { PsObject } from '../../objects/index.ts';
import type { Directory } from '../directory/directory.ts';
import { findNamed } from '../directory/identity.ts';
import { objectNotFound } from '../directory/task-failure.ts';
import { textOf } from '../directory/text-values.ts';
import {
  acceptedDomainViews,
  organizationConfigView,
  receiveConnectorViews,
  roleAssignmentViews,
  sendConnectorViews,
  throttlingPolicyViews,
} from '../directory/views/configuration.ts';
import { retentionPolicyViews, retentionTagViews } from '../directory/views/retention.ts';
import { matchesWildcard } from '../directory/wildcard.ts';
import type { CmdletDefinition } from './definition.ts';
import { textParameter } from './parameters.ts';
import type { CmdletContext } from './types.ts';

const system = 'Microsoft.Exchange.Data.Directory.SystemConfiguration.';
const tasks = 'Microsoft.Exchange.Management.SystemConfigurationTasks.';

/** The cmdlets that only read settings which nothing in the sandbox changes. */
export const configurationCmdlets: readonly CmdletDefinition[] = [
  reader('Get-AcceptedDomain', 'AcceptedDomain', 'Shows the domains that mail is accepted for.', acceptedDomainViews),
  reader('Get-SendConnector', 'SmtpSendConnectorConfig', 'Shows connectors for mail that leaves.', sendConnectorViews),
  {
    ...reader(
      'Get-ReceiveConnector',
      'ReceiveConnector',
      'Shows connectors for mail that comes in.',
      receiveConnectorViews,
    ),
    pipeline: [{ parameter: 'Server', typeName: 'ExchangeServer' }, { parameter: 'Identity' }],
  },
  reader('Get-OrganizationConfig', 'OrganizationConfig', 'Shows the settings of the organisation.', () => [
    organizationConfigView(),
  ]),
  reader(
    'Get-ThrottlingPolicy',
    'ThrottlingPolicy',
    'Shows limits such as PowerShellMaxConcurrency.',
    throttlingPolicyViews,
  ),
  reader('Get-RetentionPolicy', 'RetentionPolicy', 'Shows which tags mailboxes can have.', retentionPolicyViews),
  reader(
    'Get-RetentionPolicyTag',
    'RetentionPolicyTag',
    'Shows what becomes of old items, and when.',
    retentionTagViews,
  ),
  {
    ...reader(
      'Get-ManagementRoleAssignment',
      'ExchangeRoleAssignmentPresentation',
      'Shows which role group has which roles.',
      roleAssignmentViews,
    ),
    className: 'Microsoft.Exchange.Management.RbacTasks.GetManagementRoleAssignment',
  },
];

function reader(
  name: string,
  type: string,
  synopsis: string,
  views: (directory: Directory) => readonly PsObject[],
): CmdletDefinition {
  return {
    name,
    className: `${tasks}${name.replace('-', '')}`,
    synopsis,
    outputTypes: [`${system}${type}`],
    run: (context, directory) => writeNamed(context, directory, views(directory)),
  };
}

/** Narrowed by -Identity (name or identity, with wildcards), -Server, -Role and -RoleAssignee, as far as a cmdlet has them. */
async function writeNamed(context: CmdletContext, directory: Directory, views: readonly PsObject[]): Promise<void> {
  const identity = textParameter(context, 'Identity');
  const server = textParameter(context, 'Server');
  const on = server && findNamed(directory.servers, server).name;
  const fits = (view: PsObject, property: string, wanted: string | undefined) =>
    !wanted || matchesWildcard(textOf(view.get(property)) ?? '', wanted);
  const found = views
    .filter((view) => !identity || ['Identity', 'Name'].some((property) => fits(view, property, identity)))
    .filter((view) => fits(view, 'Server', on || undefined))
    .filter((view) => fits(view, 'Role', textParameter(context, 'Role')))
    .filter((view) => fits(view, 'RoleAssigneeName', textParameter(context, 'RoleAssignee')));
  if (identity && found.length === 0 && !identity.includes('*')) throw objectNotFound(identity);
  for (const view of found) await context.writeOutput(view);
}
