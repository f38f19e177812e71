import { type PsObject, psObject } from '../../../objects/index.ts';
import { canonicalName, type Directory, netbiosDomain } from '../directory.ts';
import { exchangeObject, texts } from '../exchange-object.ts';
import { type Folder, folders } from '../folders.ts';
import { size } from '../quantities.ts';
import type { FolderPermission, MailboxPart, Recipient } from '../records.ts';
import { unchanged } from './common.ts';

const store = 'Microsoft.Exchange.Management.StoreTasks.';

/** What Get-MailboxFolderStatistics gives, one for each folder. */
export function folderStatisticsView(recipient: Recipient, mailbox: MailboxPart, folder: Folder): PsObject {
  const isRoot = folder.type === 'Root';
  const items = Math.floor((mailbox.itemCount * folder.share) / 1000);
  const bytes = (mailbox.bytes * BigInt(folder.share)) / 1000n;
  const below = isRoot ? folders.reduce((sum, { share }) => sum + share, 0) : folder.share;
  const identity = `${canonicalName(recipient)}\\${isRoot ? '' : folder.name}`;
  return exchangeObject(
    'Microsoft.Exchange.Management.Tasks.MailboxFolderConfiguration',
    'plain',
    {
      Name: folder.name,
      FolderPath: isRoot ? '/Top of Information Store' : `/${folder.name}`,
      FolderId: `LgAAAA${recipient.guid.replaceAll('-', '')}${String(folders.indexOf(folder)).padStart(4, '0')}`,
      FolderType: folder.type,
      ItemsInFolder: items,
      DeletedItemsInFolder: 0,
      FolderSize: size(bytes),
      ItemsInFolderAndSubfolders: Math.floor((mailbox.itemCount * below) / 1000),
      DeletedItemsInFolderAndSubfolders: 0,
      FolderAndSubfolderSize: size((mailbox.bytes * BigInt(below)) / 1000n),
      OldestItemReceivedDate: null,
      NewestItemReceivedDate: null,
      DeletePolicy: null,
      ArchivePolicy: null,
      Identity: identity,
      IsValid: true,
      ObjectState: unchanged(),
    },
    identity,
  );
}

/** What Get-MailboxFolderPermission gives, one for each entry. */
export function folderPermissionView(directory: Directory, folder: Folder, entry: FolderPermission): PsObject {
  const recipient = directory.recipient(entry.user);
  const name = recipient?.displayName ?? entry.user;
  return exchangeObject(
    `${store}MailboxFolderPermission`,
    'plain',
    {
      FolderName: folder.name,
      User: psObject(
        { UserType: recipient ? 'Internal' : entry.user, DisplayName: name },
        [`${store}MailboxFolderUserId`, 'System.Object'],
        name,
      ),
      AccessRights: texts(entry.rights),
      SharingPermissionFlags: null,
      Identity: name,
      IsValid: true,
      ObjectState: unchanged(),
    },
    name,
  );
}

/** What Get-ADPermission gives for an account that may send as the recipient, and for the recipient's own. */
export function sendAsView(recipient: Recipient, user: string): PsObject {
  const identity = canonicalName(recipient);
  return exchangeObject(
    'Microsoft.Exchange.Management.RecipientTasks.ADAcePresentationObject',
    'plain',
    {
      AccessRights: texts(['ExtendedRight']),
      ExtendedRights: texts(['Send-As']),
      InheritanceType: 'None',
      Deny: false,
      User: user,
      Identity: identity,
      IsInherited: user.startsWith(`${netbiosDomain}\\Exchange `),
      IsValid: true,
      ObjectState: unchanged(),
    },
    identity,
  );
}
