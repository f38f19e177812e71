/**
 * What a parameter takes: how its value is converted, and the .NET type that the endpoint's metadata names.
 * `identity` takes a text or a piped object; `texts` a list or the `@{Add=…; Remove=…}` of a multi-valued property.
 */
export type ParameterKind =
  | { readonly kind: 'enum' | 'flags'; readonly typeName: string; readonly values: readonly string[] }
  | { readonly kind: ScalarKind; readonly typeName: string };

type ScalarKind =
  | 'switch'
  | 'boolean'
  | 'text'
  | 'texts'
  | 'integer'
  | 'count'
  | 'size'
  | 'date'
  | 'timespan'
  | 'guid'
  | 'secret'
  | 'credential'
  | 'identity'
  | 'any';

const scalar = (kind: ScalarKind, typeName: string): ParameterKind => ({ kind, typeName });
const idOf = (noun: string) => scalar('identity', `Microsoft.Exchange.Configuration.Tasks.${noun}IdParameter`);

export const kinds = {
  switch: scalar('switch', 'System.Management.Automation.SwitchParameter'),
  boolean: scalar('boolean', 'System.Boolean'),
  text: scalar('text', 'System.String'),
  texts: scalar('texts', 'Microsoft.Exchange.Data.MultiValuedProperty`1[System.String]'),
  proxyAddresses: scalar('texts', 'Microsoft.Exchange.Data.ProxyAddressCollection'),
  address: scalar('text', 'Microsoft.Exchange.Data.SmtpAddress'),
  integer: scalar('integer', 'System.Int32'),
  count: scalar('count', 'Microsoft.Exchange.Data.Unlimited`1[System.UInt32]'),
  size: scalar('size', 'Microsoft.Exchange.Data.Unlimited`1[Microsoft.Exchange.Data.ByteQuantifiedSize]'),
  date: scalar('date', 'System.DateTime'),
  timespan: scalar('timespan', 'Microsoft.Exchange.Data.EnhancedTimeSpan'),
  guid: scalar('guid', 'System.Guid'),
  secret: scalar('secret', 'System.Security.SecureString'),
  credential: scalar('credential', 'System.Management.Automation.PSCredential'),
  bytes: scalar('any', 'System.Byte[]'),
  domainController: scalar('text', 'Microsoft.Exchange.Data.Fqdn'),
  preference: scalar('any', 'System.Management.Automation.ActionPreference'),
  any: scalar('any', 'System.Object'),
  idOf,
  idsOf: (noun: string) => scalar('texts', `Microsoft.Exchange.Configuration.Tasks.${noun}IdParameter[]`),
  enumOf: (typeName: string, ...values: string[]): ParameterKind => ({ kind: 'enum', typeName, values }),
  flagsOf: (typeName: string, ...values: string[]): ParameterKind => ({ kind: 'flags', typeName, values }),
} as const;

const byParameter: readonly (readonly [ParameterKind, string])[] = [
  [
    kinds.switch,
    'WhatIf Confirm Force IgnoreDefaultScope ReadFromDomainController Archive Arbitration AuditLog AuxAuditLog ' +
      'Equipment Room Shared Discovery PublicFolder Migration Monitoring GroupMailbox RemoteArchive IgnoreLegalHold ' +
      'Permanent IncludeReport Status Diagnostic AcceptLargeDataLoss BypassSecurityGroupManagerCheck ForceUpgrade ' +
      'MonitoringContext TrustAnySSLCertificate IncludeBookmark SkipDualWrite Suspend SuspendWhenReadyToComplete ' +
      'Protect Outbound LinkedRoom HoldForMigration IgnoreNamingPolicy CopyOwnerToMember RoomList WithNDR ' +
      'IncludeSoftDeletedObjects IncludeSoftDeletedRecipients SupervisoryReviewPolicy ApplyMandatoryProperties',
  ],
  [
    kinds.text,
    'Name DisplayName Alias Anr Filter SortBy Description Comment Notes FirstName LastName Initials Office Phone ' +
      'Department Title Company City StateOrProvince PostalCode StreetAddress Fax HomePhone MobilePhone Pager ' +
      'SimpleDisplayName SamAccountName UserPrincipalName BatchName SuspendComment MailTip DomainName',
  ],
  [kinds.address, 'PrimarySmtpAddress WindowsEmailAddress SenderAddress RecipientAddress'],
  [kinds.proxyAddresses, 'EmailAddresses'],
  [kinds.count, 'ResultSize BadItemLimit LargeItemLimit'],
  [kinds.integer, 'Priority BookmarkIndex'],
  [kinds.credential, 'Credential Credentials LinkedCredential RemoteCredential'],
  [kinds.secret, 'Password NewPassword OldPassword RoomMailboxPassword'],
  [kinds.bytes, 'FileData PictureData'],
  [kinds.domainController, 'DomainController LinkedDomainController'],
  [kinds.date, 'StartDate EndDate StartTime EndTime StartAfter CompleteAfter ExpirationTime'],
  [idOf('Mailbox'), 'Mailbox ArbitrationMailbox TargetMailbox SourceMailbox'],
  [idOf('SecurityPrincipal'), 'User'],
  [idOf('Database'), 'Database ArchiveDatabase TargetDatabase SourceDatabase ArchiveTargetDatabase'],
  [idOf('Server'), 'Server MailboxServer'],
  [idOf('OrganizationalUnit'), 'OrganizationalUnit OnPremisesOrganizationalUnit RecipientContainer'],
  [kinds.idsOf('ModeratorID'), 'ModeratedBy'],
  [kinds.guid, 'ArchiveGuid ExchangeGuid RequestGuid MailboxGuid'],
  [kinds.boolean, 'Enabled IsDefault BasicAuthentication WindowsAuthentication'],
];

let named: ReadonlyMap<string, ParameterKind> | undefined;

/** The kind that a parameter has in any cmdlet, told by its name; `any` where the name does not tell. */
export function usualKind(parameter: string, noun: string): ParameterKind {
  named ??= new Map(byParameter.flatMap(([kind, names]) => names.split(' ').map((name) => [name, kind] as const)));
  const known = named.get(parameter);
  if (known) return known;
  if (parameter === 'Identity') return idOf(noun);
  if (parameter.endsWith('Enabled')) return kinds.boolean;
  if (/^(CustomAttribute|ConditionalCustomAttribute)\d+$/.test(parameter)) return kinds.text;
  if (/Quota$|^Max.*Size$/.test(parameter)) return kinds.size;
  return kinds.any;
}
