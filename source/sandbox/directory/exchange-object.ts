import { PsObject, type PsValue, properties, psEnum, psList } from '../../objects/index.ts';

const management = 'Microsoft.Exchange.Data.Directory.Management.';
const base = ['Microsoft.Exchange.Data.ConfigurableObject', 'System.Object'];
const presentation = [
  'Microsoft.Exchange.Data.Directory.ADPresentationObject',
  'Microsoft.Exchange.Data.Directory.ADObject',
  'Microsoft.Exchange.Data.Directory.ADRawEntry',
  ...base,
];
const configuration = [
  'Microsoft.Exchange.Data.Directory.ADConfigurationObject',
  'Microsoft.Exchange.Data.Directory.ADObject',
  'Microsoft.Exchange.Data.Directory.ADRawEntry',
  ...base,
];
const mailEnabled = [`${management}MailEnabledOrgPerson`, `${management}MailEnabledRecipient`, ...presentation];

const bases: Readonly<Record<string, readonly string[]>> = {
  mailEnabled,
  group: [`${management}DistributionGroupBase`, `${management}MailEnabledRecipient`, ...presentation],
  presentation,
  configuration,
  plain: base,
};

const hierarchies = new Map<string, readonly string[]>();

/** An object as the endpoint serialises it: .NET properties, its type names most derived first, ToString its identity. */
export function exchangeObject(
  typeName: string,
  family: 'mailEnabled' | 'group' | 'presentation' | 'configuration' | 'plain',
  record: Readonly<Record<string, PsValue>>,
  text: string,
): PsObject {
  const typeNames = hierarchies.get(typeName) ?? [typeName, ...(bases[family] ?? base)];
  hierarchies.set(typeName, typeNames);
  return new PsObject({ typeNames, text, adapted: properties(record) });
}

const stringList = [
  'Microsoft.Exchange.Data.MultiValuedProperty`1[[System.String, mscorlib]]',
  'Microsoft.Exchange.Data.MultiValuedPropertyBase',
  'System.Object',
];
const proxyAddressList = [
  'Microsoft.Exchange.Data.ProxyAddressCollection',
  'Microsoft.Exchange.Data.MultiValuedPropertyBase',
  'System.Object',
];

export const texts = (items: readonly string[]) => psList(items, stringList);
export const proxyAddresses = (items: readonly string[]) => psList(items, proxyAddressList);

/** An enumeration's value by its name; its number is its place in the list of names. */
export function enumValue(typeName: string, names: readonly string[], name: string): PsObject {
  return psEnum(typeName, name, Math.max(0, names.indexOf(name)));
}
