import type { FolderPermission, MailboxPart } from './records.ts';

/** A folder that every mailbox has. */
export interface Folder {
  readonly name: string;
  /** FolderType, and with `Root` and `User` the values of -FolderScope. */
  readonly type: string;
  /** Of a thousand items. */
  readonly share: number;
}

export const folders: readonly Folder[] = [
  { name: 'Top of Information Store', type: 'Root', share: 0 },
  { name: 'Calendar', type: 'Calendar', share: 60 },
  { name: 'Contacts', type: 'Contacts', share: 20 },
  { name: 'Deleted Items', type: 'DeletedItems', share: 90 },
  { name: 'Drafts', type: 'Drafts', share: 5 },
  { name: 'Inbox', type: 'Inbox', share: 600 },
  { name: 'Journal', type: 'Journal', share: 0 },
  { name: 'Junk Email', type: 'JunkEmail', share: 15 },
  { name: 'Notes', type: 'Notes', share: 5 },
  { name: 'Outbox', type: 'Outbox', share: 0 },
  { name: 'Sent Items', type: 'SentItems', share: 200 },
  { name: 'Tasks', type: 'Tasks', share: 5 },
];

/** The folder of a path such as `\Calendar` or `Calendar`; of none, the root. */
export function findFolder(path: string): Folder | undefined {
  const name = path.replace(/^[\\/]+/, '').toLowerCase();
  return name === '' ? folders[0] : folders.find((folder) => folder.name.toLowerCase() === name);
}

/** Who may what in a folder: as it was set, or as every mailbox has it from the beginning. */
export function folderPermissions(mailbox: MailboxPart, folder: Folder): readonly FolderPermission[] {
  const everybody = folder.type === 'Calendar' ? 'AvailabilityOnly' : 'None';
  return (
    mailbox.folderPermissions.get(folder.name.toLowerCase()) ?? [
      { user: 'Default', rights: [everybody] },
      { user: 'Anonymous', rights: ['None'] },
    ]
  );
}

export function setFolderPermissions(
  mailbox: MailboxPart,
  folder: Folder,
  permissions: readonly FolderPermission[],
): void {
  mailbox.folderPermissions.set(folder.name.toLowerCase(), permissions);
}
