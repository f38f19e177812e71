import type { Failure, FailureFacts } from './failure.ts';
import { stripWrappers } from './failure-text.ts';
import { authenticationFailures } from './failures/authentication.ts';
import { certificateFailures } from './failures/certificate.ts';
import { type CatalogueEntry, type Circumstances, say } from './failures/entry.ts';
import { httpFailures } from './failures/http.ts';
import { kerberosFailures } from './failures/kerberos.ts';
import { networkFailures } from './failures/network.ts';
import { powershellFailures } from './failures/powershell.ts';
import { proxyFailures } from './failures/proxy.ts';
import { quotaFailures } from './failures/quota.ts';
import { sessionFailures } from './failures/session.ts';

/** Every failure that exterm can explain. */
export const failureCatalogue: readonly CatalogueEntry[] = [
  ...quotaFailures,
  ...networkFailures,
  ...certificateFailures,
  ...proxyFailures,
  ...httpFailures,
  ...authenticationFailures,
  ...kerberosFailures,
  ...sessionFailures,
  ...powershellFailures,
];

function index<K extends string | number>(keysOf: (entry: CatalogueEntry) => readonly K[] | undefined) {
  return new Map(failureCatalogue.flatMap((entry) => (keysOf(entry) ?? []).map((key) => [key, entry] as const)));
}

const byId = index((entry) => [entry.id]);
const byCategory = index((entry) => entry.categories);
const byCode = index((entry) => entry.codes);
const byErrorId = index((entry) => entry.errorIds);
const byNetwork = index((entry) => entry.networks);
const byStatus = index((entry) => entry.statuses);

/**
 * Names a failure and says what to do about it. Order: Exchange's failure category, codes (those in the text first: an
 * SSPI code is more exact than WSMan's "Kerberos failed"), error ids, the network's kind, text, HTTP status. Servers
 * answer in their own language, so the text counts only where nothing else speaks; a bare status says least of all,
 * and one that comes with a text is explained by the text.
 */
export function classify(facts: FailureFacts): Failure {
  const stripped = stripWrappers(facts.text ?? '');
  const entry = find(facts, stripped.text, stripped.details['FailureCategory']);
  const circumstances: Circumstances = {
    host: facts.host ?? 'the server',
    port: facts.port,
    account: facts.user === undefined ? '<account>' : quoted(facts.user),
    facts,
    text: stripped.text,
  };
  const details = detailsOf(facts, stripped.details);
  const common = {
    ...(facts.text ? { original: entry ? stripped.text || facts.text : facts.text } : {}),
    ...(Object.keys(details).length > 0 ? { details } : {}),
  };
  if (!entry) return { ...unknown(circumstances), ...common };
  return {
    id: entry.id,
    what: capitalised(say(entry.what, circumstances)),
    why: say(entry.why, circumstances),
    next: say(entry.next, circumstances),
    retryCanHelp: entry.retryCanHelp,
    kind: entry.kind,
    ...common,
  };
}

/**
 * Whether the server may have a shell although opening it failed this way: the answer got lost. A refusal is an answer,
 * and leaves nothing behind.
 */
export function mayLeaveShell(failure: Failure): boolean {
  return failure.id === 'unknown' || byId.get(failure.id)?.mayLeaveShell === true;
}

function find(facts: FailureFacts, text: string, category: string | undefined): CatalogueEntry | undefined {
  return (
    (category === undefined ? undefined : byCategory.get(category)) ??
    firstOf(codesIn(text), byCode) ??
    (facts.code === undefined ? undefined : byCode.get(facts.code >>> 0)) ??
    ofErrorId(facts.fqeid) ??
    (facts.network === undefined ? undefined : byNetwork.get(facts.network)) ??
    failureCatalogue.find((entry) => entry.texts?.some((pattern) => pattern.test(text))) ??
    ofStatus(facts)
  );
}

function ofStatus(facts: FailureFacts): CatalogueEntry | undefined {
  const status = facts.httpStatus;
  if (status !== undefined && status >= 300 && status < 400 && facts.details?.['location']) return byId.get('redirect');
  const found = status === undefined ? undefined : byStatus.get(status);
  if (found) return found;
  const remoting = /^\s*(application\/soap\+xml|multipart\/(x-multi-)?encrypted)/i;
  const answered = status === undefined || (status >= 200 && status < 300);
  if (answered && facts.contentType !== undefined && !remoting.test(facts.contentType))
    return byId.get('http.contenttype');
  return undefined;
}

/**
 * The parts of an FQEID such as `-2144108387,PSSessionStateBroken`: a signed code, the cause, and last what PowerShell
 * was doing, which says least.
 */
function ofErrorId(fqeid: string | undefined): CatalogueEntry | undefined {
  if (fqeid === undefined) return undefined;
  const whole = byErrorId.get(fqeid);
  if (whole) return whole;
  const parts = fqeid.split(',').map((part) => part.trim());
  const codes = parts.filter((part) => /^-?\d{1,10}$/.test(part)).map((part) => Number(part) >>> 0);
  return firstOf(codes, byCode) ?? firstOf(parts, byErrorId);
}

function firstOf<K>(keys: readonly K[], entries: ReadonlyMap<K, CatalogueEntry>): CatalogueEntry | undefined {
  for (const key of keys) {
    const entry = entries.get(key);
    if (entry) return entry;
  }
  return undefined;
}

function codesIn(text: string): readonly number[] {
  return [...text.matchAll(/\b0x([0-9a-f]{8})\b/gi)].slice(0, 16).map((match) => Number.parseInt(match[1]!, 16));
}

/** Characters of a server's own words that stand for the reason; the whole of them is in `original`. */
const longestWhy = 500;

function unknown(c: Circumstances): Omit<Failure, 'original' | 'details'> {
  const status = c.facts.httpStatus === undefined ? '' : ` (HTTP ${c.facts.httpStatus})`;
  return {
    id: 'unknown',
    what:
      c.facts.layer === 'local'
        ? 'Something failed on this computer.'
        : capitalised(`${c.host} reported an error${status}.`),
    why: c.text.replaceAll(/\s+/g, ' ').slice(0, longestWhy) || 'It gave no further word.',
    next: 'Try again. If it stays so, the original text and the details below are what an administrator needs.',
    retryCanHelp: true,
    kind: c.facts.layer === 'local' ? 'local' : c.facts.layer === 'powershell' ? 'command' : 'connection',
  };
}

function detailsOf(facts: FailureFacts, bracketed: Readonly<Record<string, string>>): Record<string, string> {
  return {
    ...bracketed,
    ...facts.details,
    ...(facts.code === undefined ? {} : { code: codeText(facts.code) }),
    ...(facts.httpStatus === undefined ? {} : { httpStatus: `${facts.httpStatus}` }),
    ...(facts.fqeid === undefined ? {} : { fqeid: facts.fqeid }),
    // A word of our own for what happened here is no more than the id says.
    ...(facts.network === undefined || facts.layer === 'local' ? {} : { network: facts.network }),
  };
}

function codeText(code: number): string {
  return `0x${(code >>> 0).toString(16).toUpperCase().padStart(8, '0')}`;
}

/** As an argument of a PowerShell command that somebody may copy: bare where that is safe. */
function quoted(account: string): string {
  return /^[\p{L}\p{N}._@\\-]+$/u.test(account) && !account.startsWith('-')
    ? account
    : `'${account.replaceAll("'", "''")}'`;
}

/** A sentence may begin with "the server"; a host's name stays as it is written. */
function capitalised(sentence: string): string {
  return sentence.replace(/^the /, 'The ');
}
