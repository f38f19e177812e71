import type { PsValue } from '../../../objects/index.ts';
import { type Directory, domain, netbiosDomain } from '../directory.ts';
import { newMailboxPart, newRecipient } from '../make.ts';
import { day, gigabyte, hour, megabyte } from '../quantities.ts';
import type { MailboxKind, Recipient } from '../records.ts';
import { administrators, aliasOf, awkwardPeople, type Person, people } from './people.ts';

const cities = [
  ['Berlin', 'Germany'],
  ['Praha', 'Czechia'],
  ['Lisboa', 'Portugal'],
  ['Göteborg', 'Sweden'],
  ['Dublin', 'Ireland'],
  ['Kraków', 'Poland'],
  ['Osaka', 'Japan'],
  ['Toronto', 'Canada'],
] as const;
const departments = ['Finance', 'Sales', 'Engineering', 'Human Resources', 'Legal', 'Operations', 'R&D', 'Support'];
const titles = [
  'Analyst',
  'Consultant',
  'Director',
  'Engineer',
  'Manager',
  'Specialist',
  'Team Lead',
  'Vice President',
];
const sharedNames = ['Info', 'Invoices', 'Careers', 'Press', 'Service Desk', 'Orders', 'Facilities', 'Data Protection'];
const roomNames = ['Room', 'Boardroom', 'Huddle', 'Auditorium', 'Training Room'];
const equipmentNames = ['Projector', 'Company Car', 'Conference Phone', 'Laptop Pool', '3D Printer'];

/** Mailboxes of all kinds, exactly as many as asked for; then users without one, contacts and groups. */
export function populateRecipients(directory: Directory, mailboxes: number, now: number): void {
  const crowd = people(directory.random);
  const special = Math.floor(mailboxes * 0.16);
  const persons = [...administrators, ...awkwardPeople];
  while (persons.length < mailboxes - special) persons.push(crowd.next().value);
  for (const [index, person] of persons.entries()) {
    if (index < mailboxes - special) addPerson(directory, person, now, true);
    else if (index < administrators.length) addPerson(directory, person, now, false);
  }
  for (let index = 0; index < special; index += 1) addResource(directory, index, now);
  for (let index = 0; index < Math.max(2, mailboxes / 20); index += 1)
    addPerson(directory, crowd.next().value, now, false);
  for (let index = 0; index < Math.max(3, mailboxes / 20); index += 1)
    addContact(directory, crowd.next().value, index, now);
  addGroups(directory, Math.max(4, Math.floor(mailboxes / 25)), now);
  for (const recipient of directory.recipients.values()) {
    if (recipient.alias === 'nora' || recipient.samAccountName === 'nora') recipient.remotePowerShellEnabled = false;
  }
}

function addPerson(directory: Directory, person: Person, now: number, withMailbox: boolean): Recipient {
  const { random } = directory;
  const [city, country] = random.pick(cities);
  const recipient = newRecipient(directory, {
    ...person,
    kind: withMailbox ? 'UserMailbox' : 'User',
    alias: withMailbox ? person.alias : '',
    samAccountName: person.alias.slice(0, 20),
    userPrincipalName: `${person.alias}@${domain}`,
    organizationalUnit: `${domain}/Users/${city}`,
    primaryAddress: withMailbox ? `${person.alias}@${domain}` : '',
    created: now - random.between(30, 2500) * day,
  });
  setAll(recipient, {
    Department: random.pick(departments),
    Title: random.pick(titles),
    Company: 'Contoso',
    City: city,
    CountryOrRegion: country,
    Office: `${city} ${random.between(1, 9)}.${random.between(10, 99)}`,
    Phone: `+49 30 ${random.between(1_000_000, 9_999_999)}`,
  });
  if (withMailbox) fillMailbox(directory, recipient, now);
  if (withMailbox && random.next() < 0.1) recipient.otherAddresses.push(`${person.alias}@fabrikam.com`);
  if (random.next() < 0.04 && !administrators.includes(person)) recipient.accountDisabled = true;
  return recipient;
}

function setAll(recipient: Recipient, values: Readonly<Record<string, PsValue>>): void {
  for (const [name, value] of Object.entries(values)) recipient.settings.set(name, value);
}

/** Sizes as they are in life: most are small, some are huge, a few are empty. */
function fillMailbox(directory: Directory, recipient: Recipient, now: number): void {
  const { random } = directory;
  const weight = random.next() ** 3;
  const database = random.pick(directory.databases);
  const bytes = (gigabyte * BigInt(Math.round(weight * 40_000))) / 1000n + megabyte * BigInt(random.between(0, 900));
  recipient.mailbox = {
    ...newMailboxPart(directory, database.name),
    itemCount: Math.round(weight * 90_000) + random.between(0, 4000),
    bytes,
    deletedItemCount: random.between(0, 3000),
    deletedBytes: bytes / BigInt(random.between(8, 40)),
    lastLogon: random.next() < 0.05 ? undefined : now - random.between(0, 20 * 24) * hour,
  };
}

function addResource(directory: Directory, index: number, now: number): void {
  const kind: MailboxKind = index % 4 === 3 ? 'EquipmentMailbox' : index % 2 === 0 ? 'SharedMailbox' : 'RoomMailbox';
  const names = kind === 'SharedMailbox' ? sharedNames : kind === 'RoomMailbox' ? roomNames : equipmentNames;
  const round = Math.floor(index / 4) + 1;
  const [city] = cities[index % cities.length] ?? cities[0];
  const base = names[index % names.length] ?? names[0] ?? '';
  const name = kind === 'SharedMailbox' ? `${base} ${city}` : `${base} ${city} ${round}`;
  const unique = names.length * cities.length <= index * 2 || kind === 'SharedMailbox' ? `${name} ${index + 1}` : name;
  const recipient = newRecipient(directory, {
    kind,
    name: unique,
    displayName: unique,
    alias: aliasOf(unique),
    samAccountName: aliasOf(unique).slice(0, 20),
    userPrincipalName: `${aliasOf(unique)}@${domain}`,
    organizationalUnit: `${domain}/Resources`,
    primaryAddress: `${aliasOf(unique)}@${domain}`,
    created: now - directory.random.between(30, 2500) * day,
  });
  recipient.accountDisabled = true;
  fillMailbox(directory, recipient, now);
  if (kind === 'RoomMailbox') recipient.settings.set('ResourceCapacity', directory.random.between(2, 40));
  const owner = directory.random.pick(administrators);
  if (kind === 'SharedMailbox') recipient.sendAs.push(`${netbiosDomain}\\${owner.alias}`);
  recipient.mailbox?.permissions.push({
    user: `${netbiosDomain}\\${owner.alias}`,
    rights: ['FullAccess'],
    deny: false,
    inherited: false,
  });
}

function addContact(directory: Directory, person: Person, index: number, now: number): void {
  const outside = ['northwind.example', 'tailspin.example', 'adatum.example'];
  const name = `${person.name} (${['Northwind', 'Tailspin', 'Adatum'][index % 3]})`;
  newRecipient(directory, {
    ...person,
    name,
    displayName: name,
    kind: 'MailContact',
    alias: `${person.alias}.ext`,
    samAccountName: '',
    userPrincipalName: '',
    organizationalUnit: `${domain}/Contacts`,
    primaryAddress: `${person.alias}@${outside[index % 3]}`,
    created: now - directory.random.between(30, 2500) * day,
  });
}

function addGroups(directory: Directory, count: number, now: number): void {
  const { random } = directory;
  const members = [...directory.recipients.values()].filter((recipient) => recipient.primaryAddress !== '');
  for (let index = 0; index < count; index += 1) {
    const [city] = cities[Math.floor(index / departments.length) % cities.length] ?? cities[0];
    const department = departments[index % departments.length] ?? '';
    const round = Math.floor(index / (departments.length * cities.length));
    const name = index === 0 ? 'All Staff' : `${department} ${city}${round > 0 ? ` ${round + 1}` : ''}`;
    const group = newRecipient(directory, {
      kind: index % 3 === 2 ? 'MailUniversalSecurityGroup' : 'MailUniversalDistributionGroup',
      name,
      displayName: name,
      alias: aliasOf(name),
      samAccountName: name,
      userPrincipalName: '',
      organizationalUnit: `${domain}/Groups`,
      primaryAddress: `${aliasOf(name)}@${domain}`,
      created: now - random.between(30, 2500) * day,
    });
    group.group = { members: new Set(), managedBy: [members[0]?.guid ?? ''] };
    const size = index === 0 ? Math.min(members.length, 60) : random.between(0, Math.min(members.length, 25));
    for (let added = 0; added < size; added += 1) group.group.members.add(random.pick(members).guid);
  }
}
