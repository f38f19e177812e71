import { kinds } from '../../catalogue/parameter-kinds.ts';
import type { RecipientKind } from '../../directory/records.ts';

const recipientKinds: readonly RecipientKind[] = [
  'UserMailbox',
  'SharedMailbox',
  'RoomMailbox',
  'EquipmentMailbox',
  'MailContact',
  'MailUniversalDistributionGroup',
  'MailUniversalSecurityGroup',
  'User',
  'DisabledUser',
];

export const recipientTypeDetails = kinds.flagsOf(
  'Microsoft.Exchange.Data.Directory.Recipient.RecipientTypeDetails[]',
  ...recipientKinds,
);

export const recipientTasks = 'Microsoft.Exchange.Management.RecipientTasks.';
