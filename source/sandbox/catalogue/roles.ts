import type { RoleGroup } from '../cmdlets/types.ts';
import type { TableEntry } from './table.ts';

const recipientNouns = new Set(
  (
    'Mailbox CASMailbox MailboxPermission MailboxStatistics MailboxAutoReplyConfiguration MailboxFolder ' +
    'MailboxFolderPermission MailboxFolderStatistics MailUser MailContact Contact User UserPhoto Recipient ' +
    'ADPermission RemoteMailbox Group DistributionGroup DistributionGroupMember DynamicDistributionGroup ' +
    'EligibleDistributionGroupForMigration CalendarProcessing MoveRequest MoveRequestStatistics MigrationBatch ' +
    'MigrationUser MigrationUserStatistics MobileDevice MobileDeviceStatistics ActiveSyncDevice ' +
    'ActiveSyncDeviceStatistics MessageTrackingLog MessageTrackingReport InboxRule OrganizationalUnit ' +
    'ResourceConfig SiteMailbox ThrottlingPolicyAssociation'
  ).split(' '),
);

const readByRecipientManagers = new Set(
  (
    'Get-AcceptedDomain Get-MailboxDatabase Get-ExchangeServer Get-OrganizationConfig Get-AddressBookPolicy ' +
    'Get-RetentionPolicy Get-SharingPolicy Get-RoleAssignmentPolicy Get-ThrottlingPolicy Get-ADServerSettings ' +
    'Get-DomainController'
  ).split(' '),
);

const helpDesk = new Set(
  (
    'Get-Mailbox Get-User Set-User Get-Recipient Get-CASMailbox Get-MailboxStatistics Get-MailboxPermission ' +
    'Get-MailboxFolderStatistics Get-DistributionGroup Get-DistributionGroupMember Get-Contact Get-MailContact ' +
    'Get-MailUser Get-Group Get-MobileDevice Get-MobileDeviceStatistics Clear-MobileDevice Get-InboxRule ' +
    'Get-MailboxAutoReplyConfiguration Set-MailboxAutoReplyConfiguration Get-MessageTrackingReport ' +
    'Search-MessageTrackingReport Get-CalendarProcessing Get-OrganizationalUnit Get-ADServerSettings'
  ).split(' '),
);

const readsOnly = new Set(['Get', 'Test', 'Search', 'Compare']);

/** Whether a role group sees a cmdlet at all; what nobody grants is not found, as under Exchange's RBAC. */
export function grants(group: RoleGroup, cmdlet: TableEntry): boolean {
  switch (group) {
    case 'Organization Management':
      return true;
    case 'View-Only Organization Management':
      return readsOnly.has(cmdlet.verb) && cmdlet.name !== 'Search-Mailbox';
    case 'Recipient Management':
      return recipientNouns.has(cmdlet.noun) || readByRecipientManagers.has(cmdlet.name);
    case 'Help Desk':
      return helpDesk.has(cmdlet.name);
  }
}
