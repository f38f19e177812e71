import { classify, FailureError, type FailureFacts, type FailureWord } from '../../domain/index.ts';
import { HttpFailure, type HttpFailureKind, type HttpProblem } from '../../http/index.ts';
import { ClixmlError, PsrpError } from '../../psrp/index.ts';
import { hexCode, shellGoneCode, WsmanError } from '../../wsman/index.ts';
import { CommandLost, FaultAnswer, PlainAnswer, PoolEnded } from './answers.ts';
import { addressOf, type Correspondent } from './correspondent.ts';

/** What the failure catalogue calls it. */
const words: Readonly<Record<HttpFailureKind, FailureWord>> = {
  dns: 'dns',
  refused: 'refused',
  unreachable: 'unreachable',
  'connect-timeout': 'connectTimeout',
  'response-timeout': 'responseTimeout',
  reset: 'reset',
  tls: 'tls',
  authorities: 'caFile',
  truncated: 'lost',
  'too-large': 'tooLarge',
  aborted: 'aborted',
  auth: 'auth',
  proxy: 'proxy',
  protocol: 'protocol',
};

/** More exact than the kind. */
const problemWords: Readonly<Record<Exclude<HttpProblem, 'status'>, FailureWord>> = {
  credentials: 'auth.credentials',
  offer: 'auth.offer',
  readable: 'auth.readable',
  elsewhere: 'auth.elsewhere',
  // Its code says which host it is.
  host: 'auth',
  unfinished: 'auth.unfinished',
  unproven: 'auth.unproven',
  unprotected: 'auth.unprotected',
  unsealable: 'auth.unsealable',
  ticket: 'auth.ticket',
  mechanism: 'auth.mechanism',
  variable: 'proxy.variable',
  unreachable: 'proxy.unreachable',
  handshake: 'proxy.handshake',
  answer: 'proxy.answer',
  intrusion: 'proxy.intrusion',
  refusal: 'proxy.refused',
  'not-http': 'protocol.not-http',
  encoded: 'protocol.encoded',
  upgrade: 'protocol.upgrade',
  unsealed: 'protocol.unsealed',
  'no-certificate': 'caFile.no-certificate',
  'damaged-certificate': 'caFile.damaged-certificate',
};

/** As exact as is known: the certificate's check, what a proxy answered, which way authentication failed. */
function wordOf({ kind, facts: { check, problem, status } }: HttpFailure): FailureWord | undefined {
  if (problem === 'status') return undefined;
  if (kind === 'tls' && check !== undefined) return `certificate.${check}`;
  if (problem === 'refusal' && status === 407) return 'proxy.auth';
  if (problem === 'refusal' && status !== undefined && status > 500) return 'proxy.gateway';
  return problem === undefined ? words[kind] : problemWords[problem];
}

/** What is known of anything that the rooms below throw, for the failure catalogue. Holds no payload and no secret. */
export function factsOf(error: unknown, to: Correspondent): FailureFacts {
  const common = addressOf(to);
  if (error instanceof FaultAnswer) return { ...common, ...factsOfFault(error) };
  if (error instanceof PlainAnswer) {
    return {
      ...common,
      layer: 'http',
      httpStatus: error.status,
      ...(error.word === undefined ? {} : { network: error.word }),
      ...(error.contentType ? { contentType: error.contentType } : {}),
      ...details({ location: error.location, requestId: error.requestId }),
    };
  }
  if (error instanceof HttpFailure) return { ...common, ...factsOfHttp(error) };
  if (error instanceof CommandLost) return { ...common, layer: 'network', network: 'commandLost' };
  if (error instanceof PoolEnded) {
    const { reason, state } = error;
    // Somebody removed the shell, or it idled too long: the pool says so where its Receive waits, or else a fault does.
    if (!reason && state === 'closed') return { ...common, layer: 'wsman', code: shellGoneCode, text: error.message };
    return {
      ...common,
      layer: 'powershell',
      text: error.message,
      ...(reason ? { fqeid: reason.fullyQualifiedErrorId } : {}),
    };
  }
  if (error instanceof WsmanError || error instanceof PsrpError || error instanceof ClixmlError) {
    return { ...common, layer: 'wsman', network: 'malformed', text: error.message };
  }
  return { ...common, layer: 'local', text: error instanceof Error ? error.message : 'Something unexpected failed.' };
}

function factsOfFault({ fault, status, requestId }: FaultAnswer): FailureFacts {
  const { wsmanCode, subcode, providerFault, faultDetail } = fault.fields;
  return {
    layer: 'wsman',
    httpStatus: status,
    ...(wsmanCode === undefined ? {} : { code: wsmanCode }),
    text: fault.message,
    ...details({
      requestId,
      subcode,
      faultDetail,
      providerCode: providerFault?.code === undefined ? undefined : hexCode(providerFault.code),
    }),
  };
}

function factsOfHttp(failure: HttpFailure): FailureFacts {
  const { kind, facts } = failure;
  const { certificate, timeoutMs, maxBytes } = facts;
  const network = wordOf(failure);
  const isHttp = kind === 'protocol' || kind === 'too-large' || network === undefined;
  return {
    layer: isHttp ? 'http' : kind === 'auth' ? 'auth' : 'network',
    ...(network === undefined ? {} : { network }),
    ...(facts.errorCode === undefined ? {} : { code: facts.errorCode }),
    ...(facts.status === undefined ? {} : { httpStatus: facts.status }),
    ...(facts.offered ? { offered: facts.offered } : {}),
    ...(facts.said ? { text: facts.said } : {}),
    ...details({
      code: facts.code,
      reason: facts.reason,
      requestId: facts.requestId,
      proxy: facts.proxy,
      variable: facts.variable,
      address: facts.address,
      encoding: facts.encoding,
      principal: facts.principal,
      wanted: facts.wanted,
      service: facts.service,
      timeout: timeoutMs === undefined ? undefined : `${timeoutMs / 1000} s`,
      limit: maxBytes === undefined ? undefined : `${maxBytes} bytes`,
      certificateNames: certificate?.names.join(', '),
      certificateIssuer: certificate?.issuer,
      certificateFrom: certificate?.validFrom,
      certificateUntil: certificate?.validTo,
    }),
  };
}

function details(given: Readonly<Record<string, string | undefined>>): { details?: Readonly<Record<string, string>> } {
  const known = Object.entries(given).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== '',
  );
  return known.length === 0 ? {} : { details: Object.fromEntries(known) };
}

/** Any error as the one type that engines throw on purpose. */
export function failureOf(error: unknown, to: Correspondent): FailureError {
  return error instanceof FailureError ? error : new FailureError(classify(factsOf(error, to)), { cause: error });
}
