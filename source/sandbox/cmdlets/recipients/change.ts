import type { PsObject, PsValue } from '../../../objects/index.ts';
import { canonicalName, type Directory } from '../../directory/directory.ts';
import { texts } from '../../directory/exchange-object.ts';
import { findRecipient } from '../../directory/identity.ts';
import type { Recipient } from '../../directory/records.ts';
import { textOf } from '../../directory/text-values.ts';
import { retentionPolicyNamed } from '../../directory/views/retention.ts';
import { changedList, listOf } from '../parameters.ts';
import type { CmdletContext } from '../types.ts';
import { changeAddresses, checkNames, setPrimaryAddress } from './addresses.ts';

/** Parameters that choose or govern and are no property of what is changed. */
const notSettings = new Set(
  (
    'identity confirm whatif domaincontroller verbose debug erroraction warningaction informationaction errorvariable ' +
    'warningvariable informationvariable outvariable outbuffer pipelinevariable force ignoredefaultscope arbitration ' +
    'auditlog auxauditlog publicfolder migration groupmailbox applymandatoryproperties forceupgrade skipdualwrite ' +
    'bypasssecuritygroupmanagercheck removepicture removespokenname password newpassword oldpassword roommailboxpassword'
  ).split(' '),
);

/** How a parameter changes a recipient beyond keeping a value: checks, other fields, other objects. */
type Change = (directory: Directory, recipient: Recipient, value: PsValue) => void;

const requiredText = (value: PsValue, otherwise: string) => textOf(value) || otherwise;

const changes: Readonly<Record<string, Change>> = {
  name(directory, recipient, value) {
    const name = requiredText(value, recipient.name);
    checkNames(directory, { name, unit: recipient.organizationalUnit }, recipient);
    recipient.name = name;
  },
  alias(directory, recipient, value) {
    const alias = requiredText(value, recipient.alias);
    checkNames(directory, { alias }, recipient);
    recipient.alias = alias;
  },
  userprincipalname(directory, recipient, value) {
    const userPrincipalName = requiredText(value, recipient.userPrincipalName);
    checkNames(directory, { userPrincipalName }, recipient);
    recipient.userPrincipalName = userPrincipalName;
  },
  displayname: (_, recipient, value) => {
    recipient.displayName = textOf(value) ?? '';
  },
  samaccountname: (_, recipient, value) => {
    recipient.samAccountName = requiredText(value, recipient.samAccountName);
  },
  firstname: (_, recipient, value) => {
    recipient.firstName = textOf(value) ?? '';
  },
  lastname: (_, recipient, value) => {
    recipient.lastName = textOf(value) ?? '';
  },
  accountdisabled: (_, recipient, value) => {
    recipient.accountDisabled = value === true;
  },
  remotepowershellenabled: (_, recipient, value) => {
    recipient.remotePowerShellEnabled = value === true;
  },
  primarysmtpaddress: (directory, recipient, value) => setPrimaryAddress(directory, recipient, textOf(value) ?? ''),
  windowsemailaddress: (directory, recipient, value) => setPrimaryAddress(directory, recipient, textOf(value) ?? ''),
  emailaddresses: changeAddresses,
  retentionpolicy: (_, recipient, value) => {
    const name = textOf(value);
    recipient.settings.set('RetentionPolicy', name ? retentionPolicyNamed(name) : null);
  },
  type: (_, recipient, value) => {
    const kind = textOf(value);
    recipient.kind =
      kind === 'Regular'
        ? 'UserMailbox'
        : kind === 'Room'
          ? 'RoomMailbox'
          : kind === 'Equipment'
            ? 'EquipmentMailbox'
            : 'SharedMailbox';
  },
};

/** Properties that name another recipient; what is kept is its canonical name. */
const references = new Set([
  'forwardingaddress',
  'manager',
  'grantsendonbehalfto',
  'moderatedby',
  'acceptmessagesonlyfrom',
  'rejectmessagesfrom',
]);

/**
 * What every Set- cmdlet for recipients does with the parameters it is given: those with a meaning of their own do what
 * they mean, those that a property of the view shows are kept, the rest are named in a warning.
 */
export async function changeRecipient(
  context: CmdletContext,
  directory: Directory,
  recipient: Recipient,
  view: () => PsObject,
  description: string,
): Promise<void> {
  const wanted = [...context.parameters].filter(([name]) => !notSettings.has(name));
  if (wanted.length === 0) {
    context.writeWarning(`The command was successful, but nothing of '${canonicalName(recipient)}' was changed.`);
    return;
  }
  if (!(await context.shouldProcess(description))) return;
  const shown = view();
  for (const [name, value] of wanted) {
    const change = changes[name];
    const property = shown.propertyNames.find((candidate) => candidate.toLowerCase() === name);
    if (change) change(directory, recipient, value);
    else if (property) recipient.settings.set(property, settingOf(directory, shown, property, value));
    else context.writeWarning(`The sandbox does not keep -${name}: nothing shows it.`);
  }
  recipient.changed = context.now();
}

function settingOf(directory: Directory, shown: PsObject, property: string, value: PsValue): PsValue {
  const current = shown.get(property) ?? null;
  const named = references.has(property.toLowerCase())
    ? (identity: string) => canonicalName(findRecipient(directory, identity, () => true))
    : undefined;
  if (isList(current)) return texts(changedList(listOf(current), value, named));
  const text = textOf(value);
  return named && text ? named(text) : value;
}

function isList(value: PsValue): boolean {
  return typeof value === 'object' && value !== null && 'collection' in value && value.collection !== undefined;
}
