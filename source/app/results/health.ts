import { valueText } from '../../format/index.ts';
import { itemsOf, PsObject, type PsValue, psObject } from '../../objects/index.ts';

/** What a server gave to the line that asks how it is, as far as it has answered. */
export interface HealthAnswer {
  readonly connection: string;
  readonly values: readonly PsValue[];
  /** Of the account, as the server lists them; undefined where it does not. */
  readonly sessions: number | undefined;
  /** Why there is less than there could be; empty where there is all. */
  readonly note: string;
}

/**
 * One row: how much mail waits, which copies and services are not as they should be, and how many sessions are open of
 * those that an account may have.
 */
export function healthRow({ connection, values, sessions, note }: HealthAnswer): PsObject {
  const objects = values.flatMap(itemsOf).filter((value): value is PsObject => value instanceof PsObject);
  const queues = objects.filter(
    (one) => one.get('MessageCount') !== undefined && one.get('NextHopDomain') !== undefined,
  );
  const copies = objects.filter((one) => one.get('CopyQueueLength') !== undefined);
  const roles = objects.filter((one) => one.get('RequiredServicesRunning') !== undefined);
  const count = (queue: PsObject) => Number(valueText(queue.get('MessageCount') ?? null)) || 0;
  const bad = copies.filter((copy) => !/^(?:Healthy|Mounted)$/i.test(valueText(copy.get('Status') ?? null)));
  const stopped = roles
    .flatMap((role) => itemsOf(role.get('ServicesNotRunning') ?? null))
    .filter((one) => one !== null);
  const downs = roles.filter((role) => /^false$/i.test(valueText(role.get('RequiredServicesRunning') ?? null)));
  const most = quotaOf(objects);
  return psObject({
    Name: connection,
    Queued: queues.length > 0 ? queues.reduce((sum, queue) => sum + count(queue), 0) : null,
    Sessions: sessions === undefined ? null : most === undefined ? sessions : `${sessions} of ${most}`,
    Copies:
      copies.length === 0
        ? null
        : bad.length === 0
          ? `${copies.length} healthy`
          : `${bad.length} of ${copies.length} not`,
    Services:
      roles.length === 0
        ? null
        : downs.length === 0
          ? 'run'
          : [...new Set(stopped.map((one) => valueText(one)))].join(', ') || 'not all run',
    Note: note,
  });
}

/** Policies that hold for an account that none was given to, the nearer one first. */
const general = ['Organization', 'Global'];

/**
 * Sessions that an account may have open, as the throttling policy says that it was given, or those that hold for
 * everybody; undefined where they say nothing of it or set no limit. Which one an account was given is told by
 * Get-ThrottlingPolicyAssociation, as its ThrottlingPolicyId.
 */
function quotaOf(objects: readonly PsObject[]): number | undefined {
  const id = objects.map((one) => textIn(one, 'ThrottlingPolicyId')).find((one) => one !== '');
  const policies = objects.filter((one) => textIn(one, 'ThrottlingPolicyScope') !== '');
  const own = policies.find((one) => id !== undefined && policyIds.some((name) => textIn(one, name) === id));
  const ofAll = general.map((scope) => policies.find((one) => textIn(one, 'ThrottlingPolicyScope') === scope));
  for (const policy of [own, ...ofAll]) {
    const most = policy && textIn(policy, 'PowerShellMaxConcurrency');
    if (most) return /^\d+$/.test(most) ? Number(most) : undefined;
  }
  return undefined;
}

/** What a policy may be called by. */
const policyIds = ['Identity', 'Name', 'DistinguishedName', 'Guid'];

function textIn(one: PsObject, name: string): string {
  return valueText(one.get(name) ?? null);
}
