import { PsText, type PsValue, psEnum } from '../../../objects/index.ts';
import { canonicalName, distinguishedName, domain } from '../directory.ts';
import { proxyAddresses, texts } from '../exchange-object.ts';
import { legacyDn } from '../identity.ts';
import { date } from '../quantities.ts';
import type { Recipient, RecipientKind } from '../records.ts';

export const management = 'Microsoft.Exchange.Data.Directory.Management.';

/** Numbers of RecipientTypeDetails, and of the RecipientType that goes with each. */
const kindNumbers: Readonly<Record<RecipientKind, readonly [details: number, type: string, typeNumber: number]>> = {
  UserMailbox: [1, 'UserMailbox', 2],
  SharedMailbox: [4, 'UserMailbox', 2],
  RoomMailbox: [16, 'UserMailbox', 2],
  EquipmentMailbox: [32, 'UserMailbox', 2],
  MailContact: [64, 'MailContact', 5],
  MailUniversalDistributionGroup: [256, 'MailUniversalDistributionGroup', 7],
  MailUniversalSecurityGroup: [1024, 'MailUniversalSecurityGroup', 8],
  User: [65_536, 'User', 1],
  DisabledUser: [8_388_608, 'User', 1],
};

export const guid = (text: string) => new PsText('Guid', text);
export const version = (text: string) => new PsText('Version', text);

/** AdminDisplayVersion of an Exchange 2019 server, and the same as the directory keeps it. */
export const serverVersion = 'Version 15.2 (Build 1544.4)';
export const exchangeVersion = '0.20 (15.0.0.0)';

/** ObjectState of what was read and not changed since. */
export const unchanged = () => psEnum('Microsoft.Exchange.Data.ObjectState', 'Unchanged', 1);

export function kindProperties(recipient: Recipient): Readonly<Record<string, PsValue>> {
  const kind = recipient.kind === 'User' && recipient.accountDisabled ? 'DisabledUser' : recipient.kind;
  const [details, type, typeNumber] = kindNumbers[kind];
  return {
    RecipientType: psEnum('Microsoft.Exchange.Data.Directory.Recipient.RecipientType', type, typeNumber),
    RecipientTypeDetails: psEnum('Microsoft.Exchange.Data.Directory.Recipient.RecipientTypeDetails', kind, details),
  };
}

/** What every object of the directory shows, at the end of its properties. */
export function objectProperties(recipient: Recipient, objectClasses: readonly string[]): Record<string, PsValue> {
  return {
    Identity: canonicalName(recipient),
    Id: canonicalName(recipient),
    IsValid: true,
    ExchangeVersion: exchangeVersion,
    Name: recipient.name,
    DistinguishedName: distinguishedName(recipient),
    Guid: guid(recipient.guid),
    ObjectCategory: `${domain}/Configuration/Schema/${recipient.group ? 'Group' : 'Person'}`,
    ObjectClass: texts(objectClasses),
    WhenChanged: date(recipient.changed),
    WhenCreated: date(recipient.created),
    WhenChangedUTC: date(recipient.changed),
    WhenCreatedUTC: date(recipient.created),
    OrganizationId: '',
    OriginatingServer: `dc01.${domain}`,
    ObjectState: unchanged(),
  };
}

export function emailAddresses(recipient: Recipient): string[] {
  if (!recipient.primaryAddress) return [];
  return [`SMTP:${recipient.primaryAddress}`, ...recipient.otherAddresses.map((address) => `smtp:${address}`)];
}

/** Addresses and delivery, the same for mailboxes, contacts and groups. */
export function mailProperties(recipient: Recipient): Record<string, PsValue> {
  return {
    Alias: recipient.alias,
    DisplayName: recipient.displayName,
    SimpleDisplayName: '',
    PrimarySmtpAddress: recipient.primaryAddress,
    WindowsEmailAddress: recipient.primaryAddress,
    EmailAddresses: proxyAddresses(emailAddresses(recipient)),
    EmailAddressPolicyEnabled: true,
    LegacyExchangeDN: legacyDn(recipient),
    OrganizationalUnit: recipient.organizationalUnit,
    HiddenFromAddressListsEnabled: false,
    GrantSendOnBehalfTo: texts([]),
    AcceptMessagesOnlyFrom: texts([]),
    RejectMessagesFrom: texts([]),
    RequireSenderAuthenticationEnabled: recipient.group !== undefined,
    ModerationEnabled: false,
    ModeratedBy: texts([]),
    MailTip: null,
    MaxSendSize: 'Unlimited',
    MaxReceiveSize: 'Unlimited',
    ...Object.fromEntries(Array.from({ length: 15 }, (_, index) => [`CustomAttribute${index + 1}`, ''])),
  };
}

/** The record with what Set- cmdlets have changed of it. */
export function withSettings(
  record: Record<string, PsValue>,
  settings: ReadonlyMap<string, PsValue>,
): Record<string, PsValue> {
  for (const [name, value] of settings) if (name in record) record[name] = value;
  return record;
}
