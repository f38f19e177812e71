/** How objects of a type are shown where nothing else is asked for. */
export interface View {
  readonly shape: 'table' | 'list';
  readonly columns: readonly Column[];
}

export interface Column {
  readonly property: string;
  /** What stands over it; the property's name where it is not given. */
  readonly label?: string;
  /** Cells it has, no more and no less where they fit; as many as its values need where it is not given. */
  readonly width?: number;
  /** Numbers stand to the right where it is not given, all else to the left. */
  readonly align?: 'left' | 'center' | 'right';
}

/** Views by type name, without `Deserialized.`; exact names. */
export type ViewCatalogue = ReadonlyMap<string, View>;

const management = 'Microsoft.Exchange.Data.Directory.Management.';
const system = 'Microsoft.Exchange.Data.Directory.SystemConfiguration.';
const tasks = 'Microsoft.Exchange.Management.SystemConfigurationTasks.';
const recipientTasks = 'Microsoft.Exchange.Management.RecipientTasks.';
const viewer = 'Microsoft.Exchange.Data.QueueViewer.';

/** Properties that Exchange's own console shows by default, and PowerShell for the objects of its own commands. */
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
  'Microsoft.PowerShell.Commands.GroupInfo': 'Count Name Group',
  'Microsoft.PowerShell.Commands.GroupInfoNoElement': 'Count Name',
};

const lists: Readonly<Record<string, string>> = {
  [`${tasks}MonitoringServiceHealth`]: 'Role RequiredServicesRunning ServicesRunning ServicesNotRunning',
  [`${system}ThrottlingPolicy`]:
    'Name ThrottlingPolicyScope PowerShellMaxConcurrency PowerShellMaxCmdlets PowerShellMaxRunspaces',
  'Microsoft.PowerShell.Commands.GenericMeasureInfo': 'Count Average Sum Maximum Minimum StandardDeviation Property',
};

const columns = (names: string): Column[] => names.split(' ').map((property) => ({ property }));

export const builtInViews: ViewCatalogue = new Map<string, View>([
  ...Object.entries(tables).map(([type, names]): [string, View] => [type, { shape: 'table', columns: columns(names) }]),
  ...Object.entries(lists).map(([type, names]): [string, View] => [type, { shape: 'list', columns: columns(names) }]),
]);

/** The view of the most derived type that has one. */
export function findView(views: ViewCatalogue, typeNames: readonly string[]): View | undefined {
  for (const name of typeNames) {
    const view = views.get(name.replace(/^Deserialized\./, ''));
    if (view) return view;
  }
  return undefined;
}
