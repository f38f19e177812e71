import { krb5 } from '../../domain/index.ts';
import { SecurityError, type SecurityErrorFacts } from '../security/error.ts';
import type { GssFunction, GssFunctions, GssNative, GssOid, Out } from './native.ts';

/** What a call of the library ended with. `code` is the mechanism's (minor status), for Kerberos that of com_err. */
export class GssError extends SecurityError {
  /** The interface's status (RFC 2744 3.9.1); 0 where no call failed. */
  readonly major: number;

  constructor(major: number, minor: number, text: string, facts?: SecurityErrorFacts) {
    super(minor, text, facts);
    this.name = 'GssError';
    this.major = major;
  }
}

/** Bits of a major status that come with a success (RFC 2744 3.9.1). */
export const continueNeeded = 1;
const informational = 0xffff;

export function gssOid(elements: Uint8Array): GssOid {
  return { length: elements.length, elements };
}

type Minor = Out<number>;
type After<N extends GssFunction> = Parameters<NonNullable<GssFunctions[N]>> extends [Minor, ...infer R] ? R : never;

/**
 * Calls a function on another thread, as what may wait for the network or works through large bodies has to be. Gives
 * the informational bits of the major status; throws GssError with the mechanism's text.
 */
export async function callGss<N extends GssFunction>(
  gss: GssNative,
  mechanism: Uint8Array,
  name: N,
  ...values: After<N>
): Promise<number> {
  const minor: Minor = [0];
  const all = [minor, ...values] as unknown as Parameters<NonNullable<GssFunctions[N]>>;
  const major = await gss.async(name, ...all);
  return checked(gss, mechanism, major, minor[0]);
}

/** The same on this thread, for what only works in memory. */
export function callGssNow<N extends GssFunction>(
  gss: GssNative,
  mechanism: Uint8Array,
  name: N,
  ...values: After<N>
): number {
  const minor: Minor = [0];
  const call = gss.call[name] as (...values: unknown[]) => number;
  return checked(gss, mechanism, call(minor, ...values), minor[0]);
}

function checked(gss: GssNative, mechanism: Uint8Array, major: number, minor: number): number {
  if (major <= informational) return major;
  const meant = byRoutine.get((major >>> 16) & 0xff);
  if (meant === undefined) throw new GssError(major, minor, statusText(gss, mechanism, major, minor));
  throw new GssError(major, meant, displayed(gss, mechanism, major, gssCode));
}

/** Routine errors that say it all: the mechanism has no code of its own beside them. */
const byRoutine: ReadonlyMap<number, number> = new Map([
  [11, krb5.ticketExpired],
  [12, krb5.ticketExpired],
]);

const gssCode = 1;
const mechanismCode = 2;

/** The mechanism's words where it has a code of its own, else the interface's. */
function statusText(gss: GssNative, mechanism: Uint8Array, major: number, minor: number): string {
  const own = minor === 0 ? '' : displayed(gss, mechanism, minor, mechanismCode);
  return own || displayed(gss, mechanism, major, gssCode) || `GSS-API status 0x${(major >>> 0).toString(16)}`;
}

function displayed(gss: GssNative, mechanism: Uint8Array, status: number, type: number): string {
  const buffer = {};
  const minor: Minor = [0];
  const major = gss.call.displayStatus(minor, status >>> 0, type, gssOid(mechanism), [0], buffer);
  if (major !== 0) return '';
  const text = Buffer.from(gss.bytes(buffer)).toString('utf8').trim();
  gss.call.releaseBuffer([0], buffer);
  return text;
}
