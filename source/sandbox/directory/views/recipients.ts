import type { PsObject, PsValue } from '../../../objects/index.ts';
import { psEnum } from '../../../objects/index.ts';
import { canonicalName, type Directory } from '../directory.ts';
import { exchangeObject, proxyAddresses, texts } from '../exchange-object.ts';
import type { Recipient } from '../records.ts';
import {
  emailAddresses,
  guid,
  kindProperties,
  mailProperties,
  management,
  objectProperties,
  withSettings,
} from './common.ts';

const personal = (recipient: Recipient): Record<string, PsValue> => ({
  FirstName: recipient.firstName,
  LastName: recipient.lastName,
  Initials: '',
  Department: '',
  Title: '',
  Company: '',
  Office: '',
  City: '',
  StateOrProvince: '',
  CountryOrRegion: null,
  PostalCode: '',
  StreetAddress: '',
  Phone: '',
  MobilePhone: '',
  HomePhone: '',
  Fax: '',
  Pager: '',
  Manager: null,
  Notes: '',
  WebPage: '',
});

/** What Get-User gives. */
export function userView(recipient: Recipient): PsObject {
  const record = {
    ...personal(recipient),
    DisplayName: recipient.displayName,
    SamAccountName: recipient.samAccountName,
    UserPrincipalName: recipient.userPrincipalName,
    WindowsEmailAddress: recipient.primaryAddress,
    OrganizationalUnit: recipient.organizationalUnit,
    AccountDisabled: recipient.accountDisabled,
    UserAccountControl: recipient.accountDisabled ? 'AccountDisabled, NormalAccount' : 'NormalAccount',
    IsSecurityPrincipal: true,
    RemotePowerShellEnabled: recipient.remotePowerShellEnabled,
    ResetPasswordOnNextLogon: false,
    SimpleDisplayName: '',
    Sid: sid(recipient),
    ...kindProperties(recipient),
    ...objectProperties(recipient, ['top', 'person', 'organizationalPerson', 'user']),
  };
  return exchangeObject(
    `${management}User`,
    'presentation',
    withSettings(record, recipient.settings),
    canonicalName(recipient),
  );
}

/** A security identifier that follows from the object's GUID. */
function sid(recipient: Recipient): string {
  return `S-1-5-21-1454471165-1004336348-1606980848-${1100 + (Number.parseInt(recipient.guid.slice(0, 6), 16) % 900_000)}`;
}

/** What Get-Recipient gives: the few properties that all recipients share. */
export function recipientView(directory: Directory, recipient: Recipient): PsObject {
  const object = objectProperties(recipient, ['top', recipient.group ? 'group' : 'person']);
  const record = {
    Identity: object['Identity'] ?? null,
    Alias: recipient.alias,
    DisplayName: recipient.displayName,
    FirstName: recipient.firstName,
    LastName: recipient.lastName,
    PrimarySmtpAddress: recipient.primaryAddress,
    EmailAddresses: proxyAddresses(emailAddresses(recipient)),
    ExternalEmailAddress: recipient.kind === 'MailContact' ? `SMTP:${recipient.primaryAddress}` : null,
    SamAccountName: recipient.samAccountName,
    OrganizationalUnit: recipient.organizationalUnit,
    Database: recipient.mailbox?.database ?? null,
    ServerName: directory.serverOf(recipient).toLowerCase(),
    ExchangeGuid: recipient.mailbox ? guid(recipient.mailbox.exchangeGuid) : null,
    Department: '',
    Title: '',
    Company: '',
    Office: '',
    City: '',
    Phone: '',
    HiddenFromAddressListsEnabled: false,
    ManagedBy: managers(directory, recipient),
    ...kindProperties(recipient),
    ...object,
  };
  return exchangeObject(
    `${management}ReducedRecipient`,
    'presentation',
    withSettings(record, recipient.settings),
    canonicalName(recipient),
  );
}

function managers(directory: Directory, recipient: Recipient): PsObject {
  const owners = (recipient.group?.managedBy ?? []).map((owner) => directory.recipient(owner));
  return texts(owners.flatMap((owner) => (owner ? [canonicalName(owner)] : [])));
}

/** What Get-DistributionGroup gives. */
export function groupView(directory: Directory, recipient: Recipient): PsObject {
  const security = recipient.kind === 'MailUniversalSecurityGroup';
  const record = {
    GroupType: psEnum(
      'Microsoft.Exchange.Data.Directory.Recipient.GroupTypeFlags',
      security ? 'Universal, SecurityEnabled' : 'Universal',
      security ? -2_147_483_640 : 8,
    ),
    SamAccountName: recipient.samAccountName,
    BypassNestedModerationEnabled: false,
    ManagedBy: managers(directory, recipient),
    MemberJoinRestriction: security ? 'Closed' : 'Open',
    MemberDepartRestriction: security ? 'Closed' : 'Open',
    ReportToManagerEnabled: false,
    ReportToOriginatorEnabled: true,
    SendOofMessageToOriginatorEnabled: false,
    Notes: '',
    ...kindProperties(recipient),
    ...mailProperties(recipient),
    ...objectProperties(recipient, ['top', 'group']),
  };
  return exchangeObject(
    `${management}DistributionGroup`,
    'group',
    withSettings(record, recipient.settings),
    canonicalName(recipient),
  );
}

/** What Get-MailContact gives. */
export function contactView(recipient: Recipient): PsObject {
  const record = {
    ExternalEmailAddress: `SMTP:${recipient.primaryAddress}`,
    MessageFormat: 'Mime',
    MessageBodyFormat: 'TextAndHtml',
    UseMapiRichTextFormat: 'UseDefaultSettings',
    ...kindProperties(recipient),
    ...mailProperties(recipient),
    ...objectProperties(recipient, ['top', 'person', 'organizationalPerson', 'contact']),
  };
  return exchangeObject(
    `${management}MailContact`,
    'mailEnabled',
    withSettings(record, recipient.settings),
    canonicalName(recipient),
  );
}

/** What Get-CASMailbox gives. */
export function casMailboxView(directory: Directory, recipient: Recipient): PsObject {
  const record = {
    DisplayName: recipient.displayName,
    EmailAddresses: proxyAddresses(emailAddresses(recipient)),
    LegacyExchangeDN: '',
    PrimarySmtpAddress: recipient.primaryAddress,
    SamAccountName: recipient.samAccountName,
    ServerName: directory.serverOf(recipient).toLowerCase(),
    ActiveSyncEnabled: true,
    ActiveSyncMailboxPolicy: 'Default',
    HasActiveSyncDevicePartnership: false,
    OWAEnabled: true,
    OWAforDevicesEnabled: true,
    OwaMailboxPolicy: 'Default',
    ECPEnabled: true,
    PopEnabled: true,
    PopUseProtocolDefaults: true,
    ImapEnabled: true,
    ImapUseProtocolDefaults: true,
    MAPIEnabled: true,
    MapiHttpEnabled: null,
    MAPIBlockOutlookNonCachedMode: false,
    MAPIBlockOutlookRpcHttp: false,
    MAPIBlockOutlookVersions: '',
    EwsEnabled: null,
    EwsAllowOutlook: null,
    EwsAllowMacOutlook: null,
    ShowGalAsDefaultView: true,
    ...objectProperties(recipient, ['top', 'person', 'organizationalPerson', 'user']),
  };
  return exchangeObject(
    `${management}CASMailbox`,
    'presentation',
    withSettings(record, recipient.settings),
    canonicalName(recipient),
  );
}
