import { type Connection, hostOf } from './connection.ts';
import type { Finding, HttpAnswerFacts, NameFacts, ReachFacts, TicketFacts } from './diagnosis.ts';
import type { Failure } from './failure.ts';
import { classify, localFailure, traitsOf } from './failure-catalogue.ts';
import type { FailureFacts, FailureWord } from './failure-facts.ts';
import { advised } from './failures/advice.ts';
import type { ShellReport } from './orphan.ts';
import { judgeRedirect } from './redirect.ts';

/** What the steps make of what was seen. */

const ok = (detail: string): Finding => ({ state: 'ok', detail });
const failed = (failure: Failure): Finding => ({ state: 'failed', detail: failure.what, failure });
const warning = (detail: string, failure: Failure): Finding => ({ state: 'warning', detail, failure });

/** Host and port as a failure's sentences name them. */
export function addressFacts({ url }: Pick<Connection, 'url'>): Pick<FailureFacts, 'host' | 'port'> {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  return { host: hostOf({ url }), port: Number(parsed?.port) || (parsed?.protocol === 'https:' ? 443 : 80) };
}

export function judgeName({ addresses, proxy }: NameFacts, connection: Connection): Finding {
  const host = hostOf(connection);
  if (proxy !== undefined) return ok(`The proxy ${proxy} is on the way and looks the name up.`);
  if (addresses.length === 0) return ok(`${host} is an address already.`);
  return ok(`${host} is ${addresses.slice(0, 4).join(', ')}${addresses.length > 4 ? ', …' : ''}.`);
}

export function judgeTcp({ address, proxy }: Partial<ReachFacts>, connection: Connection): Finding {
  if (proxy !== undefined) return ok(`The proxy ${proxy} answers.`);
  return ok(`Port ${addressFacts(connection).port}${address === undefined ? '' : ` of ${address}`} is open.`);
}

const day = 86_400_000;

export function judgeCertificate({ validTo }: ReachFacts, now: number): Finding {
  if (validTo === undefined) return ok('Trusted.');
  const days = Math.floor((validTo - now) / day);
  const until = new Date(validTo).toISOString().slice(0, 10);
  if (days > 14) return ok(`Trusted, valid until ${until}.`);
  return warning(`It ends on ${until}.`, localFailure('doctor.certificateEnds', { until }));
}

/** A server that wants authentication answers 401; anything else to a request without credentials is a sign. */
export function judgeHttp(answer: HttpAnswerFacts, connection: Connection): Finding {
  const { status, contentType, location, requestId } = answer;
  const who = [answer.server, answer.frontEnd].filter((text) => text !== undefined && text !== '').join(', ');
  const by = answer.url === new URL(connection.url).href ? '' : ` after a redirection to ${answer.url}`;
  const said = `HTTP ${status}${who === '' ? '' : ` from ${who}`}${by}`;
  if (status === 401) return ok(`${said}.`);
  const failure = classify({
    layer: 'http',
    httpStatus: status,
    ...addressFacts({ url: answer.url }),
    ...(isRedirection(status) ? { network: redirectionWord(answer, connection) } : {}),
    ...(contentType === undefined ? {} : { contentType }),
    details: { ...(location ? { location } : {}), ...(requestId ? { requestId } : {}) },
  });
  const { isUnknown, isOddOnly } = traitsOf(failure);
  if (!isUnknown && !isOddOnly) return failed(failure);
  return warning(`${said}.`, localFailure('doctor.status', { status, host: hostOf(connection) }));
}

const isRedirection = (status: number) => [301, 302, 303, 307, 308].includes(status);

/** Why a session would not go on from there: what it would follow has been followed. */
function redirectionWord({ url, location }: HttpAnswerFacts, connection: Connection): FailureWord {
  const verdict = judgeRedirect(location, new URL(url), connection.redirectHosts ?? []);
  if ('follow' in verdict) return 'redirect.limit';
  return verdict.refused === 'unlisted' ? 'redirect' : `redirect.${verdict.refused}`;
}

export function judgeSchemes({ status, offered }: HttpAnswerFacts, connection: Connection): Finding {
  const { authentication } = connection;
  const has = (name: string) => offered.some((scheme) => scheme.toLowerCase() === name.toLowerCase());
  const listed = `Offered: ${offered.slice(0, 8).join(', ')}.`;
  if (has(authentication)) return ok(listed);
  if (status !== 401 || offered.length === 0) {
    return warning('The server names no scheme.', localFailure('doctor.noSchemes', { status, own: authentication }));
  }
  if (authentication === 'Kerberos' && has('Negotiate')) {
    return warning(
      `${listed} Kerberos is not among them by its name.`,
      localFailure('doctor.negotiateOnly', { host: hostOf(connection), name: connection.name }),
    );
  }
  return failed(classify({ layer: 'auth', network: 'scheme', offered, ...addressFacts(connection) }));
}

/** What Kerberos tolerates, milliseconds. */
const mostSkew = 5 * 60_000;

/**
 * The domain accepts this computer's time by giving a ticket; the server's own clock shows in its answer.
 * @param isAccepted whether the domain has given a ticket
 * @param ahead milliseconds by which the server is ahead of this computer; undefined where it did not say
 */
export function judgeClock(isAccepted: boolean, ahead: number | undefined): Finding {
  const domain = isAccepted ? 'The domain accepts the time of this computer' : 'The domain said nothing of the time';
  if (ahead === undefined) return ok(`${domain}.`);
  const seconds = Math.round(Math.abs(ahead) / 1000);
  const apart = seconds < 3 ? 'agrees' : `is ${seconds} s ${ahead > 0 ? 'ahead' : 'behind'}`;
  const detail = `${domain}; the clock of the server ${apart}.`;
  if (Math.abs(ahead) <= mostSkew) return ok(detail);
  return warning(detail, localFailure('doctor.serverClock'));
}

export function judgeTicket({ principal, secondsLeft, isLogon, isNtlm }: TicketFacts): Finding {
  const whose = principal ?? 'whoever is logged on';
  if (isNtlm) return warning(`None: NTLM is used for ${whose}.`, localFailure('doctor.ntlm'));
  if (secondsLeft === undefined) return ok(`For ${whose}, by the ${isLogon ? 'logon' : 'password'}.`);
  const minutes = Math.floor(secondsLeft / 60);
  if (minutes >= 10) return ok(`Of ${whose}, good for ${minutes} min.`);
  return warning(`Of ${whose}, good for ${minutes} min only.`, localFailure('doctor.ticketEnds', { minutes }));
}

/** Sessions that Exchange lets an account have by default (PowerShellMaxConcurrency). */
const usualLimit = 18;
const many = 14;

/** @param reports the shells of the account but the one that the examination opened itself */
export function judgeShells(reports: readonly ShellReport[]): Finding {
  const listed = reports.filter(({ shell }) => shell !== undefined);
  const orphans = listed.filter(({ isOrphan }) => isOrphan).length;
  const shells = `${listed.length} ${listed.length === 1 ? 'shell' : 'shells'}`;
  const detail =
    listed.length === 0
      ? 'None of this account.'
      : `${shells} of this account${orphans > 0 ? `, ${orphans} of them left behind` : ''}; ${usualLimit} are usual at most.`;
  if (orphans === 0 && listed.length < many) return ok(detail);
  return warning(detail, localFailure('doctor.shells', { orphans, limit: usualLimit }));
}

/** The endpoint does not say which shells there are: nothing is wrong with that. */
export function shellsUnlisted(failure: Failure): Finding {
  return {
    state: 'warning',
    detail: 'The server does not list shells here; the ledger alone knows of those that exterm opened.',
    failure: advised(failure, 'shellsUnlisted'),
  };
}

/** Commands that every endpoint shows, whatever the roles are (exchange.md). */
const helpers: ReadonlySet<string> = new Set([
  'exit-pssession',
  'get-command',
  'get-formatdata',
  'get-help',
  'measure-object',
  'out-default',
  'select-object',
]);
/** With more commands than this there are granted ones among them. */
export const mostHelpers = 20;

export type Granted =
  /** The server said how many commands there are. */
  { readonly count: number } | { readonly names: readonly string[] };

export function judgeRoles(granted: Granted, connection: Connection): Finding {
  const count =
    'count' in granted ? granted.count : granted.names.filter((name) => !helpers.has(name.toLowerCase())).length;
  if (count > 0) return ok(`${count} ${count === 1 ? 'command' : 'commands'}.`);
  const { original: _, ...failure } = classify({
    layer: 'powershell',
    text: "The user isn't assigned to any management roles.",
    ...addressFacts(connection),
    ...(connection.user === undefined ? {} : { user: connection.user }),
  });
  return failed(failure);
}

/** The seed procedure's own warning. */
export function judgeExchangeCertificate(isGranted: boolean): Finding {
  if (!isGranted) return ok('Not granted, so its gap does not matter.');
  return warning(
    'Granted, but not fully supported over remote PowerShell.',
    localFailure('doctor.exchangeCertificate'),
  );
}

/** Milliseconds from which on work over the connection feels slow. */
const slow = 500;

export function judgeRoundTrip(times: readonly number[]): Finding {
  const median = [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
  const milliseconds = Math.round(median);
  const detail = `${milliseconds} ms, the middle one of ${times.length}.`;
  if (median < slow) return ok(detail);
  return warning(detail, localFailure('doctor.slow', { milliseconds }));
}
