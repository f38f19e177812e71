import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { describeInCi } from '../../support/in-ci.ts';
import { describeKerberos, diagnosis, echoed, failure, Lab, schemeNames, soap } from './lab.ts';

for (const encryption of ['aes256-cts-hmac-sha1-96', 'aes256-cts-hmac-sha384-192'] as const) {
  describeKerberos(`sealed bodies with ${encryption}`, () => {
    let lab: Lab;
    beforeAll(async () => {
      lab = await Lab.start({ encryption });
    });
    beforeEach(() => {
      lab.enter();
    });
    afterEach(() => lab.tidy());
    afterAll(() => lab?.stop());

    for (const name of schemeNames) {
      it(`${name} carries bodies of every size both ways`, async () => {
        const channel = lab.channel(name);
        for (const size of [1, 2, 15, 16, 17, 59, 60, 4096, 100_000]) {
          const body = Buffer.alloc(size, `${size}ä`);
          expect((await echoed(channel, body)).equals(body), `${size}`).toBe(true);
        }
        expect((await lab.acceptor.facts()).user).toBe('mira@EXTERM.TEST');
      });

      // A body is sealed in pieces that are alike: each scheme and each encryption has many of them once.
      const largeInCi = (name === 'Kerberos') === encryption.endsWith('sha1-96') ? describe : describeInCi;
      largeInCi('a large body', () => {
        it(`${name} carries 5 MB both ways`, async () => {
          const body = Buffer.alloc(5 * 1024 * 1024, 'five million ');
          expect((await echoed(lab.channel(name), body)).equals(body)).toBe(true);
        });
      });

      it.each(['spaced', 'rotated'] as const)(`${name} takes an answer that is %s`, async (mode) => {
        await lab.acceptor.answer(mode);
        const channel = lab.channel(name);
        expect(`${await echoed(channel, 'one')}`).toBe('one');
        expect(`${await echoed(channel, 'two')}`).toBe('two');
      });

      it(`${name} sends and takes nothing readable once it is authenticated`, async () => {
        const tap = await lab.tap();
        const marker = '<s:Envelope>readable by anybody on the way</s:Envelope>';
        expect(`${await echoed(lab.channel(name, { url: lab.url(tap.port) }), marker)}`).toBe(marker);
        expect(lab.echo.bodies.at(-1)?.toString()).toBe(marker);
        expect(tap.bytes().includes('readable')).toBe(false);
        expect(tap.bytes().includes('Envelope')).toBe(false);
        expect(tap.bytes('request').toString('latin1')).toContain('-session-encrypted');
        expect(tap.bytes('answer').toString('latin1')).toContain('-session-encrypted');
      });

      it.each(['plain', 'signed'] as const)(`${name} refuses an answer that is %s`, async (mode) => {
        await lab.acceptor.answer(mode);
        const promise = lab.channel(name).exchange(soap('secret'));
        expect(await failure(promise)).toMatchObject({ kind: 'protocol', facts: { status: 200 } });
        expect(await diagnosis(promise)).toMatchObject({ id: 'decrypt' });
      });

      it(`${name} refuses an answer that was changed on the way`, async () => {
        const tap = await lab.tap();
        const channel = lab.channel(name, { url: lab.url(tap.port) });
        await echoed(channel, 'untouched');
        tap.tamper = (bytes, direction) => {
          const at = bytes.indexOf('octet-stream\r\n');
          if (direction === 'answer' && at >= 0) bytes[at + 100]! ^= 1;
          return bytes;
        };
        expect(await diagnosis(channel.exchange(soap('x'.repeat(200))))).toMatchObject({ id: 'decrypt' });
        tap.tamper = (bytes) => bytes;
        expect(`${await echoed(channel, 'over a new connection')}`).toBe('over a new connection');
      });

      it(`${name} refuses an answer that came before`, async () => {
        const tap = await lab.tap();
        const channel = lab.channel(name, { url: lab.url(tap.port) });
        await echoed(channel, 'first');
        const first = tap.recorded.at(-1)!.bytes;
        tap.tamper = (bytes, direction) => (direction === 'answer' ? first : bytes);
        expect(await diagnosis(channel.exchange(soap('other')))).toMatchObject({ id: 'decrypt' });
      });

      it(`${name} requests that are changed or sent twice are refused by the server`, async () => {
        const tap = await lab.tap();
        const channel = lab.channel(name, { url: lab.url(tap.port) });
        await echoed(channel, 'once');
        const request = tap.bytes('request').subarray(tap.bytes('request').lastIndexOf('POST '));
        const before = await lab.acceptor.facts();
        expect((await tap.inject(request)).toString('latin1')).toMatch(/^HTTP\/1.1 400/);
        const changed = Buffer.from(request);
        changed[changed.length - 60]! ^= 1;
        expect((await tap.inject(changed)).toString('latin1')).toMatch(/^HTTP\/1.1 400/);
        const after = await lab.acceptor.facts();
        expect([after.opened - before.opened, after.refused - before.refused]).toEqual([0, 2]);
      });

      it(`${name} authenticates again after the connection was lost`, async () => {
        const tap = await lab.tap();
        const channel = lab.channel(name, { url: lab.url(tap.port) });
        await echoed(channel, 'one');
        const before = await lab.acceptor.facts();
        tap.cut();
        expect(`${await echoed(channel, 'two')}`).toBe('two');
        expect((await lab.acceptor.facts()).contexts - before.contexts).toBe(1);
      });
    }
  });
}
