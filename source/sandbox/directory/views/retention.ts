import type { PsObject } from '../../../objects/index.ts';
import { enumValue, texts } from '../exchange-object.ts';
import { day, duration } from '../quantities.ts';
import { objectNotFound } from '../task-failure.ts';
import { configurationObject } from './configuration.ts';

const system = 'Microsoft.Exchange.Data.Directory.SystemConfiguration.';

/** Name, kind of folder, days (undefined: for ever), what becomes of the items. */
const tags = [
  ['Default 2 year move to archive', 'All', 730, 'MoveToArchive'],
  ['Recoverable Items 14 days move to archive', 'RecoverableItems', 14, 'MoveToArchive'],
  ['Deleted Items 30 days', 'DeletedItems', 30, 'DeleteAndAllowRecovery'],
  ['Junk Email 30 days', 'JunkEmail', 30, 'PermanentlyDelete'],
  ['1 Year Delete', 'Personal', 365, 'DeleteAndAllowRecovery'],
  ['5 Year Delete', 'Personal', 1825, 'DeleteAndAllowRecovery'],
  ['Never Delete', 'Personal', undefined, 'DeleteAndAllowRecovery'],
] as const;

/** Names of ElcFolderType in their order; the first is Calendar = 1. */
const folderTypes = [
  '',
  'Calendar',
  'Contacts',
  'DeletedItems',
  'Drafts',
  'Inbox',
  'JunkEmail',
  'Journal',
  'Notes',
].concat(
  ['Outbox', 'SentItems', 'Tasks', 'All', 'ManagedCustomFolder', 'RssSubscriptions', 'SyncIssues'],
  ['ConversationHistory', 'Personal', 'RecoverableItems', 'NonIpmRoot'],
);

const policies: Readonly<Record<string, readonly number[]>> = {
  'Default MRM Policy': [0, 1, 2, 4, 5, 6],
  'Contoso Finance': [2, 3, 5],
};

export function retentionPolicyViews(): PsObject[] {
  return Object.entries(policies).map(([name, linked]) =>
    configurationObject(`${system}RetentionPolicy`, name, {
      RetentionId: null,
      RetentionPolicyTagLinks: texts(linked.map((index) => tags[index]?.[0] ?? '')),
      IsDefault: name.startsWith('Default'),
    }),
  );
}

export function retentionTagViews(): PsObject[] {
  return tags.map(([name, type, days, action]) =>
    configurationObject(`${system}RetentionPolicyTag`, name, {
      Type: enumValue(`${system}ElcFolderType`, folderTypes, type),
      AgeLimitForRetention: days === undefined ? null : duration(days * day),
      RetentionAction: action,
      RetentionEnabled: days !== undefined,
      MessageClass: '*',
      Comment: '',
      SystemTag: false,
    }),
  );
}

/** The policy's name as it is written. Throws TaskFailure where there is none. */
export function retentionPolicyNamed(name: string): string {
  const found = Object.keys(policies).find((one) => one.toLowerCase() === name.toLowerCase());
  if (!found) throw objectNotFound(name);
  return found;
}
