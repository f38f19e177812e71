import { createHash, X509Certificate } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tlsServerEndPoint } from '../../source/auth/channel-binding.ts';
import { certificateFile } from '../support/raw-http-server.ts';

/** DER of a certificate's frame with that signature algorithm: its OID and parameters as hex. */
function certificate(algorithm: string, parameters = ''): Buffer {
  const tlv = (tag: string, contents: string) => tag + (contents.length / 2).toString(16).padStart(2, '0') + contents;
  return Buffer.from(tlv('30', tlv('30', '') + tlv('30', tlv('06', algorithm) + parameters) + tlv('03', '00')), 'hex');
}

describe('the channel binding of a certificate', () => {
  it('is its hash with the name of the binding before it', () => {
    const der = new X509Certificate(certificateFile('localhost.pem')).raw;
    const hash = createHash('sha256').update(der).digest();
    expect(Buffer.from(tlsServerEndPoint(der)!)).toEqual(Buffer.concat([Buffer.from('tls-server-end-point:'), hash]));
  });

  it.each([
    ['MD5 with RSA', '2a864886f70d010104', '', 'sha256'],
    ['SHA-1 with RSA', '2a864886f70d010105', '', 'sha256'],
    ['SHA-256 with RSA', '2a864886f70d01010b', '0500', 'sha256'],
    ['SHA-384 with RSA', '2a864886f70d01010c', '', 'sha384'],
    ['SHA-512 with RSA', '2a864886f70d01010d', '', 'sha512'],
    ['SHA-1 with ECDSA', '2a8648ce3d0401', '', 'sha256'],
    ['SHA-384 with ECDSA', '2a8648ce3d040303', '', 'sha384'],
    ['PSS without parameters', '2a864886f70d01010a', '3000', 'sha256'],
    ['PSS of SHA-512', '2a864886f70d01010a', '300fa00d300b0609608648016503040203', 'sha512'],
  ])('uses the hash that goes with a signature by %s', (_name, algorithm, parameters, hash) => {
    const der = certificate(algorithm, parameters);
    const digest = createHash(hash).update(der).digest('hex');
    expect(Buffer.from(tlsServerEndPoint(der)!).subarray(21).toString('hex')).toBe(digest);
  });

  it('is left out for a signature without such a hash, and for what is no certificate', () => {
    expect(tlsServerEndPoint(certificate('2b6570'))).toBeUndefined();
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(tlsServerEndPoint(bytes)).toBeUndefined();
      }),
    );
  });
});
