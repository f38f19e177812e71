import { type Directory, domain } from '../../directory/directory.ts';
import { findNamed, findRecipient, isMailbox, isUser } from '../../directory/identity.ts';
import { newMailboxPart, newRecipient } from '../../directory/make.ts';
import type { MailboxKind, Recipient } from '../../directory/records.ts';
import { TaskFailure } from '../../directory/task-failure.ts';
import { mailboxView } from '../../directory/views/mailbox.ts';
import type { CmdletDefinition } from '../definition.ts';
import { bindingFailures } from '../failures.ts';
import { given, isSet, textParameter } from '../parameters.ts';
import type { CmdletContext } from '../types.ts';
import { aliasFor, checkAddress, checkNames } from './addresses.ts';
import { recipientTasks } from './kinds.ts';

/** What a mailbox that somebody signs in to needs, and the parameters that make one of another kind. */
const signIn = ['UserPrincipalName', 'Password'];
const withoutSignIn = [
  ...['Shared', 'Room', 'Equipment', 'LinkedRoom', 'LinkedMasterAccount', 'Discovery', 'Arbitration', 'PublicFolder'],
  ...['Migration', 'AuditLog', 'AuxAuditLog', 'ArchiveDomain', 'HoldForMigration'],
];

const mailboxType = ['Microsoft.Exchange.Data.Directory.Management.Mailbox'];

export const mailboxLifecycleCmdlets: readonly CmdletDefinition[] = [
  {
    name: 'New-Mailbox',
    className: `${recipientTasks}NewMailbox`,
    synopsis: 'Makes an account with a mailbox; -Shared, -Room and -Equipment make one without sign-in.',
    outputTypes: mailboxType,
    mandatory: ['Name'],
    usual: { mandatory: signIn, unless: withoutSignIn },
    positional: ['Name'],
    pipeline: [],
    run: newMailbox,
  },
  {
    name: 'Enable-Mailbox',
    className: `${recipientTasks}EnableMailbox`,
    synopsis: 'Gives an account that has none a mailbox.',
    outputTypes: mailboxType,
    run: enableMailbox,
  },
  {
    name: 'Disable-Mailbox',
    className: `${recipientTasks}DisableMailbox`,
    synopsis: 'Takes the mailbox from an account, and keeps the account.',
    outputTypes: [],
    async run(context, directory) {
      const recipient = findRecipient(directory, textParameter(context, 'Identity') ?? '', isMailbox);
      const description = `Disabling the mailbox "${recipient.name}". The account stays; the mailbox is disconnected from it.`;
      if (!(await context.shouldProcess(description))) return;
      leaveGroupsAndMoves(directory, recipient);
      recipient.mailbox = undefined;
      recipient.kind = 'User';
      recipient.alias = '';
      recipient.primaryAddress = '';
      recipient.otherAddresses = [];
      recipient.changed = context.now();
    },
  },
  {
    name: 'Remove-Mailbox',
    className: `${recipientTasks}RemoveMailbox`,
    synopsis: 'Removes a mailbox and its account.',
    outputTypes: [],
    async run(context, directory) {
      const recipient = findRecipient(directory, textParameter(context, 'Identity') ?? '', isMailbox);
      const description = `Removing the mailbox "${recipient.name}". Its account in Active Directory is removed as well.`;
      if (!(await context.shouldProcess(description))) return;
      leaveGroupsAndMoves(directory, recipient);
      directory.recipients.delete(recipient.guid);
    },
  },
];

async function newMailbox(context: CmdletContext, directory: Directory): Promise<void> {
  const name = textParameter(context, 'Name') ?? '';
  const kind = wantedKind(context);
  if (kind === 'UserMailbox') {
    const missing = signIn.filter((parameter) => !given(context, parameter));
    if (missing.length > 0) throw bindingFailures.missingMandatory(context.command, missing);
  }
  const askedUpn = textParameter(context, 'UserPrincipalName');
  const alias = textParameter(context, 'Alias') ?? aliasFor(directory, name, askedUpn);
  const userPrincipalName = askedUpn ?? `${alias}@${domain}`;
  const primaryAddress = textParameter(context, 'PrimarySmtpAddress') ?? `${alias}@${domain}`;
  const unit = unitPath(textParameter(context, 'OrganizationalUnit'));
  const database = databaseFor(directory, textParameter(context, 'Database'));
  checkNames(directory, { name, unit, alias, userPrincipalName }, undefined);
  checkAddress(directory, primaryAddress, undefined);
  if (!(await context.shouldProcess(`Creating the mailbox "${name}" in ${database}.`))) return;
  const recipient = newRecipient(directory, {
    kind,
    name,
    alias,
    userPrincipalName,
    primaryAddress,
    displayName: textParameter(context, 'DisplayName') ?? name,
    firstName: textParameter(context, 'FirstName') ?? '',
    lastName: textParameter(context, 'LastName') ?? '',
    samAccountName: textParameter(context, 'SamAccountName') ?? alias.slice(0, 20),
    organizationalUnit: unit,
    created: context.now(),
  });
  recipient.mailbox = newMailboxPart(directory, database);
  recipient.accountDisabled = kind !== 'UserMailbox' || isSet(context, 'AccountDisabled');
  if (given(context, 'RemotePowerShellEnabled'))
    recipient.remotePowerShellEnabled = isSet(context, 'RemotePowerShellEnabled');
  for (const property of ['Office', 'Phone', 'Initials']) {
    const text = textParameter(context, property);
    if (text) recipient.settings.set(property, text);
  }
  await context.writeOutput(mailboxView(directory, recipient));
}

async function enableMailbox(context: CmdletContext, directory: Directory): Promise<void> {
  const identity = textParameter(context, 'Identity') ?? '';
  const recipient = findRecipient(directory, identity, isUser);
  if (recipient.mailbox) {
    throw new TaskFailure(
      'Microsoft.Exchange.Configuration.Tasks.RecipientTaskException',
      `"${recipient.name}" already has a mailbox.`,
      { category: 'InvalidArgument', target: identity },
    );
  }
  const asked = textParameter(context, 'Alias');
  const alias = asked ?? aliasFor(directory, recipient.userPrincipalName.split('@')[0] ?? recipient.name, undefined);
  const address = textParameter(context, 'PrimarySmtpAddress') ?? `${alias}@${domain}`;
  const database = databaseFor(directory, textParameter(context, 'Database'));
  checkNames(directory, { alias }, recipient);
  checkAddress(directory, address, recipient);
  if (!(await context.shouldProcess(`Enabling a mailbox for "${recipient.name}" in ${database}.`))) return;
  recipient.kind = wantedKind(context);
  recipient.alias = alias;
  recipient.primaryAddress = address;
  recipient.displayName = textParameter(context, 'DisplayName') ?? recipient.displayName;
  recipient.mailbox = newMailboxPart(directory, database);
  recipient.changed = context.now();
  await context.writeOutput(mailboxView(directory, recipient));
}

function wantedKind(context: CmdletContext): MailboxKind {
  if (isSet(context, 'Shared')) return 'SharedMailbox';
  if (isSet(context, 'Room')) return 'RoomMailbox';
  return isSet(context, 'Equipment') ? 'EquipmentMailbox' : 'UserMailbox';
}

/** A unit by its canonical path, or by a path within the domain. */
export function unitPath(unit: string | undefined): string {
  if (!unit) return `${domain}/Users`;
  return unit.toLowerCase().startsWith(`${domain}/`) ? unit : `${domain}/${unit.replace(/^\//, '')}`;
}

/** The database that is asked for, or the mounted one with the fewest mailboxes. */
function databaseFor(directory: Directory, asked: string | undefined): string {
  if (asked) return findNamed(directory.databases, asked).name;
  const counts = new Map(directory.databases.filter((one) => one.mounted).map((one) => [one.name, 0]));
  for (const { mailbox } of directory.recipients.values()) {
    const count = mailbox && counts.get(mailbox.database);
    if (mailbox && count !== undefined) counts.set(mailbox.database, count + 1);
  }
  const [fewest] = [...counts].sort(([, left], [, right]) => left - right);
  if (fewest) return fewest[0];
  throw new TaskFailure(
    'Microsoft.Exchange.Configuration.Tasks.RecipientTaskException',
    'No mailbox database is mounted, so none can take a new mailbox. Mount one, or name one with -Database.',
    { category: 'InvalidOperation' },
  );
}

function leaveGroupsAndMoves(directory: Directory, recipient: Recipient): void {
  directory.moves.delete(recipient.guid);
  for (const { group } of directory.recipients.values()) group?.members.delete(recipient.guid);
}
