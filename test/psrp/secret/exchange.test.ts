import { constants, publicEncrypt } from 'node:crypto';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { PsSecureString } from '../../../source/objects/index.ts';
import { type ExchangeKeyPair, generateExchangeKeyPair, PsrpError, SessionKey } from '../../../source/psrp/index.ts';
import {
  decodePublicKey,
  decryptSessionKey,
  encodePublicKey,
  encryptSessionKey,
} from '../../../source/psrp/secret/exchange.ts';
import { countingBytes, openPair, serverEvents, toClient, toServer, types } from '../plug.ts';

let pair: ExchangeKeyPair;
beforeAll(async () => {
  pair = await generateExchangeKeyPair();
});

const clear = (bytes: Uint8Array) => Buffer.from(bytes).toString('utf16le');

describe('the key exchange', () => {
  it('gives both sides a key that secure strings travel under, both ways', () => {
    const { client, server } = openPair();
    expect(() => client.encryptSecureString('x')).toThrow(/need the key exchange first/);
    client.offerKey(pair);
    expect(types(toServer(client, server))).toEqual(['keyExchanged']);
    expect(types(toClient(server, client))).toEqual(['keyExchanged']);
    expect([client.hasSessionKey, server.hasSessionKey]).toEqual([true, true]);
    expect(clear(server.decryptSecureString(client.encryptSecureString('Pa55wörd')))).toBe('Pa55wörd');
    expect(clear(client.decryptSecureString(server.encryptSecureString(Buffer.from('bytes', 'utf16le'))))).toBe(
      'bytes',
    );
  });

  it('can be asked for by the server', () => {
    const { client, server } = openPair();
    server.requestKey();
    expect(toClient(server, client)).toEqual([{ type: 'publicKeyRequest' }]);
  });

  it('happens once a pool', () => {
    const { client } = openPair();
    client.offerKey(pair);
    expect(() => client.offerKey(pair)).toThrow(/sent already/);
  });

  it('is refused by the server a second time: what was sealed before would be lost', () => {
    const { client, server } = openPair();
    client.offerKey(pair);
    const sent = client.nextToSend()!;
    serverEvents(server, sent);
    const again = sent.bytes.slice();
    // Another object id: a second message, not the first one repeated.
    again[7] = again[7]! + 1;
    expect(() => serverEvents(server, { ...sent, bytes: again })).toThrow(/came twice/);
  });

  it('leaves no key behind when the pool has ended', () => {
    const { client, server } = openPair();
    client.offerKey(pair);
    toServer(client, server);
    toClient(server, client);
    client.transportEnded('closed');
    server.close();
    expect([client.hasSessionKey, server.hasSessionKey]).toEqual([false, false]);
  });
});

describe('the public key on the wire', () => {
  it('is a PUBLICKEYBLOB of 276 bytes with the modulus reversed', () => {
    const blob = Buffer.from(encodePublicKey(pair.publicKey), 'base64');
    expect(blob.subarray(0, 20).toString('hex')).toBe('06020000' + '00a40000' + '52534131' + '00080000' + '01000100');
    const modulus = Buffer.from(pair.publicKey.export({ format: 'jwk' }).n!, 'base64url');
    expect(Buffer.from(blob.subarray(20)).reverse().equals(modulus)).toBe(true);
    expect(decodePublicKey(blob.toString('base64')).equals(pair.publicKey)).toBe(true);
  });

  it('is refused when it is no such blob', () => {
    const blob = Buffer.from(encodePublicKey(pair.publicKey), 'base64');
    const other = Buffer.from(blob);
    other[12] = 1;
    for (const text of ['', '!!!!', blob.subarray(0, 275).toString('base64'), other.toString('base64')]) {
      expect(() => decodePublicKey(text)).toThrow(PsrpError);
    }
  });
});

describe('the session key on the wire', () => {
  const key = Uint8Array.from({ length: 32 }, (_, index) => 200 - index);

  it('is a SIMPLEBLOB of 268 bytes that only the private key opens', () => {
    const text = encryptSessionKey(pair.publicKey, key, countingBytes);
    const blob = Buffer.from(text, 'base64');
    expect(blob.subarray(0, 12).toString('hex')).toBe('01020000' + '10660000' + '00a40000');
    expect(blob).toHaveLength(268);
    expect(decryptSessionKey(pair.privateKey, text)).toEqual(key);
  });

  it('is understood when another PKCS#1 v1.5 implementation padded it', () => {
    const encrypted = publicEncrypt({ key: pair.publicKey, padding: constants.RSA_PKCS1_PADDING }, key);
    const blob = Buffer.concat([Buffer.from('0102000010660000' + '00a40000', 'hex'), Buffer.from(encrypted).reverse()]);
    expect(decryptSessionKey(pair.privateKey, blob.toString('base64'))).toEqual(key);
  });

  it('gives one and the same error for every kind of wrong padding', () => {
    const sealed = (padded: Uint8Array) => {
      const encrypted = publicEncrypt({ key: pair.publicKey, padding: constants.RSA_NO_PADDING }, padded);
      return Buffer.concat([Buffer.from('010200001066000000a40000', 'hex'), Buffer.from(encrypted).reverse()]).toString(
        'base64',
      );
    };
    const good = new Uint8Array(256).fill(7);
    good.set([0, 2]);
    good[223] = 0;
    expect(decryptSessionKey(pair.privateKey, sealed(good))).toEqual(new Uint8Array(32).fill(7));
    for (const [offset, value] of [
      [1, 1],
      [50, 0],
      [222, 0],
      [223, 7],
    ] as const) {
      const bad = good.slice();
      bad[offset] = value;
      expect(() => decryptSessionKey(pair.privateKey, sealed(bad))).toThrow('The session key cannot be decrypted.');
    }
  });
});

describe('secure strings', () => {
  it('survive, whatever the text, and are AES-256-CBC of UTF-16LE under a zero IV', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const key = new SessionKey(new Uint8Array(32).fill(9));
        expect(clear(key.decrypt(key.encrypt(text)))).toBe(text);
      }),
      { numRuns: 40 },
    );
    const pinned = new SessionKey(countingBytes(32)).encrypt('abc');
    expect(Buffer.from(pinned.encrypted).toString('hex')).toBe('a6d808e28fa17ede4eb0f0c015343a4b');
  });

  it('are refused when they are cut, of another key, or no UTF-16', () => {
    const key = new SessionKey(new Uint8Array(32));
    const secret = key.encrypt('some text that takes more than a block');
    expect(() => key.decrypt(new PsSecureString(secret.encrypted.subarray(1)))).toThrow(/not whole blocks/);
    expect(() => key.decrypt(new PsSecureString(new Uint8Array(0)))).toThrow(/not whole blocks/);
    expect(() => new SessionKey(new Uint8Array(32).fill(1)).decrypt(secret)).toThrow(/does not decrypt/);
    expect(() => key.decrypt(key.encrypt(Uint8Array.of(1, 2, 3)))).toThrow(/UTF-16/);
  });

  it('cannot be read any more once the key is wiped, and the key’s bytes are gone', () => {
    const bytes = new Uint8Array(32).fill(1);
    const key = new SessionKey(bytes);
    key.wipe();
    expect(bytes.every((byte) => byte === 0)).toBe(true);
    expect(() => key.encrypt('x')).toThrow(/wiped/);
  });
});
