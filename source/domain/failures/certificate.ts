import type { FailureWord } from '../failure-facts.ts';
import type { CatalogueEntries, Circumstances } from './entry.ts';

const detail = (c: Circumstances, name: string) => c.facts.details?.[name];
const whose = (c: Circumstances) => `The certificate of ${c.host}`;
const trustIt = (c: Circumstances, what: string) =>
  `Save ${what} as PEM text (Base64) and name that file in the connection (--ca-file). Exchange's own way is http://${c.host}/PowerShell/ with Kerberos, which needs no certificate.`;

const caFileReasons = {
  'caFile.missing': 'There is no such file.',
  'caFile.forbidden': 'You may not read it.',
  'caFile.folder': 'It is a folder.',
  'caFile.too-large': 'It is larger than 4 MB.',
  'caFile.unreadable': 'It cannot be read.',
  'caFile.no-certificate':
    'It holds no certificate in PEM form, the text between BEGIN CERTIFICATE and END CERTIFICATE.',
  'caFile.damaged-certificate': 'A certificate in it is damaged.',
};

/** The checks that a certificate can fail; nothing was sent to the server then. */
export const certificateFailures = {
  'cert.expired': {
    kind: 'connection',
    retryCanHelp: false,
    networks: ['certificate.expired', 'CERT_HAS_EXPIRED'],
    what: (c) => `${whose(c)} has expired.`,
    why: (c) => {
      const until = detail(c, 'certificateUntil');
      return until ? `It was valid until ${until}.` : 'Its validity, or that of an authority above it, has passed.';
    },
    next: 'An administrator renews it on the server and binds the new one to the site in IIS. Check the clock of this computer too.',
  },
  'cert.notyet': {
    kind: 'connection',
    retryCanHelp: false,
    networks: ['certificate.notYetValid', 'CERT_NOT_YET_VALID'],
    what: (c) => `${whose(c)} is not valid yet.`,
    why: (c) => {
      const from = detail(c, 'certificateFrom');
      return `${from ? `It is valid from ${from} on. ` : ''}Most often the clock of one of the two computers is wrong.`;
    },
    next: 'Set the clock of this computer, then look at that of the server which issued the certificate.',
  },
  'cert.name': {
    kind: 'connection',
    retryCanHelp: false,
    networks: ['certificate.name', 'ERR_TLS_CERT_ALTNAME_INVALID'],
    what: (c) => `The certificate that was shown is not for the name ${c.host}.`,
    why: (c) => {
      const names = detail(c, 'certificateNames');
      return names ? `It is for ${names}.` : 'It names no host at all in its subject alternative names.';
    },
    next: 'Connect by one of the names that it holds, if that is the server you mean; else have the name added to the certificate.',
  },
  'cert.selfsigned': {
    kind: 'connection',
    retryCanHelp: false,
    networks: ['certificate.selfSigned', 'DEPTH_ZERO_SELF_SIGNED_CERT'],
    what: (c) => `${whose(c)} is self-signed, and nobody here vouches for it.`,
    why: 'Exchange makes such a certificate for itself when it is installed.',
    next: (c) => trustIt(c, 'that certificate, got from the server itself,'),
  },
  'cert.issuer': {
    kind: 'connection',
    retryCanHelp: false,
    networks: ['certificate.issuer', 'SELF_SIGNED_CERT_IN_CHAIN', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
    what: (c) => `${whose(c)} comes from an authority that this computer does not trust.`,
    why: (c) => {
      const issuer = detail(c, 'certificateIssuer');
      return `${issuer ? `It was issued by ${issuer}. ` : ''}Either that is an authority of your organisation, or the server leaves out the certificate between its own and a known authority.`;
    },
    next: (c) => trustIt(c, "the authority's certificate"),
  },
  'cert.weak': {
    kind: 'connection',
    retryCanHelp: false,
    networks: ['certificate.weak'],
    what: (c) => `${whose(c)}, or that of its authority, is too weak.`,
    why: (c) => `Its key or its signature is easily forged${c.text ? `: ${c.text}` : '.'}`,
    next: 'An administrator has a new one issued: RSA of 2048 bits or more (or ECDSA), signed with SHA-256.',
  },
  'cert.purpose': {
    kind: 'connection',
    retryCanHelp: false,
    networks: ['certificate.purpose'],
    what: (c) => `${whose(c)} is not meant for servers.`,
    why: 'Its extended key usage does not name server authentication.',
    next: 'An administrator binds another certificate to the site in IIS, one issued for server authentication.',
  },
  'cert.revoked': {
    kind: 'connection',
    retryCanHelp: false,
    networks: ['certificate.revoked', 'CERT_REVOKED'],
    what: (c) => `${whose(c)} was revoked by its authority.`,
    why: 'Its key may be in the wrong hands, or it was replaced.',
    next: 'Do not go on. An administrator binds a new certificate to the site in IIS.',
  },
  cafile: {
    kind: 'local',
    retryCanHelp: false,
    networks: ['caFile', ...(Object.keys(caFileReasons) as (keyof typeof caFileReasons)[])],
    what: (c) => {
      const file = detail(c, 'file');
      return `The CA file of the connection cannot be used${file === undefined ? '' : `: ${file}`}.`;
    },
    why: (c) => {
      const certificate = detail(c, 'certificate');
      if (certificate !== undefined) return `Its certificate number ${certificate} is damaged.`;
      const reasons: Partial<Record<FailureWord, string>> = caFileReasons;
      return reasons[c.facts.network ?? 'caFile'] ?? 'It cannot be read.';
    },
    next: 'Name a file of certificates in PEM form with --ca-file, as an absolute path that you may read. A .cer of Windows is turned into it by: openssl x509 -inform der -in ca.cer -out ca.pem',
  },
} satisfies CatalogueEntries;
