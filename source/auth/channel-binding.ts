import { createHash } from 'node:crypto';

/**
 * The channel binding `tls-server-end-point` (RFC 5929 4): the certificate's hash, by the hash of its own signature, or
 * SHA-256 where that is MD5 or SHA-1. Undefined for a signature that has no such hash (Ed25519), or for bytes that are
 * no certificate.
 */
export function tlsServerEndPoint(certificate: Uint8Array): Uint8Array | undefined {
  const hash = signatureHash(certificate);
  if (hash === undefined) return undefined;
  const digest = createHash(hash).update(certificate).digest();
  return Buffer.concat([Buffer.from('tls-server-end-point:', 'latin1'), digest]);
}

/** OIDs as hex of their DER contents. */
const hashes: Readonly<Record<string, string>> = {
  // PKCS#1: md5, sha1, sha256, sha384, sha512 WithRSAEncryption
  '2a864886f70d010104': 'sha256',
  '2a864886f70d010105': 'sha256',
  '2a864886f70d01010b': 'sha256',
  '2a864886f70d01010c': 'sha384',
  '2a864886f70d01010d': 'sha512',
  // ECDSA with SHA-1, SHA-256, SHA-384, SHA-512
  '2a8648ce3d0401': 'sha256',
  '2a8648ce3d040302': 'sha256',
  '2a8648ce3d040303': 'sha384',
  '2a8648ce3d040304': 'sha512',
  // Hashes by themselves, as RSASSA-PSS names them: SHA-1, SHA-256, SHA-384, SHA-512
  '2b0e03021a': 'sha256',
  '608648016503040201': 'sha256',
  '608648016503040202': 'sha384',
  '608648016503040203': 'sha512',
};
const rsassaPss = '2a864886f70d01010a';

/** Certificate ::= SEQUENCE { tbsCertificate, signatureAlgorithm, signature } (RFC 5280 4.1) */
function signatureHash(certificate: Uint8Array): string | undefined {
  const [, algorithm] = elements(elements(certificate)[0]?.contents ?? none);
  const [id, parameters] = elements(algorithm?.contents ?? none);
  if (id?.tag !== objectIdentifier) return undefined;
  const name = hex(id.contents);
  if (name !== rsassaPss) return hashes[name];
  // RSASSA-PSS-params ::= SEQUENCE { hashAlgorithm [0] DEFAULT sha1, … } (RFC 4055 3.1)
  const first = elements(parameters?.contents ?? none).find(({ tag }) => tag === 0xa0);
  if (!first) return 'sha256';
  const hash = elements(elements(first.contents)[0]?.contents ?? none)[0];
  return hash && hashes[hex(hash.contents)];
}

const none = new Uint8Array();
const objectIdentifier = 0x06;
const mostElements = 16;
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

interface Element {
  readonly tag: number;
  readonly contents: Uint8Array;
}

/** The DER elements of the bytes, up to the first that is not whole. */
function elements(bytes: Uint8Array): readonly Element[] {
  const found: Element[] = [];
  for (let at = 0; at + 2 <= bytes.length && found.length < mostElements; ) {
    const tag = bytes[at]!;
    let length = bytes[at + 1]!;
    let start = at + 2;
    if (length >= 0x80) {
      const more = length - 0x80;
      if (more === 0 || more > 4 || start + more > bytes.length) break;
      length = 0;
      for (const byte of bytes.subarray(start, start + more)) length = length * 256 + byte;
      start += more;
    }
    if (start + length > bytes.length) break;
    found.push({ tag, contents: bytes.subarray(start, start + length) });
    at = start + length;
  }
  return found;
}
