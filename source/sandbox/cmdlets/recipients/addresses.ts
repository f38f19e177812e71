import { PsObject, type PsValue } from '../../../objects/index.ts';
import type { Directory } from '../../directory/directory.ts';
import { aliasOf } from '../../directory/populate/people.ts';
import type { Recipient } from '../../directory/records.ts';
import { TaskFailure } from '../../directory/task-failure.ts';
import { changedList, listOf } from '../parameters.ts';

const recipientNamespace = 'Microsoft.Exchange.Data.Directory.Recipient.';

/** Throws unless the text is an address and nobody else has it. */
export function checkAddress(directory: Directory, address: string, owner: Recipient | undefined): void {
  if (!/^[^@\s]{1,64}@[^@\s]{1,255}$/.test(address)) {
    throw new TaskFailure('Microsoft.Exchange.Data.DataValidationException', `'${address}' is no SMTP address.`, {
      category: 'InvalidData',
      target: address,
    });
  }
  const lower = address.toLowerCase();
  for (const recipient of directory.recipients.values()) {
    if (recipient === owner) continue;
    if ([recipient.primaryAddress, ...recipient.otherAddresses].some((one) => one.toLowerCase() === lower)) {
      throw new TaskFailure(
        `${recipientNamespace}ProxyAddressExistsException`,
        `The address "SMTP:${address}" is already used by "${recipient.name}". Choose another.`,
        { target: address },
      );
    }
  }
}

/** Throws where somebody else has that name in the same unit, that alias, or that user principal name. */
export function checkNames(
  directory: Directory,
  names: {
    readonly name?: string;
    readonly unit?: string;
    readonly alias?: string;
    readonly userPrincipalName?: string;
  },
  owner: Recipient | undefined,
): void {
  const same = (left: string, right: string | undefined) =>
    right !== undefined && left.toLowerCase() === right.toLowerCase();
  for (const recipient of directory.recipients.values()) {
    if (recipient === owner) continue;
    if (same(recipient.name, names.name) && same(recipient.organizationalUnit, names.unit)) {
      throw alreadyExists(
        `An object named "${recipient.name}" is already in ${recipient.organizationalUnit}.`,
        recipient.name,
      );
    }
    if (recipient.alias && same(recipient.alias, names.alias)) {
      throw alreadyExists(`The alias "${recipient.alias}" is already used by "${recipient.name}".`, recipient.alias);
    }
    if (recipient.userPrincipalName && same(recipient.userPrincipalName, names.userPrincipalName)) {
      throw alreadyExists(
        `The user principal name "${recipient.userPrincipalName}" is already used by "${recipient.name}".`,
        recipient.userPrincipalName,
      );
    }
  }
}

function alreadyExists(message: string, target: string): TaskFailure {
  return new TaskFailure('Microsoft.Exchange.Data.Directory.ADObjectAlreadyExistsException', message, { target });
}

/** A new alias from a name, or from an address where the name has no letter that an alias may have. */
export function aliasFor(directory: Directory, name: string, address: string | undefined): string {
  const base = aliasOf(name) || aliasOf(address?.split('@')[0] ?? '') || `recipient.${directory.random.hex(6)}`;
  const taken = new Set([...directory.recipients.values()].map((recipient) => recipient.alias.toLowerCase()));
  let alias = base.slice(0, 60);
  for (let number = 1; taken.has(alias); number += 1) alias = `${base.slice(0, 60)}${number}`;
  return alias;
}

/** -EmailAddresses: a new list, whose `SMTP:` one or else first one is primary, or `@{Add=…; Remove=…}`. */
export function changeAddresses(directory: Directory, recipient: Recipient, change: PsValue): void {
  const bare = (text: string) => text.replace(/^smtp:/i, '');
  const isChange = change instanceof PsObject && change.collection?.kind === 'dictionary';
  const current = [recipient.primaryAddress, ...recipient.otherAddresses];
  const addresses = changedList(current, change, bare);
  const marked = everyText(change).find((text) => text.startsWith('SMTP:'));
  const keeps = isChange && addresses.includes(recipient.primaryAddress) ? recipient.primaryAddress : addresses[0];
  const primary = (marked && addresses.find((one) => one.toLowerCase() === bare(marked).toLowerCase())) ?? keeps;
  if (!primary) {
    throw new TaskFailure('Microsoft.Exchange.Data.DataValidationException', 'A recipient must keep one address.', {
      category: 'InvalidData',
      target: recipient.name,
    });
  }
  for (const address of addresses) checkAddress(directory, address, recipient);
  recipient.primaryAddress = primary;
  recipient.otherAddresses = addresses.filter((address) => address !== primary);
}

function everyText(change: PsValue): readonly string[] {
  if (change instanceof PsObject && change.collection?.kind === 'dictionary') {
    return change.collection.entries
      .filter(([key]) => typeof key === 'string' && key.toLowerCase() === 'add')
      .flatMap(([, value]) => listOf(value));
  }
  return listOf(change);
}

/** Makes an address the primary one; the old one stays as another. */
export function setPrimaryAddress(directory: Directory, recipient: Recipient, address: string): void {
  checkAddress(directory, address, recipient);
  const lower = address.toLowerCase();
  recipient.otherAddresses = [recipient.primaryAddress, ...recipient.otherAddresses].filter(
    (one) => one && one.toLowerCase() !== lower,
  );
  recipient.primaryAddress = address;
}
