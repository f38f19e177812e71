import type { PsObject } from '../../../objects/index.ts';
import type { Directory } from '../directory.ts';
import { exchangeObject, texts } from '../exchange-object.ts';
import { date, day, duration, gigabyte, megabyte, quota } from '../quantities.ts';
import type { Recipient } from '../records.ts';
import { guid, kindProperties, mailProperties, management, objectProperties, withSettings } from './common.ts';

/** What Get-Mailbox gives. */
export function mailboxView(directory: Directory, recipient: Recipient): PsObject {
  const mailbox = recipient.mailbox;
  const database = mailbox?.database ?? '';
  const { Identity, Id, ...object } = objectProperties(recipient, ['top', 'person', 'organizationalPerson', 'user']);
  const unlimited = quota(undefined);
  const record = {
    Database: database,
    MailboxProvisioningConstraint: null,
    UseDatabaseRetentionDefaults: true,
    RetainDeletedItemsUntilBackup: false,
    RetainDeletedItemsFor: duration(14 * day),
    DeliverToMailboxAndForward: false,
    LitigationHoldEnabled: false,
    SingleItemRecoveryEnabled: false,
    RetentionHoldEnabled: false,
    ForwardingAddress: null,
    ForwardingSmtpAddress: null,
    RetentionPolicy: null,
    AddressBookPolicy: null,
    ExchangeGuid: guid(mailbox?.exchangeGuid ?? ''),
    ExchangeUserAccountControl: recipient.accountDisabled ? 'AccountDisabled' : 'None',
    AccountDisabled: recipient.accountDisabled,
    IsMailboxEnabled: true,
    IsResource: recipient.kind === 'RoomMailbox' || recipient.kind === 'EquipmentMailbox',
    IsLinked: false,
    IsShared: recipient.kind === 'SharedMailbox',
    ResourceCapacity: null,
    ResourceCustom: texts([]),
    ResourceType: resourceType(recipient),
    SamAccountName: recipient.samAccountName,
    UserPrincipalName: recipient.userPrincipalName,
    UseDatabaseQuotaDefaults: true,
    IssueWarningQuota: unlimited,
    ProhibitSendQuota: unlimited,
    ProhibitSendReceiveQuota: unlimited,
    RecoverableItemsQuota: quota(30n * gigabyte),
    RecoverableItemsWarningQuota: quota(20n * gigabyte),
    CalendarLoggingQuota: quota(6n * gigabyte),
    RulesQuota: '256 KB (262,144 bytes)',
    RecipientLimits: 'Unlimited',
    ServerName: directory.serverOf(recipient).toLowerCase(),
    ServerLegacyDN: `/o=Contoso/ou=Exchange Administrative Group (FYDIBOHF23SPDLT)/cn=Configuration/cn=Servers/cn=${directory.serverOf(recipient)}`,
    RoleAssignmentPolicy: 'Default Role Assignment Policy',
    SharingPolicy: 'Default Sharing Policy',
    ThrottlingPolicy: null,
    ArchiveGuid: guid('00000000-0000-0000-0000-000000000000'),
    ArchiveName: texts([]),
    ArchiveStatus: 'None',
    ArchiveQuota: quota(100n * gigabyte),
    ArchiveWarningQuota: quota(90n * gigabyte),
    AuditEnabled: false,
    AuditLogAgeLimit: duration(90 * day),
    Languages: texts(['en-US']),
    Office: '',
    AntispamBypassEnabled: false,
    WhenMailboxCreated: date(recipient.created),
    ...kindProperties(recipient),
    ...mailProperties(recipient),
    MaxSendSize: quota(35n * megabyte),
    MaxReceiveSize: quota(36n * megabyte),
    ...object,
    Identity: Identity ?? null,
    Id: Id ?? null,
  };
  return exchangeObject(
    `${management}Mailbox`,
    'mailEnabled',
    withSettings(record, recipient.settings),
    String(Identity ?? ''),
  );
}

function resourceType(recipient: Recipient): string | null {
  if (recipient.kind === 'RoomMailbox') return 'Room';
  return recipient.kind === 'EquipmentMailbox' ? 'Equipment' : null;
}
