import { kinds } from '../../catalogue/parameter-kinds.ts';
import type { Directory } from '../../directory/directory.ts';
import { type Folder, findFolder, folderPermissions, folders, setFolderPermissions } from '../../directory/folders.ts';
import { findMailbox, findRecipient, hasAccount } from '../../directory/identity.ts';
import type { FolderPermission, MailboxPart } from '../../directory/records.ts';
import { objectNotFound, TaskFailure } from '../../directory/task-failure.ts';
import { folderPermissionView, folderStatisticsView } from '../../directory/views/folders.ts';
import type { CmdletDefinition } from '../definition.ts';
import { textParameter, textsParameter } from '../parameters.ts';
import type { CmdletContext } from '../types.ts';

const store = 'Microsoft.Exchange.Management.StoreTasks.';
const rights = [
  ...['None', 'Owner', 'PublishingEditor', 'Editor', 'PublishingAuthor', 'Author', 'NonEditingAuthor', 'Reviewer'],
  ...['Contributor', 'AvailabilityOnly', 'LimitedDetails', 'CreateItems', 'ReadItems', 'CreateSubfolders'],
  ...['FolderOwner', 'FolderContact', 'FolderVisible', 'EditOwnedItems', 'EditAllItems', 'DeleteOwnedItems'],
  'DeleteAllItems',
];

function permissionCmdlet(
  verb: string,
  synopsis: string,
  mandatory: readonly string[],
  run: (at: Place) => Promise<void>,
): CmdletDefinition {
  return {
    name: `${verb}-MailboxFolderPermission`,
    className: `${store}${verb}MailboxFolderPermission`,
    synopsis,
    outputTypes: [`${store}MailboxFolderPermission`],
    mandatory,
    kinds: {
      Identity: kinds.idOf('MailboxFolder'),
      User: kinds.idOf('MailboxFolderUser'),
      ...(mandatory.includes('AccessRights') && {
        AccessRights: kinds.flagsOf(`${store}MailboxFolderAccessRight[]`, ...rights),
      }),
    },
    run: (context, directory) => run(placeOf(context, directory)),
  };
}

export const folderCmdlets: readonly CmdletDefinition[] = [
  {
    name: 'Get-MailboxFolderStatistics',
    className: 'Microsoft.Exchange.Management.Tasks.GetMailboxFolderStatistics',
    synopsis: 'Shows the folders of a mailbox with their sizes.',
    outputTypes: ['Microsoft.Exchange.Management.Tasks.MailboxFolderConfiguration'],
    mandatory: ['Identity'],
    kinds: {
      FolderScope: kinds.enumOf(
        'Microsoft.Exchange.Data.Directory.ElcFolderType',
        'All',
        ...folders.filter(({ type }) => type !== 'Root').map(({ type }) => type),
      ),
    },
    async run(context, directory) {
      const [recipient, mailbox] = findMailbox(directory, textParameter(context, 'Identity') ?? '');
      const scope = textParameter(context, 'FolderScope') ?? 'All';
      for (const folder of folders) {
        if (scope === 'All' || folder.type === scope)
          await context.writeOutput(folderStatisticsView(recipient, mailbox, folder));
      }
    },
  },
  permissionCmdlet('Get', 'Shows who may what in a folder of a mailbox.', ['Identity'], async (at) => {
    const asked = textParameter(at.context, 'User');
    for (const entry of asked === undefined ? at.entries : [existing(at, asked)]) await write(at, entry);
  }),
  permissionCmdlet(
    'Add',
    'Gives somebody rights in a folder of a mailbox.',
    ['Identity', 'User', 'AccessRights'],
    async (at) => {
      const user = textParameter(at.context, 'User') ?? '';
      const key = userKey(at.directory, user);
      if (at.entries.some((one) => one.user === key)) throw entryFailure('UserAlreadyExists', user, 'has rights there');
      const entry = { user: key, rights: textsParameter(at.context, 'AccessRights') };
      if (!(await at.context.shouldProcess(`Adding rights for "${user}" on "${at.shown}".`))) return;
      setFolderPermissions(at.mailbox, at.folder, [...at.entries, entry]);
      await write(at, entry);
    },
  ),
  permissionCmdlet(
    'Set',
    'Changes the rights that somebody has in a folder of a mailbox.',
    ['Identity', 'User', 'AccessRights'],
    async (at) => {
      const user = textParameter(at.context, 'User') ?? '';
      const entry = existing(at, user);
      if (!(await at.context.shouldProcess(`Setting the rights of "${user}" on "${at.shown}".`))) return;
      const changed = { ...entry, rights: textsParameter(at.context, 'AccessRights') };
      setFolderPermissions(
        at.mailbox,
        at.folder,
        at.entries.map((one) => (one === entry ? changed : one)),
      );
    },
  ),
  permissionCmdlet(
    'Remove',
    'Takes from somebody the rights in a folder of a mailbox.',
    ['Identity', 'User'],
    async (at) => {
      const user = textParameter(at.context, 'User') ?? '';
      const entry = existing(at, user);
      if (!(await at.context.shouldProcess(`Removing the rights of "${user}" on "${at.shown}".`))) return;
      setFolderPermissions(
        at.mailbox,
        at.folder,
        at.entries.filter((one) => one !== entry),
      );
    },
  ),
];

interface Place {
  readonly context: CmdletContext;
  readonly directory: Directory;
  readonly mailbox: MailboxPart;
  readonly folder: Folder;
  readonly entries: readonly FolderPermission[];
  /** The folder as it was asked for. */
  readonly shown: string;
}

/** The folder of an identity such as `adele.vance:\Calendar`; of a mailbox alone, its root. */
function placeOf(context: CmdletContext, directory: Directory): Place {
  const shown = textParameter(context, 'Identity') ?? '';
  const [, name = shown, path = ''] = /^([^:]*):(.*)$/.exec(shown) ?? [];
  const [, mailbox] = findMailbox(directory, name);
  const folder = findFolder(path);
  if (!folder) throw objectNotFound(shown);
  return { context, directory, mailbox, folder, entries: folderPermissions(mailbox, folder), shown };
}

/** `Default` and `Anonymous` stand for themselves, whoever else has an account for its GUID. */
function userKey(directory: Directory, user: string): string {
  const special = ['Default', 'Anonymous'].find((one) => one.toLowerCase() === user.toLowerCase());
  return special ?? findRecipient(directory, user, hasAccount).guid;
}

function existing(at: Place, user: string): FolderPermission {
  const key = userKey(at.directory, user);
  const found = at.entries.find((one) => one.user === key);
  if (!found) throw entryFailure('UserNotFound', user, 'has no rights there');
  return found;
}

const entryFailure = (kind: string, user: string, what: string) =>
  new TaskFailure(`${store}${kind}InPermissionEntryException`, `"${user}" ${what}.`, { target: user });

const write = (at: Place, entry: FolderPermission) =>
  at.context.writeOutput(folderPermissionView(at.directory, at.folder, entry));
