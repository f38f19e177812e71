import {
  PsDateTime,
  PsNumber,
  PsObject,
  PsText,
  PsTimeSpan,
  type PsValue,
  properties,
  psEnum,
} from '../../source/objects/index.ts';
import { encodeClixml } from '../../source/psrp/clixml/index.ts';

const types = [
  'Microsoft.Exchange.Data.Directory.Management.Mailbox',
  'Microsoft.Exchange.Data.Directory.ADPresentationObject',
  'System.Object',
];
const databases = ['DB01', 'DB02', 'Mailbox Database 1803546', 'Archive'];
const names = ['Adele Vance', 'Jürgen Müller', 'Łukasz Kowalski', 'Mira Petrova', "Sean O'Neil & Sons", 'First_Last'];

function list(items: readonly PsValue[]): PsObject {
  return new PsObject({
    typeNames: ['Microsoft.Exchange.Data.ProxyAddressCollection', 'System.Object'],
    collection: { kind: 'list', items },
  });
}

function guid(seed: number): PsText {
  return new PsText('Guid', `8c2e1f6a-4b7d-4e0c-9a3f-${seed.toString(16).padStart(12, '0')}`);
}

/** A mailbox of 30 properties of the types that Exchange sends, different for each number. */
export function sampleObject(number: number): PsObject {
  const name = names[number % names.length]!;
  const alias = `user${number}`;
  const day = String((number % 28) + 1).padStart(2, '0');
  return new PsObject({
    typeNames: types,
    text: name,
    adapted: properties({
      Database: databases[number % databases.length]!,
      DisplayName: name,
      Alias: alias,
      PrimarySmtpAddress: `${alias}@contoso.com`,
      EmailAddresses: list([`SMTP:${alias}@contoso.com`, `smtp:${alias}@mail.contoso.com`]),
      RecipientTypeDetails: psEnum('Microsoft.Exchange.Data.RecipientTypeDetails', 'UserMailbox', 1),
      UseDatabaseQuotaDefaults: number % 3 !== 0,
      IsMailboxEnabled: true,
      HiddenFromAddressListsEnabled: number % 7 === 0,
      ProhibitSendQuota: number % 2 ? 'Unlimited' : '49 GB (52,613,349,376 bytes)',
      ItemCount: number * 37,
      TotalItemSize: BigInt(number) * 73_000_001n,
      DeletedItemCount: new PsNumber('UInt32', number % 1000),
      MailboxWeight: new PsNumber('Double', number / 8),
      RetainDeletedItemsFor: new PsTimeSpan('P14D'),
      WhenCreated: new PsDateTime(`2023-04-${day}T08:15:42.1234567+02:00`),
      WhenChanged: new PsDateTime(`2024-09-${day}T19:01:05Z`),
      ExchangeGuid: guid(number),
      ArchiveGuid: number % 5 ? new PsText('Guid', '00000000-0000-0000-0000-000000000000') : guid(number + 1),
      AdminDisplayVersion: new PsText('Version', '15.2.1544.4'),
      LitigationHoldDate: null,
      LitigationHoldOwner: number % 4 ? null : 'legal@contoso.com',
      ForwardingAddress: null,
      GrantSendOnBehalfTo: list([]),
      CustomAttribute1: '',
      DistinguishedName: `CN=${name},OU=Users,OU=Contoso,DC=contoso,DC=com`,
      LegacyExchangeDN: `/o=Contoso/ou=Exchange Administrative Group (FYDIBOHF23SPDLT)/cn=Recipients/cn=${alias}`,
      OrganizationalUnit: 'contoso.com/Users',
    }),
    extended: properties({
      PSComputerName: 'ex01.contoso.com',
      RunspaceId: new PsText('Guid', '2f1f7f5e-56e3-4f80-9a6e-0f3a1f9c2b10'),
    }),
  });
}

/** That many documents of one such object each, UTF-8 as a PSRP message carries them. */
export function sampleDocuments(count = 10_000): Uint8Array[] {
  const encoder = new TextEncoder();
  return Array.from({ length: count }, (_, number) => encoder.encode(encodeClixml(sampleObject(number))));
}
