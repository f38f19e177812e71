const protocol = (index: number) => (-1765328384 + index) >>> 0;
const generic = (index: number) => 39756032 + index;

/**
 * Codes of Kerberos as unsigned 32-bit numbers: errors of the protocol (RFC 4120 7.5.9) and of the library, both counted
 * from the base that MIT's and Heimdal's share, and those of MIT's GSS-API.
 */
export const krb5 = {
  accountExpired: protocol(1),
  clientUnknown: protocol(6),
  serviceUnknown: protocol(7),
  policy: protocol(12),
  noEncryption: protocol(14),
  revoked: protocol(18),
  notYet: protocol(21),
  passwordExpired: protocol(23),
  preauthFailed: protocol(24),
  badIntegrity: protocol(31),
  ticketExpired: protocol(32),
  ticketNotYet: protocol(33),
  replay: protocol(34),
  notForUs: protocol(35),
  skew: protocol(37),
  modified: protocol(41),
  noServiceKey: protocol(45),
  ticketNotFound: protocol(141),
  wrongPrincipal: protocol(144),
  replySkew: protocol(148),
  encryptionUnsupported: protocol(150),
  realmUnknown: protocol(154),
  noKdc: protocol(156),
  noCache: protocol(195),
  noDefaultRealm: protocol(224),
  cacheMismatch: generic(0),
  noTgt: generic(2),
  emptyCache: generic(12),
} satisfies Readonly<Record<string, number>>;
