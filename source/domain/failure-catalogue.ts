import type { Failure } from './failure.ts';
import type { FailureFacts } from './failure-facts.ts';
import { mostSaid, shortened, stripWrappers } from './failure-text.ts';
import { type OwnFailureId, ownFailures, type RecognisedId, recognisedFailures } from './failures/all.ts';
import {
  type CatalogueEntries,
  type CatalogueEntry,
  type Circumstances,
  type FailureTraits,
  type OwnFailure,
  say,
} from './failures/entry.ts';
import { literalOf } from './literal.ts';

type Known = CatalogueEntry & { readonly id: RecognisedId };

/** Every failure that is recognised by what others say. */
export const failureCatalogue: readonly Known[] = Object.entries<CatalogueEntry>(recognisedFailures).map(
  ([id, entry]) => ({ ...entry, id: id as RecognisedId }),
);

function index<K extends string | number>(keysOf: (entry: Known) => readonly K[] | undefined) {
  return new Map(failureCatalogue.flatMap((entry) => (keysOf(entry) ?? []).map((key) => [key, entry] as const)));
}

const byCategory = index((entry) => entry.categories);
const byCode = index((entry) => entry.codes);
const byErrorId = index((entry) => entry.errorIds);
const byNetwork = index((entry) => entry.networks);
const byStatus = index((entry) => entry.statuses);

/**
 * Names a failure and says what to do about it. Order: Exchange's failure category, codes (those in the text first: an
 * SSPI code is more exact than WSMan's "Kerberos failed"), error ids, the network's kind, text, HTTP status. Servers
 * answer in their own language, so the text counts only where nothing else speaks. A status is not looked at where
 * there is a text: all faults come with the same one, and what the server says is shown instead.
 */
export function classify(facts: FailureFacts): Failure {
  const stripped = stripWrappers(facts.text ?? '');
  const said = shortened(stripped.text, mostSaid, stripped.leftOut);
  const known = find(facts, stripped.text, stripped.details['FailureCategory']);
  const entry = known ?? { id: 'unknown', ...recognisedFailures.unknown };
  const circumstances: Circumstances = {
    host: facts.host ?? 'the server',
    port: facts.port,
    account: facts.user === undefined ? '<account>' : quoted(facts.user),
    facts,
    text: said,
  };
  const details = detailsOf(facts, stripped.details);
  const common = {
    ...(facts.text ? { original: (known && said) || shortened(facts.text, mostSaid) } : {}),
    ...(Object.keys(details).length > 0 ? { details } : {}),
  };
  return {
    id: entry.id,
    what: capitalised(say(entry.what, circumstances)),
    why: say(entry.why, circumstances),
    next: say(entry.next, circumstances),
    retryCanHelp: entry.retryCanHelp,
    kind: typeof entry.kind === 'function' ? entry.kind(circumstances) : entry.kind,
    ...common,
  };
}

/** What to do about a cmdlet's error; undefined where the catalogue knows nothing of it. */
export function adviceOnError(fqeid: string, message: string): string | undefined {
  const stripped = stripWrappers(message);
  const known = find({ layer: 'powershell', fqeid }, stripped.text, stripped.details['FailureCategory']);
  return known?.kind === 'command' && typeof known.next === 'string' ? known.next : undefined;
}

type ValuesOf<Id extends OwnFailureId> = (typeof ownFailures)[Id] extends (values: infer V) => OwnFailure
  ? [values: V]
  : [];

/** One of exterm's own failures. `values` is what its words are made from. */
export function localFailure<Id extends OwnFailureId>(id: Id, ...values: ValuesOf<Id>): Failure {
  const entry: OwnFailure | ((values: never) => OwnFailure) = ownFailures[id];
  const {
    what,
    why,
    next,
    kind = 'local',
    retryCanHelp = false,
  } = typeof entry === 'function' ? entry(values[0] as never) : entry;
  return { id, what, why, next, retryCanHelp, kind };
}

/** What follows from a failure beside its words. */
export function traitsOf({ id }: Pick<Failure, 'id'>): FailureTraits {
  const entries: CatalogueEntries = recognisedFailures;
  return entries[id] ?? {};
}

/**
 * Whether the server may have a shell although opening it failed this way: the answer got lost, or was none of the
 * server's own. A refusal is an answer, and leaves nothing behind.
 */
export function mayLeaveShell({ id, mayLeaveShell: known }: Pick<Failure, 'id' | 'mayLeaveShell'>): boolean {
  return known ?? traitsOf({ id }).mayLeaveShell === true;
}

function find(facts: FailureFacts, text: string, category: string | undefined): Known | undefined {
  return (
    (category === undefined ? undefined : byCategory.get(category)) ??
    firstOf(codesIn(text), byCode) ??
    (facts.code === undefined ? undefined : byCode.get(facts.code >>> 0)) ??
    ofErrorId(facts.fqeid) ??
    (facts.network === undefined ? undefined : byNetwork.get(facts.network)) ??
    failureCatalogue.find((entry) => entry.texts?.some((pattern) => pattern.test(text))) ??
    (text === '' ? ofStatus(facts) : undefined)
  );
}

function ofStatus(facts: FailureFacts): Known | undefined {
  const status = facts.httpStatus;
  if (status !== undefined && status >= 300 && status < 400 && facts.details?.['location'])
    return byNetwork.get('redirect');
  const found = status === undefined ? undefined : byStatus.get(status);
  if (found) return found;
  const remoting = /^\s*(application\/soap\+xml|multipart\/(x-multi-)?encrypted)/i;
  const isAnswer = status === undefined ? facts.contentType !== undefined : status >= 200 && status < 300;
  if (isAnswer && facts.layer === 'http' && !remoting.test(facts.contentType ?? ''))
    return { id: 'http.contenttype', ...recognisedFailures['http.contenttype'] };
  return undefined;
}

/**
 * The parts of an FQEID such as `-2144108387,PSSessionStateBroken`: a signed code, the cause, and last what PowerShell
 * was doing, which says least.
 */
function ofErrorId(fqeid: string | undefined): Known | undefined {
  if (fqeid === undefined) return undefined;
  const whole = byErrorId.get(fqeid);
  if (whole) return whole;
  const parts = fqeid.split(',').map((part) => part.trim());
  const codes = parts.filter((part) => /^-?\d{1,10}$/.test(part)).map((part) => Number(part) >>> 0);
  return firstOf(codes, byCode) ?? firstOf(parts, byErrorId);
}

function firstOf<K>(keys: readonly K[], entries: ReadonlyMap<K, Known>): Known | undefined {
  for (const key of keys) {
    const entry = entries.get(key);
    if (entry) return entry;
  }
  return undefined;
}

function codesIn(text: string): readonly number[] {
  return [...text.matchAll(/\b0x([0-9a-f]{8})\b/gi)].slice(0, 16).map((match) => Number.parseInt(match[1]!, 16));
}

function detailsOf(facts: FailureFacts, bracketed: Readonly<Record<string, string>>): Record<string, string> {
  const said = Object.entries({ ...bracketed, ...facts.details });
  return {
    ...Object.fromEntries(said.map(([name, value]) => [name, shortened(value, longestDetail)])),
    ...(facts.code === undefined ? {} : { code: codeText(facts.code) }),
    ...(facts.httpStatus === undefined ? {} : { httpStatus: `${facts.httpStatus}` }),
    ...(facts.fqeid === undefined ? {} : { fqeid: facts.fqeid }),
    // A word of our own for what happened here is no more than the id says.
    ...(facts.network === undefined || facts.layer === 'local' ? {} : { network: facts.network }),
  };
}

/** Of a fact that a server gave, such as where it redirects to. */
const longestDetail = { characters: 500 };

function codeText(code: number): string {
  return `0x${(code >>> 0).toString(16).toUpperCase().padStart(8, '0')}`;
}

/** As an argument of a PowerShell command that somebody may copy: bare where that is safe. */
function quoted(account: string): string {
  return /^[\p{L}\p{N}._@\\-]+$/u.test(account) && !account.startsWith('-') ? account : literalOf(account);
}

/** A sentence may begin with "the server"; a host's name stays as it is written. */
function capitalised(sentence: string): string {
  return sentence.replace(/^the /, 'The ');
}
