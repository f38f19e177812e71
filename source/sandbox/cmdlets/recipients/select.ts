import type { PsObject } from '../../../objects/index.ts';
import type { Directory } from '../../directory/directory.ts';
import { findNamed, matchRecipients } from '../../directory/identity.ts';
import type { Recipient } from '../../directory/records.ts';
import { objectNotFound } from '../../directory/task-failure.ts';
import { textParameter, textsParameter } from '../parameters.ts';
import { writeSelection } from '../selection.ts';
import type { CmdletContext } from '../types.ts';

/**
 * What every Get- cmdlet for recipients does: -Identity (with wildcards), -Anr, -Database, -Server,
 * -OrganizationalUnit and -RecipientTypeDetails narrow, then -Filter, -SortBy and -ResultSize.
 */
export async function writeRecipients(
  context: CmdletContext,
  directory: Directory,
  accepts: (recipient: Recipient) => boolean,
  view: (recipient: Recipient) => PsObject,
): Promise<void> {
  const identity = textParameter(context, 'Identity');
  const accepted = [...directory.recipients.values()].filter(accepts);
  const named = identity === undefined ? accepted : matchRecipients(accepted, identity, true);
  if (identity !== undefined && named.length === 0 && !identity.includes('*')) throw objectNotFound(identity);
  const matches = named.filter(narrowing(context, directory));
  await writeSelection(context, () => views(matches, view));
}

function* views(recipients: readonly Recipient[], view: (recipient: Recipient) => PsObject): Generator<PsObject> {
  for (const recipient of recipients) yield view(recipient);
}

function narrowing(context: CmdletContext, directory: Directory): (recipient: Recipient) => boolean {
  const database = textParameter(context, 'Database');
  const databaseName = database && findNamed(directory.databases, database).name;
  const server = textParameter(context, 'Server');
  const serverName = server && findNamed(directory.servers, server).name;
  const unit = textParameter(context, 'OrganizationalUnit')?.toLowerCase();
  const anr = textParameter(context, 'Anr')?.toLowerCase();
  const kinds = textsParameter(context, 'RecipientTypeDetails');
  return (recipient) =>
    (!databaseName || recipient.mailbox?.database === databaseName) &&
    (!serverName || directory.serverOf(recipient) === serverName) &&
    (!unit || inUnit(recipient.organizationalUnit.toLowerCase(), unit)) &&
    (!anr || resolvesTo(recipient, anr)) &&
    (kinds.length === 0 || kinds.includes(shownKind(recipient)));
}

const shownKind = (recipient: Recipient) =>
  recipient.kind === 'User' && recipient.accountDisabled ? 'DisabledUser' : recipient.kind;

/** A unit by its canonical path or its last part; what lies beneath it belongs to it. */
function inUnit(actual: string, wanted: string): boolean {
  return actual === wanted || actual.startsWith(`${wanted}/`) || actual.split('/').slice(1).includes(wanted);
}

/** Ambiguous name resolution: the beginning of any name, or the beginnings of first and last name in either order. */
function resolvesTo(recipient: Recipient, anr: string): boolean {
  const starts = (text: string, beginning: string) => text.toLowerCase().startsWith(beginning);
  const names = [recipient.name, recipient.displayName, recipient.alias, recipient.firstName, recipient.lastName];
  if ([...names, recipient.primaryAddress, recipient.samAccountName].some((name) => starts(name, anr))) return true;
  const [one, two, ...rest] = anr.split(/\s+/);
  if (!one || !two || rest.length > 0) return false;
  return (
    (starts(recipient.firstName, one) && starts(recipient.lastName, two)) ||
    (starts(recipient.firstName, two) && starts(recipient.lastName, one))
  );
}
