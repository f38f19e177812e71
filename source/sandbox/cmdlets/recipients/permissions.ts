import { kinds } from '../../catalogue/parameter-kinds.ts';
import { canonicalName, type Directory } from '../../directory/directory.ts';
import { accountNamed, findMailbox } from '../../directory/identity.ts';
import type { MailboxPart, MailboxPermission } from '../../directory/records.ts';
import { permissionView } from '../../directory/views/statistics.ts';
import { matchesWildcard } from '../../directory/wildcard.ts';
import type { CmdletDefinition } from '../definition.ts';
import { isSet, textParameter, textsParameter } from '../parameters.ts';
import { writeLimited } from '../selection.ts';
import type { CmdletContext } from '../types.ts';
import { recipientTasks } from './kinds.ts';

const accessRights = kinds.flagsOf(
  'Microsoft.Exchange.Management.RecipientTasks.MailboxRights[]',
  'FullAccess',
  'SendAs',
  'ExternalAccount',
  'DeleteItem',
  'ReadPermission',
  'ChangePermission',
  'ChangeOwner',
);
const outputTypes = ['Microsoft.Exchange.Management.RecipientTasks.MailboxAcePresentationObject'];

export const permissionCmdlets: readonly CmdletDefinition[] = [
  {
    name: 'Get-MailboxPermission',
    className: `${recipientTasks}GetMailboxPermission`,
    synopsis: 'Shows who may open a mailbox.',
    outputTypes,
    mandatory: ['Identity'],
    async run(context, directory) {
      const [recipient, mailbox] = target(context, directory);
      const asked = textParameter(context, 'User');
      const user = asked?.includes('*') ? asked : asked && accountOf(directory, mailbox, asked);
      const entries = mailbox.permissions.filter((one) => !user || matchesWildcard(one.user, user));
      await writeLimited(
        context,
        entries.map((one) => permissionView(recipient, one)),
      );
    },
  },
  {
    name: 'Add-MailboxPermission',
    className: `${recipientTasks}AddMailboxPermission`,
    synopsis: 'Lets somebody open a mailbox.',
    outputTypes,
    mandatory: ['Identity', 'User', 'AccessRights'],
    kinds: { AccessRights: accessRights, Deny: kinds.switch, AutoMapping: kinds.boolean },
    async run(context, directory) {
      const [recipient, mailbox] = target(context, directory);
      const entry = entryOf(context, directory, mailbox);
      if (mailbox.permissions.some((one) => sameEntry(one, entry))) {
        context.writeWarning(`That access is already there on "${canonicalName(recipient)}" for ${entry.user}.`);
        return;
      }
      const rights = entry.rights.join(', ');
      if (!(await context.shouldProcess(`Adding ${rights} on the mailbox "${recipient.name}" for ${entry.user}.`)))
        return;
      mailbox.permissions.unshift(entry);
      await context.writeOutput(permissionView(recipient, entry));
    },
  },
  {
    name: 'Remove-MailboxPermission',
    className: `${recipientTasks}RemoveMailboxPermission`,
    synopsis: 'Takes from somebody the right to open a mailbox.',
    outputTypes: [],
    mandatory: ['Identity', 'User', 'AccessRights'],
    kinds: { AccessRights: accessRights, Deny: kinds.switch },
    async run(context, directory) {
      const [recipient, mailbox] = target(context, directory);
      const entry = entryOf(context, directory, mailbox);
      const rights = entry.rights.join(', ');
      if (!(await context.shouldProcess(`Removing ${rights} on the mailbox "${recipient.name}" from ${entry.user}.`)))
        return;
      const kept = mailbox.permissions.filter((one) => !sameEntry(one, entry));
      if (kept.length === mailbox.permissions.length) {
        context.writeWarning(`There is no such access on "${canonicalName(recipient)}" for ${entry.user}.`);
      }
      mailbox.permissions = kept;
    },
  },
];

const target = (context: CmdletContext, directory: Directory) =>
  findMailbox(directory, textParameter(context, 'Identity') ?? '');

function entryOf(context: CmdletContext, directory: Directory, mailbox: MailboxPart): MailboxPermission {
  return {
    user: accountOf(directory, mailbox, textParameter(context, 'User') ?? ''),
    rights: textsParameter(context, 'AccessRights'),
    deny: isSet(context, 'Deny'),
    inherited: false,
  };
}

/** `CONTOSO\account`: as an entry names whoever the text means; a name that the mailbox's entries have stands for itself. */
function accountOf(directory: Directory, mailbox: MailboxPart, text: string): string {
  const known = mailbox.permissions.find((entry) => entry.user.toLowerCase() === text.toLowerCase());
  return known ? known.user : accountNamed(directory, text);
}

function sameEntry(one: MailboxPermission, other: MailboxPermission): boolean {
  return (
    !one.inherited &&
    one.user.toLowerCase() === other.user.toLowerCase() &&
    one.deny === other.deny &&
    other.rights.every((right) => one.rights.includes(right))
  );
}
