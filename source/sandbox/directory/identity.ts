import { canonicalName, type Directory, distinguishedName, netbiosDomain } from './directory.ts';
import type { MailboxPart, Recipient } from './records.ts';
import { objectAmbiguous, objectNotFound } from './task-failure.ts';
import { guidPattern } from './text-values.ts';
import { matchesWildcard } from './wildcard.ts';

/** All texts that name a recipient for certain, lower-cased. */
function exactNames(recipient: Recipient): string[] {
  const sam = recipient.samAccountName;
  return [
    recipient.guid,
    recipient.mailbox?.exchangeGuid ?? '',
    distinguishedName(recipient),
    canonicalName(recipient),
    recipient.name,
    recipient.alias,
    recipient.displayName,
    recipient.primaryAddress,
    ...recipient.otherAddresses,
    recipient.userPrincipalName,
    sam,
    sam && `${netbiosDomain}\\${sam}`,
    legacyDn(recipient),
  ].map((text) => text.toLowerCase());
}

export function legacyDn(recipient: Pick<Recipient, 'guid' | 'alias'>): string {
  if (!recipient.alias) return '';
  const unique = recipient.guid.replaceAll('-', '');
  return `/o=Contoso/ou=Exchange Administrative Group (FYDIBOHF23SPDLT)/cn=Recipients/cn=${unique}-${recipient.alias}`;
}

/**
 * Those of the candidates that an identity names: by GUID, distinguished or canonical name, name, alias, display name,
 * address, user principal name, `DOMAIN\account`. With `wildcards`, `*` in it matches name, alias and display name.
 */
export function matchRecipients(
  candidates: Iterable<Recipient>,
  identity: string,
  wildcards: boolean,
): readonly Recipient[] {
  const wanted = (guidPattern.exec(identity)?.[1] ?? identity).toLowerCase();
  if (!wanted) return [];
  const pattern = wildcards && wanted.includes('*');
  const matches = (recipient: Recipient) =>
    pattern
      ? [recipient.name, recipient.alias, recipient.displayName].some((text) => matchesWildcard(text, wanted))
      : exactNames(recipient).includes(wanted);
  return [...candidates].filter(matches);
}

/** The one recipient of the accepted kind that an identity names. Throws TaskFailure: not found, or several. */
export function findRecipient(
  directory: Directory,
  identity: string,
  accepts: (recipient: Recipient) => boolean,
): Recipient {
  const matches = matchRecipients(directory.recipients.values(), identity, false).filter(accepts);
  const [only] = matches;
  if (!only) throw objectNotFound(identity);
  if (matches.length > 1) throw objectAmbiguous(identity);
  return only;
}

/** The one recipient with a mailbox that an identity names, and that mailbox. Throws TaskFailure: not found, or several. */
export function findMailbox(directory: Directory, identity: string): readonly [Recipient, MailboxPart] {
  const recipient = findRecipient(directory, identity, isMailbox);
  if (!recipient.mailbox) throw new Error('A mailbox was found that has none.');
  return [recipient, recipient.mailbox];
}

/** `DOMAIN\account` of whoever the text means. Throws TaskFailure: not found, or several. */
export function accountNamed(directory: Directory, text: string): string {
  return `${netbiosDomain}\\${findRecipient(directory, text, hasAccount).samAccountName}`;
}

/** Whatever an entry of permissions can name, groups too. */
export const hasAccount = (recipient: Recipient) => recipient.samAccountName !== '';
export const isMailbox = (recipient: Recipient) => recipient.mailbox !== undefined;
export const isGroup = (recipient: Recipient) => recipient.group !== undefined;
/** Whatever has an account: every mailbox, and users without one. */
export const isUser = (recipient: Recipient) => recipient.userPrincipalName !== '';
/** Whatever has an address. */
export const isMailEnabled = (recipient: Recipient) => recipient.primaryAddress !== '';

/** One of the things with a name and a GUID: servers, databases, connectors. `*` matches where wildcards are allowed. */
export function matchNamed<T extends { readonly name: string; readonly guid?: string; readonly fqdn?: string }>(
  candidates: readonly T[],
  identity: string,
): readonly T[] {
  const wanted = (guidPattern.exec(identity)?.[1] ?? identity).toLowerCase();
  return candidates.filter(
    (one) => matchesWildcard(one.name, wanted) || one.guid === wanted || one.fqdn?.toLowerCase() === wanted,
  );
}

/** The one that an identity names, wildcards not allowed. Throws TaskFailure where there is none. */
export function findNamed<T extends { readonly name: string; readonly guid?: string; readonly fqdn?: string }>(
  candidates: readonly T[],
  identity: string,
): T {
  const found = identity.includes('*') ? undefined : matchNamed(candidates, identity)[0];
  if (!found) throw objectNotFound(identity);
  return found;
}
