import type { Directory } from './directory.ts';
import type { MailboxPart, Recipient } from './records.ts';

type NewRecipient = Pick<
  Recipient,
  | 'kind'
  | 'name'
  | 'displayName'
  | 'alias'
  | 'samAccountName'
  | 'userPrincipalName'
  | 'organizationalUnit'
  | 'primaryAddress'
  | 'created'
> &
  Partial<Pick<Recipient, 'firstName' | 'lastName'>>;

/** A recipient put into the directory with what is not said left at its default. */
export function newRecipient(directory: Directory, parts: NewRecipient): Recipient {
  const recipient: Recipient = {
    guid: directory.random.guid(),
    kind: parts.kind,
    name: parts.name,
    displayName: parts.displayName,
    alias: parts.alias,
    samAccountName: parts.samAccountName,
    userPrincipalName: parts.userPrincipalName,
    firstName: parts.firstName ?? '',
    lastName: parts.lastName ?? '',
    organizationalUnit: parts.organizationalUnit,
    primaryAddress: parts.primaryAddress,
    otherAddresses: [],
    created: parts.created,
    changed: parts.created,
    accountDisabled: false,
    remotePowerShellEnabled: true,
    sendAs: [],
    mailbox: undefined,
    group: undefined,
    settings: new Map(),
  };
  directory.recipients.set(recipient.guid, recipient);
  return recipient;
}

/** An empty mailbox that nobody has opened, with the permissions that every mailbox has. */
export function newMailboxPart(directory: Directory, database: string): MailboxPart {
  const inherited = (user: string, rights: readonly string[], deny = false) => ({
    user,
    rights,
    deny,
    inherited: true,
  });
  return {
    exchangeGuid: directory.random.guid(),
    database,
    itemCount: 0,
    bytes: 0n,
    deletedItemCount: 0,
    deletedBytes: 0n,
    lastLogon: undefined,
    folderPermissions: new Map(),
    permissions: [
      { user: 'NT AUTHORITY\\SELF', rights: ['FullAccess', 'ReadPermission'], deny: false, inherited: false },
      inherited('CONTOSO\\Domain Admins', ['FullAccess'], true),
      inherited('CONTOSO\\Exchange Servers', ['FullAccess']),
      inherited('CONTOSO\\Organization Management', ['FullAccess'], true),
    ],
  };
}
