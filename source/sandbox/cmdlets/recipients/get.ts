import { isGroup, isMailbox, isMailEnabled, isUser } from '../../directory/identity.ts';
import { mailboxView } from '../../directory/views/mailbox.ts';
import { casMailboxView, contactView, groupView, recipientView, userView } from '../../directory/views/recipients.ts';
import type { CmdletDefinition } from '../definition.ts';
import { isSet } from '../parameters.ts';
import { recipientTasks, recipientTypeDetails } from './kinds.ts';
import { writeRecipients } from './select.ts';

const management = 'Microsoft.Exchange.Data.Directory.Management.';

export const getRecipientCmdlets: readonly CmdletDefinition[] = [
  {
    name: 'Get-Mailbox',
    className: `${recipientTasks}GetMailbox`,
    synopsis: 'Shows mailboxes: user, shared, room and equipment.',
    outputTypes: [`${management}Mailbox`],
    pipeline: [
      { parameter: 'Server', typeName: 'ExchangeServer' },
      { parameter: 'Database', typeName: 'MailboxDatabase' },
      { parameter: 'Identity' },
    ],
    kinds: { RecipientTypeDetails: recipientTypeDetails },
    async run(context, directory) {
      // Nothing here has an archive or is one of the system's own mailboxes, so these switches leave nothing.
      const systemOnly = [
        'Arbitration',
        'Archive',
        'AuditLog',
        'PublicFolder',
        'Monitoring',
        'Migration',
        'RemoteArchive',
      ];
      const none = systemOnly.some((name) => isSet(context, name));
      await writeRecipients(
        context,
        directory,
        (one) => !none && isMailbox(one),
        (one) => mailboxView(directory, one),
      );
    },
  },
  {
    name: 'Get-CASMailbox',
    className: `${recipientTasks}GetCASMailbox`,
    synopsis: 'Shows which client protocols a mailbox may use.',
    outputTypes: [`${management}CASMailbox`],
    async run(context, directory) {
      await writeRecipients(context, directory, isMailbox, (one) => casMailboxView(directory, one));
    },
  },
  {
    name: 'Get-User',
    className: `${recipientTasks}GetUser`,
    synopsis: 'Shows accounts, with or without a mailbox.',
    outputTypes: [`${management}User`],
    kinds: { RecipientTypeDetails: recipientTypeDetails },
    async run(context, directory) {
      await writeRecipients(context, directory, isUser, userView);
    },
  },
  {
    name: 'Get-Recipient',
    className: `${recipientTasks}GetRecipient`,
    synopsis: 'Shows everything that has an address.',
    outputTypes: [`${management}ReducedRecipient`],
    kinds: { RecipientTypeDetails: recipientTypeDetails },
    async run(context, directory) {
      await writeRecipients(context, directory, isMailEnabled, (one) => recipientView(directory, one));
    },
  },
  {
    name: 'Get-MailContact',
    className: `${recipientTasks}GetMailContact`,
    synopsis: 'Shows contacts outside the organisation.',
    outputTypes: [`${management}MailContact`],
    kinds: { RecipientTypeDetails: recipientTypeDetails },
    async run(context, directory) {
      await writeRecipients(context, directory, (one) => one.kind === 'MailContact', contactView);
    },
  },
  {
    name: 'Get-DistributionGroup',
    className: `${recipientTasks}GetDistributionGroup`,
    synopsis: 'Shows distribution groups and mail-enabled security groups.',
    outputTypes: [`${management}DistributionGroup`],
    kinds: { RecipientTypeDetails: recipientTypeDetails },
    async run(context, directory) {
      await writeRecipients(context, directory, isGroup, (one) => groupView(directory, one));
    },
  },
];
