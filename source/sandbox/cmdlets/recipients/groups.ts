import { kinds } from '../../catalogue/parameter-kinds.ts';
import { type Directory, domain } from '../../directory/directory.ts';
import { findRecipient, isGroup, isMailEnabled } from '../../directory/identity.ts';
import { newRecipient } from '../../directory/make.ts';
import type { GroupPart, Recipient } from '../../directory/records.ts';
import { TaskFailure } from '../../directory/task-failure.ts';
import { groupView, recipientView } from '../../directory/views/recipients.ts';
import type { CmdletDefinition } from '../definition.ts';
import { textParameter, textsParameter } from '../parameters.ts';
import { writeLimited } from '../selection.ts';
import type { CmdletContext } from '../types.ts';
import { aliasFor, checkAddress, checkNames } from './addresses.ts';
import { recipientTasks } from './kinds.ts';
import { unitPath } from './lifecycle.ts';

const management = 'Microsoft.Exchange.Data.Directory.Management.';
/** What takes a member in and what puts it out have in common. */
const ofMember = {
  outputTypes: [],
  mandatory: ['Identity', 'Member'],
  pipeline: [{ parameter: 'Identity' }, { parameter: 'Member' }],
  kinds: { Member: kinds.idOf('RecipientWithAdUserGroup') },
};

export const groupCmdlets: readonly CmdletDefinition[] = [
  {
    name: 'New-DistributionGroup',
    className: `${recipientTasks}NewDistributionGroup`,
    synopsis: 'Makes a distribution group, or a mail-enabled security group with -Type Security.',
    outputTypes: [`${management}DistributionGroup`],
    mandatory: ['Name'],
    positional: ['Name'],
    pipeline: [],
    kinds: {
      Type: kinds.enumOf('Microsoft.Exchange.Management.RecipientTasks.GroupType', 'Distribution', 'Security'),
      Members: kinds.idsOf('RecipientWithAdUserGroup'),
      ManagedBy: kinds.idsOf('GeneralRecipient'),
    },
    run: newGroup,
  },
  {
    name: 'Remove-DistributionGroup',
    className: `${recipientTasks}RemoveDistributionGroup`,
    synopsis: 'Removes a group; its members stay.',
    outputTypes: [],
    async run(context, directory) {
      const [recipient] = targetGroup(context, directory);
      if (!(await context.shouldProcess(`Removing the distribution group "${recipient.name}".`))) return;
      directory.recipients.delete(recipient.guid);
      for (const { group } of directory.recipients.values()) group?.members.delete(recipient.guid);
    },
  },
  {
    name: 'Get-DistributionGroupMember',
    className: `${recipientTasks}GetDistributionGroupMember`,
    synopsis: 'Shows the members of a group.',
    outputTypes: [`${management}ReducedRecipient`],
    mandatory: ['Identity'],
    async run(context, directory) {
      const [, group] = targetGroup(context, directory);
      const members = [...group.members].flatMap((guid) => directory.recipient(guid) ?? []);
      await writeLimited(
        context,
        members.map((member) => recipientView(directory, member)),
      );
    },
  },
  {
    name: 'Add-DistributionGroupMember',
    className: `${recipientTasks}AddDistributionGroupMember`,
    synopsis: 'Puts a recipient into a group.',
    ...ofMember,
    async run(context, directory) {
      const [recipient, group] = targetGroup(context, directory);
      const member = findRecipient(directory, textParameter(context, 'Member') ?? '', isMailEnabled);
      if (group.members.has(member.guid)) {
        throw membership(
          'MemberAlreadyExistsException',
          `"${member.name}" is already a member of "${recipient.name}".`,
          member,
        );
      }
      if (!(await context.shouldProcess(`Adding "${member.name}" to the distribution group "${recipient.name}".`)))
        return;
      group.members.add(member.guid);
      recipient.changed = context.now();
    },
  },
  {
    name: 'Remove-DistributionGroupMember',
    className: `${recipientTasks}RemoveDistributionGroupMember`,
    synopsis: 'Takes a recipient out of a group.',
    ...ofMember,
    async run(context, directory) {
      const [recipient, group] = targetGroup(context, directory);
      const member = findRecipient(directory, textParameter(context, 'Member') ?? '', () => true);
      if (!group.members.has(member.guid)) {
        throw membership('MemberNotFoundException', `"${member.name}" is not a member of "${recipient.name}".`, member);
      }
      if (!(await context.shouldProcess(`Removing "${member.name}" from the distribution group "${recipient.name}".`)))
        return;
      group.members.delete(member.guid);
      recipient.changed = context.now();
    },
  },
];

function membership(exception: string, message: string, member: Recipient): TaskFailure {
  return new TaskFailure(`${recipientTasks}${exception}`, message, { target: member.name });
}

function targetGroup(context: CmdletContext, directory: Directory): [Recipient, GroupPart] {
  const recipient = findRecipient(directory, textParameter(context, 'Identity') ?? '', isGroup);
  if (!recipient.group) throw new Error('A group was found that is none.');
  return [recipient, recipient.group];
}

async function newGroup(context: CmdletContext, directory: Directory): Promise<void> {
  const name = textParameter(context, 'Name') ?? '';
  const asked = textParameter(context, 'PrimarySmtpAddress');
  const alias = textParameter(context, 'Alias') ?? aliasFor(directory, name, asked);
  const primaryAddress = asked ?? `${alias}@${domain}`;
  const unit = unitPath(textParameter(context, 'OrganizationalUnit') ?? `${domain}/Groups`);
  const anyone = (identity: string) => findRecipient(directory, identity, () => true).guid;
  const members = textsParameter(context, 'Members').map(anyone);
  const managers = textsParameter(context, 'ManagedBy');
  const managedBy = (managers.length > 0 ? managers : [context.user.userPrincipalName]).map(anyone);
  checkNames(directory, { name, unit, alias }, undefined);
  checkAddress(directory, primaryAddress, undefined);
  if (!(await context.shouldProcess(`Creating the distribution group "${name}".`))) return;
  const recipient = newRecipient(directory, {
    kind:
      textParameter(context, 'Type') === 'Security' ? 'MailUniversalSecurityGroup' : 'MailUniversalDistributionGroup',
    name,
    alias,
    primaryAddress,
    displayName: textParameter(context, 'DisplayName') ?? name,
    samAccountName: textParameter(context, 'SamAccountName') ?? name,
    userPrincipalName: '',
    organizationalUnit: unit,
    created: context.now(),
  });
  recipient.group = { members: new Set(members), managedBy };
  const notes = textParameter(context, 'Notes');
  if (notes) recipient.settings.set('Notes', notes);
  await context.writeOutput(groupView(directory, recipient));
}
