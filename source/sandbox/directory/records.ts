import type { PsValue } from '../../objects/index.ts';

export type MailboxKind = 'UserMailbox' | 'SharedMailbox' | 'RoomMailbox' | 'EquipmentMailbox';
export type GroupKind = 'MailUniversalDistributionGroup' | 'MailUniversalSecurityGroup';
/** RecipientTypeDetails of everything in the directory. */
export type RecipientKind = MailboxKind | GroupKind | 'User' | 'DisabledUser' | 'MailContact';

export interface MailboxPermission {
  /** `CONTOSO\adele.vance` or `NT AUTHORITY\SELF`. */
  readonly user: string;
  readonly rights: readonly string[];
  readonly deny: boolean;
  readonly inherited: boolean;
}

export interface FolderPermission {
  /** `Default`, `Anonymous`, or the GUID of a recipient. */
  readonly user: string;
  readonly rights: readonly string[];
}

export interface MailboxPart {
  readonly exchangeGuid: string;
  /** Name of the database; a move request changes it when it completes. */
  database: string;
  readonly itemCount: number;
  readonly bytes: bigint;
  readonly deletedItemCount: number;
  readonly deletedBytes: bigint;
  /** Milliseconds since 1970; undefined for one that nobody has opened yet. */
  readonly lastLogon: number | undefined;
  permissions: MailboxPermission[];
  /** By the folder's name in lower case: those that were changed. */
  readonly folderPermissions: Map<string, readonly FolderPermission[]>;
}

export interface GroupPart {
  /** GUIDs, in the order they were added. */
  readonly members: Set<string>;
  managedBy: string[];
}

/** An object of the directory that has, or may get, an address. Times are milliseconds since 1970. */
export interface Recipient {
  readonly guid: string;
  kind: RecipientKind;
  name: string;
  displayName: string;
  /** Empty for a user without a mailbox. */
  alias: string;
  samAccountName: string;
  userPrincipalName: string;
  firstName: string;
  lastName: string;
  /** Canonical: `contoso.com/Users/Berlin`. */
  organizationalUnit: string;
  /** Empty where there is none. */
  primaryAddress: string;
  otherAddresses: string[];
  readonly created: number;
  changed: number;
  accountDisabled: boolean;
  remotePowerShellEnabled: boolean;
  /** Accounts that may send as it: `CONTOSO\\adele.vance`. */
  sendAs: string[];
  mailbox: MailboxPart | undefined;
  group: GroupPart | undefined;
  /** What is not a field above, under the exact name of the property that shows it: Department, CustomAttribute1 … */
  readonly settings: Map<string, PsValue>;
}

export interface ExchangeServer {
  /** `EX01`. */
  readonly name: string;
  readonly fqdn: string;
  readonly guid: string;
  readonly site: string;
  readonly created: number;
  /** Services that should run and do not. */
  readonly stoppedServices: readonly string[];
}

/** A component's state as one requester wants it; the least active of them holds. */
export interface ComponentRequest {
  readonly requester: string;
  readonly state: string;
}

export interface DatabaseCopy {
  readonly server: string;
  readonly activationPreference: number;
  readonly replayQueueLength: number;
  readonly copyQueueLength: number;
  /** Healthy, or what ails a copy that is not mounted. */
  readonly state: string;
}

export interface Database {
  readonly name: string;
  readonly guid: string;
  /** The server where it is mounted. */
  readonly server: string;
  mounted: boolean;
  readonly created: number;
  readonly lastFullBackup: number;
  readonly copies: readonly DatabaseCopy[];
}

export interface QueuedMessage {
  readonly id: number;
  readonly subject: string;
  readonly from: string;
  readonly recipients: readonly string[];
  readonly bytes: bigint;
  readonly received: number;
  readonly lastError: string;
  suspended: boolean;
}

export interface Queue {
  readonly server: string;
  /** `Submission`, `Poison`, or a number as text. */
  readonly id: string;
  readonly deliveryType: string;
  readonly nextHopDomain: string;
  readonly lastError: string;
  readonly messages: readonly QueuedMessage[];
}

export interface TrackingEvent {
  readonly time: number;
  readonly server: string;
  readonly eventId: string;
  readonly source: string;
  readonly sender: string;
  readonly recipients: readonly string[];
  readonly subject: string;
  readonly messageId: string;
  readonly internalMessageId: number;
  readonly totalBytes: number;
}

export interface Certificate {
  readonly server: string;
  readonly thumbprint: string;
  readonly subject: string;
  readonly issuer: string;
  readonly domains: readonly string[];
  readonly services: readonly string[];
  readonly notBefore: number;
  readonly notAfter: number;
  readonly selfSigned: boolean;
  readonly friendlyName: string;
}

export interface TransportRule {
  readonly guid: string;
  name: string;
  enabled: boolean;
  changed: number;
  /** Conditions, exceptions and actions, under the names of the parameters that set them. */
  readonly settings: Map<string, PsValue>;
}

/** A cmdlet that has changed something, or tried to. */
export interface AuditEntry {
  readonly time: number;
  readonly cmdlet: string;
  readonly object: string;
  readonly parameters: readonly (readonly [name: string, value: string])[];
  /** Canonical name of who ran it. */
  readonly caller: string;
  readonly server: string;
  /** What it failed with. */
  readonly error: string | undefined;
}

/** A move: its percent is derived from the time, so nothing has to tick. */
export interface MoveRequest {
  readonly guid: string;
  /** The mailbox's GUID in the directory. */
  readonly mailbox: string;
  readonly source: string;
  readonly target: string;
  readonly batchName: string;
  readonly created: number;
  /** How long the copying takes in all, in milliseconds. */
  readonly takes: number;
  /** Milliseconds of copying done until `since`. */
  done: number;
  /** When copying went on last; undefined while suspended. */
  since: number | undefined;
  suspendComment: string;
  /** Stops before the switch, until it is resumed. */
  suspendsWhenReady: boolean;
  completed: number | undefined;
}
