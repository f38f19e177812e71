/**
 * Values of Exchange's own enums, by the last part of the type's name: the metadata that a server sends of its cmdlets
 * names the types and not the values. From the parameters' pages of Exchange's documentation; what is not here is typed.
 */
const table: Readonly<Record<string, string>> = {
  AuthMechanisms: 'None Tls Integrated BasicAuth BasicAuthRequireTLS ExchangeServer ExternalAuthoritative',
  ConvertibleMailboxSubType: 'Regular Room Equipment Shared',
  DisclaimerFallbackAction: 'Wrap Ignore Reject',
  DisclaimerLocation: 'Append Prepend',
  ExternalAudience: 'None Known All',
  GroupType: 'Distribution Security',
  MailboxRights: 'FullAccess ExternalAccount DeleteItem ReadPermission ChangePermission ChangeOwner',
  MemberUpdateType: 'Closed Open ApprovalRequired',
  OofState: 'Disabled Enabled Scheduled',
  PermissionGroups: 'None AnonymousUsers ExchangeUsers ExchangeServers ExchangeLegacyServers Partners Custom',
  ProtocolLoggingLevel: 'None Verbose',
  RecipientType:
    'DynamicDistributionGroup MailContact MailNonUniversalGroup MailUniversalDistributionGroup MailUniversalSecurityGroup MailUser PublicFolder UserMailbox',
  RecipientTypeDetails:
    'ArbitrationMailbox AuditLogMailbox Contact DisabledUser DiscoveryMailbox DynamicDistributionGroup EquipmentMailbox GroupMailbox LegacyMailbox LinkedMailbox LinkedRoomMailbox LinkedUser MailContact MailForestContact MailNonUniversalGroup MailUniversalDistributionGroup MailUniversalSecurityGroup MailUser MonitoringMailbox NonUniversalGroup PublicFolder PublicFolderMailbox RemoteEquipmentMailbox RemoteRoomMailbox RemoteSharedMailbox RemoteTeamMailbox RemoteUserMailbox RoleGroup RoomList RoomMailbox SchedulingMailbox SharedMailbox SystemAttendantMailbox SystemMailbox TeamMailbox UniversalDistributionGroup UniversalSecurityGroup User UserMailbox',
  RequestStatus:
    'AutoSuspended Completed CompletedWithWarning CompletionInProgress Failed InProgress None Queued Suspended Synced',
  RuleMode: 'Audit AuditAndNotify Enforce',
  RuleState: 'Enabled Disabled',
  ServiceState: 'Active Inactive Draining',
};

/** The values of a type of Exchange's, a list of it included; none where they are not known here. */
export function exchangeValues(typeName: string): readonly string[] {
  if (!typeName.startsWith('Microsoft.Exchange.')) return [];
  const [, last = ''] = /([A-Za-z]+)(?:\[\])?$/.exec(typeName) ?? [];
  return Object.hasOwn(table, last) ? table[last]!.split(' ') : [];
}
