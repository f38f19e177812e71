import { kinds } from '../../catalogue/parameter-kinds.ts';
import { findRecipient, isMailbox, isUser } from '../../directory/identity.ts';
import { mailboxView } from '../../directory/views/mailbox.ts';
import { casMailboxView, userView } from '../../directory/views/recipients.ts';
import type { CmdletDefinition } from '../definition.ts';
import { textParameter } from '../parameters.ts';
import { changeRecipient } from './change.ts';
import { recipientTasks } from './kinds.ts';

export const setRecipientCmdlets: readonly CmdletDefinition[] = [
  {
    name: 'Set-Mailbox',
    className: `${recipientTasks}SetMailbox`,
    synopsis: 'Changes the settings of a mailbox.',
    outputTypes: [],
    kinds: {
      Type: kinds.enumOf(
        'Microsoft.Exchange.Data.Directory.Recipient.ConvertibleMailboxSubType',
        'Regular',
        'Room',
        'Equipment',
        'Shared',
      ),
      AccountDisabled: kinds.boolean,
      HiddenFromAddressListsEnabled: kinds.boolean,
      DeliverToMailboxAndForward: kinds.boolean,
      UseDatabaseQuotaDefaults: kinds.boolean,
      UseDatabaseRetentionDefaults: kinds.boolean,
      RetainDeletedItemsFor: kinds.timespan,
      AuditLogAgeLimit: kinds.timespan,
      ResourceCapacity: kinds.integer,
      ResourceCustom: kinds.texts,
      Languages: kinds.texts,
      GrantSendOnBehalfTo: kinds.idsOf('Recipient'),
      AcceptMessagesOnlyFrom: kinds.idsOf('DeliveryRecipient'),
      RejectMessagesFrom: kinds.idsOf('DeliveryRecipient'),
      ForwardingAddress: kinds.idOf('Recipient'),
      ForwardingSmtpAddress: kinds.text,
    },
    async run(context, directory) {
      const recipient = findRecipient(directory, textParameter(context, 'Identity') ?? '', isMailbox);
      const view = () => mailboxView(directory, recipient);
      await changeRecipient(context, directory, recipient, view, `Setting the mailbox "${recipient.name}".`);
    },
  },
  {
    name: 'Set-CASMailbox',
    className: `${recipientTasks}SetCASMailbox`,
    synopsis: 'Allows or forbids client protocols for a mailbox.',
    outputTypes: [],
    kinds: Object.fromEntries(
      [
        'PopUseProtocolDefaults',
        'ImapUseProtocolDefaults',
        'MAPIBlockOutlookNonCachedMode',
        'MAPIBlockOutlookRpcHttp',
        'EwsAllowOutlook',
        'EwsAllowMacOutlook',
        'ShowGalAsDefaultView',
      ].map((name) => [name, kinds.boolean]),
    ),
    async run(context, directory) {
      const recipient = findRecipient(directory, textParameter(context, 'Identity') ?? '', isMailbox);
      const view = () => casMailboxView(directory, recipient);
      await changeRecipient(context, directory, recipient, view, `Setting the client access of "${recipient.name}".`);
    },
  },
  {
    name: 'Set-User',
    className: `${recipientTasks}SetUser`,
    synopsis: 'Changes an account, for instance -RemotePowerShellEnabled.',
    outputTypes: [],
    kinds: {
      Manager: kinds.idOf('UserContact'),
      ResetPasswordOnNextLogon: kinds.boolean,
      CountryOrRegion: kinds.text,
      WebPage: kinds.text,
    },
    async run(context, directory) {
      const recipient = findRecipient(directory, textParameter(context, 'Identity') ?? '', isUser);
      await changeRecipient(
        context,
        directory,
        recipient,
        () => userView(recipient),
        `Setting the user "${recipient.name}".`,
      );
    },
  },
];
