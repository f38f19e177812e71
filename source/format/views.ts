import { type PowerShellView, powerShellViews } from './powershell-views.ts';
import type { Column, View } from './view.ts';

/** Views by type name, without `Deserialized.`; exact names. */
export type ViewCatalogue = ReadonlyMap<string, View>;

const management = 'Microsoft.Exchange.Data.Directory.Management.';
const system = 'Microsoft.Exchange.Data.Directory.SystemConfiguration.';
const tasks = 'Microsoft.Exchange.Management.SystemConfigurationTasks.';
const recipientTasks = 'Microsoft.Exchange.Management.RecipientTasks.';
const viewer = 'Microsoft.Exchange.Data.QueueViewer.';

/** Properties that Exchange's own console shows by default. */
const tables: Readonly<Record<string, string>> = {
  [`${management}Mailbox`]: 'Name Alias ServerName ProhibitSendQuota',
  [`${management}CASMailbox`]: 'Name ActiveSyncEnabled OWAEnabled PopEnabled ImapEnabled MAPIEnabled',
  [`${management}User`]: 'Name RecipientType',
  [`${management}ReducedRecipient`]: 'Name RecipientType',
  [`${management}MailContact`]: 'Name Alias',
  [`${management}MailUser`]: 'Name RecipientType',
  [`${management}DistributionGroup`]: 'Name DisplayName GroupType PrimarySmtpAddress',
  [`${management}MoveRequest`]: 'DisplayName Status TargetDatabase',
  [`${management}ExchangeServer`]: 'Name Site ServerRole Edition AdminDisplayVersion',
  'Microsoft.Exchange.Data.Mapi.MailboxStatistics': 'DisplayName ItemCount StorageLimitStatus LastLogonTime',
  [`${recipientTasks}MailboxAcePresentationObject`]: 'Identity User AccessRights IsInherited Deny',
  [`${recipientTasks}MoveRequestStatistics`]:
    'DisplayName StatusDetail TotalMailboxSize TotalArchiveSize PercentComplete',
  [`${system}MailboxDatabase`]: 'Name Server Recovery ReplicationType',
  'Microsoft.Exchange.MessagingPolicies.Rules.Tasks.TransportRule': 'Name State Mode Priority Comments',
  'Microsoft.Exchange.Management.StoreTasks.MailboxFolderPermission':
    'FolderName User AccessRights SharingPermissionFlags',
  [`${recipientTasks}ADAcePresentationObject`]: 'Identity User Deny IsInherited ExtendedRights',
  [`${system}RetentionPolicy`]: 'Name RetentionPolicyTagLinks',
  [`${system}RetentionPolicyTag`]: 'Name Type RetentionAction AgeLimitForRetention',
  [`${system}ServerComponentStatePresentationObject`]: 'ServerFqdn Component State',
  [`${system}AcceptedDomain`]: 'Name DomainName DomainType Default',
  [`${system}SmtpSendConnectorConfig`]: 'Identity AddressSpaces Enabled',
  [`${system}ReceiveConnector`]: 'Identity Bindings Enabled',
  [`${system}ExchangeRoleAssignmentPresentation`]:
    'Name Role RoleAssigneeName RoleAssigneeType AssignmentMethod EffectiveUserName',
  [`${tasks}DatabaseCopyStatusEntry`]:
    'Name Status CopyQueueLength ReplayQueueLength LastInspectedLogTime ContentIndexState',
  [`${tasks}ExchangeCertificate`]: 'Thumbprint Services Subject',
  [`${viewer}ExtensibleQueueInfo`]:
    'Identity DeliveryType Status MessageCount Velocity RiskLevel OutboundIPPool NextHopDomain',
  [`${viewer}ExtensibleMessageInfo`]: 'Identity FromAddress Status Queue Subject',
  'Microsoft.Exchange.Management.TransportLogSearchTasks.MessageTrackingEvent':
    'Timestamp EventId Source Sender Recipients MessageSubject',
};

const lists: Readonly<Record<string, string>> = {
  'Microsoft.Exchange.Management.Tasks.MailboxFolderConfiguration':
    'Name FolderPath FolderType ItemsInFolder FolderSize ItemsInFolderAndSubfolders FolderAndSubfolderSize Identity',
  [`${tasks}AdminAuditLogEvent`]:
    'ObjectModified CmdletName CmdletParameters Caller Succeeded Error RunDate OriginatingServer',
  [`${tasks}MonitoringServiceHealth`]: 'Role RequiredServicesRunning ServicesRunning ServicesNotRunning',
  [`${system}ThrottlingPolicy`]:
    'Name ThrottlingPolicyScope PowerShellMaxConcurrency PowerShellMaxCmdlets PowerShellMaxRunspaces',
};

const columns = (names: string): Column[] => names.split(' ').map((property) => ({ property }));

export const builtInViews: ViewCatalogue = new Map<string, View>([
  ...Object.entries(powerShellViews).flatMap(([type, view]): [string, View][] => fitting(type, view)),
  ...Object.entries(tables).map(([type, names]): [string, View] => [type, { shape: 'table', columns: columns(names) }]),
  ...Object.entries(lists).map(([type, names]): [string, View] => [type, { shape: 'list', columns: columns(names) }]),
]);

/** A view of PowerShell's whose columns are as wide as what is in them. */
function fitting(type: string, { shape, columns: named, group }: PowerShellView): [string, View][] {
  if (shape === 'text') return [];
  const fitted = named.map(({ property, label, align }) => ({
    // What a file's text stands for: it sorts and filters by that.
    property: property.replace(/^(Length|LastWriteTime)String$/, '$1'),
    ...(label !== undefined && { label }),
    ...(align !== undefined && { align }),
  }));
  return [[type, { shape, columns: fitted, ...(group && { group }) }]];
}

/** The view of the most derived type that has one. */
export function findView(views: ViewCatalogue, typeNames: readonly string[]): View | undefined {
  for (const name of typeNames) {
    const view = views.get(name.replace(/^Deserialized\./, ''));
    if (view) return view;
  }
  return undefined;
}
