import { kinds } from '../../catalogue/parameter-kinds.ts';
import type { Directory } from '../../directory/directory.ts';
import { accountNamed, findRecipient } from '../../directory/identity.ts';
import { sendAsView } from '../../directory/views/folders.ts';
import type { CmdletDefinition } from '../definition.ts';
import { textParameter, textsParameter } from '../parameters.ts';
import type { CmdletContext } from '../types.ts';
import { recipientTasks } from './kinds.ts';

const outputTypes = [`${recipientTasks}ADAcePresentationObject`];
/** Who may send as every recipient. */
const always = ['NT AUTHORITY\\SELF'];
const ownKinds = { AccessRights: kinds.texts, ExtendedRights: kinds.texts };

/** Of the directory's permissions the sandbox keeps the one that mail needs: Send-As. */
export const sendAsCmdlets: readonly CmdletDefinition[] = [
  {
    name: 'Get-ADPermission',
    className: `${recipientTasks}GetADPermission`,
    synopsis: 'Shows who may send as a recipient.',
    outputTypes,
    mandatory: ['Identity'],
    async run(context, directory) {
      const recipient = target(context, directory);
      const asked = textParameter(context, 'User');
      const user = asked && accountOf(directory, asked);
      for (const one of [...always, ...recipient.sendAs])
        if (!user || one.toLowerCase() === user.toLowerCase()) await context.writeOutput(sendAsView(recipient, one));
    },
  },
  {
    name: 'Add-ADPermission',
    className: `${recipientTasks}AddADPermission`,
    synopsis: 'Lets somebody send as a recipient: -ExtendedRights "Send As".',
    outputTypes,
    mandatory: ['Identity', 'User'],
    kinds: ownKinds,
    async run(context, directory) {
      const recipient = target(context, directory);
      const user = accountOf(directory, textParameter(context, 'User') ?? '');
      if (!isSendAs(context)) return;
      if (recipient.sendAs.includes(user)) {
        context.writeWarning(`${user} may send as "${recipient.name}" already.`);
        return;
      }
      if (!(await context.shouldProcess(`Adding Send-As on "${recipient.name}" for ${user}.`))) return;
      recipient.sendAs.push(user);
      await context.writeOutput(sendAsView(recipient, user));
    },
  },
  {
    name: 'Remove-ADPermission',
    className: `${recipientTasks}RemoveADPermission`,
    synopsis: 'Takes from somebody that he may send as a recipient.',
    outputTypes: [],
    mandatory: ['Identity', 'User'],
    kinds: ownKinds,
    async run(context, directory) {
      const recipient = target(context, directory);
      const user = accountOf(directory, textParameter(context, 'User') ?? '');
      if (!isSendAs(context)) return;
      if (!(await context.shouldProcess(`Removing Send-As on "${recipient.name}" from ${user}.`))) return;
      if (!recipient.sendAs.includes(user)) context.writeWarning(`${user} may not send as "${recipient.name}" anyway.`);
      recipient.sendAs = recipient.sendAs.filter((one) => one !== user);
    },
  },
];

const target = (context: CmdletContext, directory: Directory) =>
  findRecipient(directory, textParameter(context, 'Identity') ?? '', () => true);

function accountOf(directory: Directory, user: string): string {
  return always.some((one) => one.toLowerCase() === user.toLowerCase()) ? user : accountNamed(directory, user);
}

function isSendAs(context: CmdletContext): boolean {
  const asked = textsParameter(context, 'ExtendedRights');
  if (asked.some((right) => /^send[- ]as$/i.test(right))) return true;
  context.writeWarning('Of the rights of the directory the sandbox keeps Send-As alone: -ExtendedRights "Send As".');
  return false;
}
