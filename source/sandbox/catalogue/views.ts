import type { ViewColumn, ViewDefinition } from '../cmdlets/types.ts';

const management = 'Microsoft.Exchange.Data.Directory.Management.';
const system = 'Microsoft.Exchange.Data.Directory.SystemConfiguration.';
const tasks = 'Microsoft.Exchange.Management.SystemConfigurationTasks.';
const store = 'Microsoft.Exchange.Management.StoreTasks.';
const viewer = 'Microsoft.Exchange.Data.QueueViewer.';

/** `Name:25 ItemCount>` are columns: a width behind the colon, `>` for numbers, which stand to the right. */
function table(typeName: string, columns: string): ViewDefinition {
  const made = columns.split(' ').map((word): ViewColumn => {
    const [, property = '', width, right] = /^(\w+)(?::(\d+))?(>)?$/.exec(word) ?? [];
    return {
      property,
      label: property,
      width: width ? Number(width) : undefined,
      alignment: right ? 'Right' : 'Left',
    };
  });
  return { name: typeName.slice(typeName.lastIndexOf('.') + 1), typeName, kind: 'table', columns: made };
}

function list(typeName: string, properties: string): ViewDefinition {
  const name = typeName.slice(typeName.lastIndexOf('.') + 1);
  return { name, typeName, kind: 'list', properties: properties.split(' ') };
}

/** The default views of the types that the simulated cmdlets give. */
export const viewDefinitions: readonly ViewDefinition[] = [
  table(`${management}Mailbox`, 'Name:25 Alias:20 ServerName:16 ProhibitSendQuota'),
  table(
    `${management}CASMailbox`,
    'Name:25 ActiveSyncEnabled:17 OWAEnabled:10 PopEnabled:10 ImapEnabled:11 MAPIEnabled:11',
  ),
  table(`${management}User`, 'Name:30 RecipientType'),
  table(`${management}ReducedRecipient`, 'Name:30 RecipientType'),
  table(`${management}MailContact`, 'Name:30 Alias:25'),
  table(`${management}DistributionGroup`, 'Name:25 DisplayName:25 GroupType:25 PrimarySmtpAddress'),
  table(`${management}MoveRequest`, 'DisplayName:25 Status:22 TargetDatabase'),
  table(`${management}ExchangeServer`, 'Name:15 Site:30 ServerRole:12 Edition:12 AdminDisplayVersion'),
  table(
    'Microsoft.Exchange.Data.Mapi.MailboxStatistics',
    'DisplayName:25 ItemCount:12> StorageLimitStatus:20 LastLogonTime',
  ),
  table(
    'Microsoft.Exchange.Management.RecipientTasks.MailboxAcePresentationObject',
    'Identity:25 User:25 AccessRights:30 IsInherited:11 Deny:5',
  ),
  table(
    'Microsoft.Exchange.Management.RecipientTasks.MoveRequestStatistics',
    'DisplayName:25 StatusDetail:20 TotalMailboxSize:30 TotalArchiveSize:18 PercentComplete:15>',
  ),
  table(`${system}MailboxDatabase`, 'Name:25 Server:16 Recovery:9 ReplicationType'),
  table(
    `${tasks}DatabaseCopyStatusEntry`,
    'Name:20 Status:14 CopyQueueLength:15> ReplayQueueLength:17> LastInspectedLogTime:24 ContentIndexState',
  ),
  table(`${tasks}ExchangeCertificate`, 'Thumbprint:42 Services:20 Subject'),
  list(
    'Microsoft.Exchange.Management.Tasks.MailboxFolderConfiguration',
    'Name FolderPath FolderType ItemsInFolder FolderSize ItemsInFolderAndSubfolders FolderAndSubfolderSize Identity',
  ),
  list(
    `${tasks}AdminAuditLogEvent`,
    'ObjectModified CmdletName CmdletParameters Caller Succeeded Error RunDate OriginatingServer',
  ),
  list(`${tasks}MonitoringServiceHealth`, 'Role RequiredServicesRunning ServicesRunning ServicesNotRunning'),
  table(
    `${viewer}ExtensibleQueueInfo`,
    'Identity:20 DeliveryType:28 Status:10 MessageCount:12> Velocity:8> RiskLevel:9 OutboundIPPool:14> NextHopDomain',
  ),
  table(`${viewer}ExtensibleMessageInfo`, 'Identity:28 FromAddress:30 Status:10 Queue:20 Subject'),
  table(
    'Microsoft.Exchange.Management.TransportLogSearchTasks.MessageTrackingEvent',
    'Timestamp:22 EventId:10 Source:12 Sender:30 Recipients:30 MessageSubject',
  ),
  table(
    'Microsoft.Exchange.MessagingPolicies.Rules.Tasks.TransportRule',
    'Name:40 State:9 Mode:9 Priority:8> Comments',
  ),
  table(`${store}MailboxFolderPermission`, 'FolderName:20 User:20 AccessRights:40 SharingPermissionFlags'),
  table(
    'Microsoft.Exchange.Management.RecipientTasks.ADAcePresentationObject',
    'Identity:30 User:25 Deny:6 IsInherited:11 ExtendedRights',
  ),
  table(`${system}RetentionPolicy`, 'Name:25 RetentionPolicyTagLinks'),
  table(`${system}RetentionPolicyTag`, 'Name:42 Type:20 RetentionAction:24 AgeLimitForRetention'),
  table(`${system}ServerComponentStatePresentationObject`, 'ServerFqdn:25 Component:30 State'),
  table(`${system}AcceptedDomain`, 'Name:25 DomainName:25 DomainType:16 Default'),
  table(`${system}SmtpSendConnectorConfig`, 'Identity:25 AddressSpaces:30 Enabled'),
  table(`${system}ReceiveConnector`, 'Identity:32 Bindings:32 Enabled'),
  list(
    `${system}ThrottlingPolicy`,
    'Name ThrottlingPolicyScope PowerShellMaxConcurrency PowerShellMaxCmdlets PowerShellMaxRunspaces',
  ),
  table(
    `${system}ExchangeRoleAssignmentPresentation`,
    'Name:45 Role:25 RoleAssigneeName:30 RoleAssigneeType:16 AssignmentMethod:16 EffectiveUserName',
  ),
];
