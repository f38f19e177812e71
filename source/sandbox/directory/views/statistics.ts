import { type PsObject, PsText } from '../../../objects/index.ts';
import { canonicalName, type Directory } from '../directory.ts';
import { exchangeObject, texts } from '../exchange-object.ts';
import { legacyDn } from '../identity.ts';
import { dateOrNull, megabyte, minute, quota } from '../quantities.ts';
import type { MailboxPart, MailboxPermission, Recipient } from '../records.ts';
import { unchanged } from './common.ts';

/** What Get-MailboxStatistics gives. */
export function statisticsView(directory: Directory, recipient: Recipient, mailbox: MailboxPart): PsObject {
  const database = directory.database(mailbox.database);
  const logoff = mailbox.lastLogon === undefined ? undefined : mailbox.lastLogon + 25 * minute;
  const record = {
    AssociatedItemCount: Math.floor(mailbox.itemCount / 40),
    AttachmentTableTotalSize: quota(mailbox.bytes / 2n),
    DatabaseName: mailbox.database,
    DeletedItemCount: mailbox.deletedItemCount,
    DisconnectDate: null,
    DisconnectReason: null,
    DisplayName: recipient.displayName,
    Identity: mailbox.exchangeGuid,
    IsArchiveMailbox: false,
    IsQuarantined: false,
    IsValid: true,
    ItemCount: mailbox.itemCount,
    LastLoggedOnUserAccount: null,
    LastLogoffTime: dateOrNull(logoff),
    LastLogonTime: dateOrNull(mailbox.lastLogon),
    LegacyDN: legacyDn(recipient).toUpperCase(),
    MailboxGuid: new PsText('Guid', mailbox.exchangeGuid),
    MailboxType: 'Private',
    MailboxTypeDetail: recipient.kind.replace('Mailbox', ''),
    MessageTableTotalSize: quota(mailbox.bytes / 8n + megabyte),
    MoveHistory: null,
    ObjectClass: 'Mailbox, ExOleDbSystemMailbox',
    ObjectState: unchanged(),
    OriginatingServer: directory.servers.find((server) => server.name === database?.server)?.fqdn ?? '',
    ServerName: database?.server ?? '',
    StorageLimitStatus: null,
    SystemMessageCount: 14,
    TotalDeletedItemSize: quota(mailbox.deletedBytes),
    TotalItemSize: quota(mailbox.bytes),
  };
  return exchangeObject('Microsoft.Exchange.Data.Mapi.MailboxStatistics', 'plain', record, mailbox.exchangeGuid);
}

/** What Get-MailboxPermission gives, one for each entry. */
export function permissionView(recipient: Recipient, permission: MailboxPermission): PsObject {
  const record = {
    AccessRights: texts(permission.rights),
    Deny: permission.deny,
    InheritanceType: 'All',
    User: permission.user,
    Identity: canonicalName(recipient),
    IsInherited: permission.inherited,
    IsValid: true,
    ObjectState: unchanged(),
  };
  const typeName = 'Microsoft.Exchange.Management.RecipientTasks.MailboxAcePresentationObject';
  return exchangeObject(typeName, 'plain', record, canonicalName(recipient));
}
