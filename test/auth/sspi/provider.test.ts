import { describe, expect, it } from 'vitest';
import { SecurityError } from '../../../source/auth/security/error.ts';
import type { ContextOptions, Mechanism } from '../../../source/auth/security/provider.ts';
import { loadSspiBy } from '../../../source/auth/sspi/library.ts';
import type { Koffi } from '../../../source/auth/sspi/native.ts';
import { SspiProvider } from '../../../source/auth/sspi/provider.ts';
import { krb5 } from '../../../source/domain/index.ts';
import { FakeSspi } from './fake-sspi.ts';

const to: ContextOptions = {
  servicePrincipalName: 'HTTP/ex01.contoso.com',
  channelBinding: undefined,
  delegates: false,
  allowsNtlm: false,
};
const password = () => new Uint8Array(Buffer.from('geheim-ä€😀'));
const bytes = (text: string) => new Uint8Array(Buffer.from(text));

async function errorOf(promise: Promise<unknown>): Promise<SecurityError> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(SecurityError);
  return error as SecurityError;
}

async function credential(sspi: FakeSspi, mechanism: Mechanism = 'Kerberos', user = 'mira@contoso.com') {
  return new SspiProvider(sspi).acquire({ user, password: password() }, mechanism);
}

async function context(sspi: FakeSspi, mechanism: Mechanism = 'Kerberos', given: Partial<ContextOptions> = {}) {
  return (await credential(sspi, mechanism)).begin({ ...to, ...given });
}

async function complete(sspi: FakeSspi, mechanism: Mechanism = 'Kerberos', given: Partial<ContextOptions> = {}) {
  const made = await context(sspi, mechanism, given);
  await made.step();
  await made.step(bytes('welcome'));
  return made;
}

describe('an account for SSPI', () => {
  it.each([
    ['mira@contoso.com', { user: 'mira@contoso.com' }],
    ['CONTOSO\\mira', { user: 'mira', domain: 'CONTOSO' }],
    ['mira', { user: 'mira' }],
  ])('is laid out for %s, in UTF-16 with its lengths', async (user, expected) => {
    const sspi = new FakeSspi();
    await credential(sspi, 'Kerberos', user);
    expect(sspi.seen.identity).toEqual({ ...expected, password: 'geheim-ä€😀', flags: 2 });
  });

  it('is overwritten once the library has it, and when it refuses it', async () => {
    for (const status of [undefined, 0x8009030c]) {
      const sspi = new FakeSspi();
      if (status !== undefined) sspi.failing.set('acquire Negotiate', status);
      await credential(sspi, 'Negotiate').catch(() => undefined);
      expect(sspi.passwords.length).toBeGreaterThan(0);
      for (const memory of sspi.passwords) expect(memory.every((byte) => byte === 0)).toBe(true);
    }
  });

  it.each(['a\\b\\c', '\\mira', 'CONTOSO\\', 'mi\nra', ''])('is not made of %j', async (user) => {
    const sspi = new FakeSspi();
    expect((await errorOf(credential(sspi, 'Kerberos', user))).code).toBe(2202);
    expect(sspi.called).toEqual([]);
  });

  it('is cut for Wine, which wants the realm by itself', async () => {
    const sspi = new FakeSspi();
    sspi.isWine = true;
    await credential(sspi);
    expect(sspi.seen.identity).toMatchObject({ user: 'mira', domain: 'CONTOSO.COM' });
  });
});

describe('the logon of Windows', () => {
  it('is used as it is, and named', async () => {
    const sspi = new FakeSspi();
    const { principal, secondsLeft } = await new SspiProvider(sspi).acquire({}, 'Kerberos');
    expect([principal, secondsLeft]).toEqual(['CONTOSO\\mira', undefined]);
    expect(sspi.seen.identity).toBeUndefined();
  });

  it.each([
    ['mira@contoso.com', true],
    ['Mira@CONTOSO.COM', true],
    ['mira', true],
    ['contoso\\MIRA', true],
    ['chris@contoso.com', false],
    ['FABRIKAM\\mira', false],
  ])('serves %s: %s', async (user, isServed) => {
    const sspi = new FakeSspi();
    sspi.logon.set(2, 'CONTOSO\\mira').set(8, 'mira@contoso.com');
    const acquired = new SspiProvider(sspi).acquire({ user }, 'Kerberos');
    if (isServed) return void (await acquired);
    const { code, facts } = await errorOf(acquired);
    expect([code, facts.wanted]).toEqual([krb5.cacheMismatch, user]);
  });

  it('is tried where Windows does not tell whose it is', async () => {
    await expect(
      new SspiProvider(new FakeSspi()).acquire({ user: 'mira@contoso.com' }, 'Kerberos'),
    ).resolves.toBeDefined();
  });

  it('is given back once, with every handle', async () => {
    const sspi = new FakeSspi();
    const held = await credential(sspi, 'Negotiate');
    held.release();
    held.release();
    expect(sspi.called).toEqual(['acquire Kerberos', 'acquire Negotiate', 'free', 'free']);
  });
});

describe('a context of SSPI', () => {
  it('asks for mutual authentication and sealing, and for delegation only on request', async () => {
    const sspi = new FakeSspi();
    await (await context(sspi)).step();
    expect([sspi.seen.target, sspi.seen.flags]).toEqual(['HTTP/ex01.contoso.com', 0x1001e]);
    await (await context(sspi, 'Kerberos', { delegates: true })).step();
    expect(sspi.seen.flags).toBe(0x1001f);
  });

  it('hands on the server’s token and the channel binding in its structure', async () => {
    const sspi = new FakeSspi();
    const channelBinding = bytes('tls-server-end-point:hash');
    const made = await context(sspi, 'Kerberos', { channelBinding });
    expect(Buffer.from((await made.step()).token).toString()).toBe('hello by Kerberos');
    expect(sspi.seen.input?.map(({ kind }) => kind)).toEqual([14]);
    expect(await made.step(bytes('welcome'))).toEqual({ token: Buffer.alloc(0), isDone: true });
    const [token, bindings] = sspi.seen.input!;
    expect([token!.kind, token!.contents.toString()]).toEqual([2, 'welcome']);
    expect([bindings!.contents.readUInt32LE(24), bindings!.contents.readUInt32LE(28)]).toEqual([25, 32]);
    expect(bindings!.contents.subarray(0, 24).every((byte) => byte === 0)).toBe(true);
    expect(bindings!.contents.toString('latin1', 32)).toBe('tls-server-end-point:hash');
  });

  it.each([
    ['Kerberos', 'NTLM', 0x1001e, { mutual: true, sealing: true, kerberos: true }],
    ['Negotiate', 'Kerberos', 0x1001e, { mutual: true, sealing: true, kerberos: true }],
    ['Negotiate', 'NTLM', 0x1001c, { mutual: false, sealing: true, kerberos: false }],
    ['Kerberos', '', 0x0000e, { mutual: true, sealing: false, kerberos: true }],
  ] as const)('by %s, come to %s with %i, grants what was got', async (mechanism, negotiated, grants, granted) => {
    const sspi = Object.assign(new FakeSspi(), { negotiated, grants });
    const made = await context(sspi, mechanism);
    await made.step();
    expect(made.granted).toEqual({ mutual: false, sealing: false, kerberos: false });
    await made.step(bytes('welcome'));
    expect(made.granted).toEqual(granted);
  });

  it.each([0x8009030e, 0x8009030c, 0x80090303, 0x80090324])('fails with the code %i', async (status) => {
    const sspi = new FakeSspi();
    sspi.failing.set('initialize', status);
    const { code, message } = await errorOf((await context(sspi)).step());
    expect(code).toBe(status);
    if (status === 0x8009030c) expect(message).toBe('Der Anmeldeversuch ist fehlgeschlagen');
  });

  const ntlm = Buffer.from('`spnego NTLMSSP\0\x01', 'latin1');

  it('lets nothing of NTLM go out unless that is allowed, and says why Kerberos cannot be used', async () => {
    const sspi = new FakeSspi();
    sspi.tokens.set('Negotiate', ntlm);
    sspi.failing.set('initialize Kerberos', 0x80090303);
    expect((await errorOf((await context(sspi, 'Negotiate')).step())).code).toBe(0x80090303);
    sspi.failing.clear();
    expect((await errorOf((await context(sspi, 'Negotiate')).step())).code).toBe(1937);
    const allowed = await context(sspi, 'Negotiate', { allowsNtlm: true });
    expect((await allowed.step()).token).toEqual(ntlm);
  });

  it('hears from Kerberos why negotiation failed', async () => {
    const sspi = new FakeSspi();
    sspi.failing.set('initialize Negotiate', 0x80090304).set('initialize Kerberos', 0x80090324);
    expect((await errorOf((await context(sspi, 'Negotiate')).step())).code).toBe(0x80090324);
    sspi.failing.delete('initialize Kerberos');
    expect((await errorOf((await context(sspi, 'Negotiate')).step())).code).toBe(0x80090304);
  });

  it('is removed once, after what runs in it', async () => {
    const sspi = new FakeSspi();
    const made = await complete(sspi);
    const sealing = made.seal(bytes('x'));
    await Promise.all([made.dispose(), made.dispose(), sealing]);
    expect(sspi.called.slice(-2)).toEqual(['encrypt', 'remove']);
    await errorOf(made.seal(bytes('y')));
    const never = await context(sspi);
    await never.dispose();
    expect(sspi.called.filter((name) => name === 'remove')).toHaveLength(1);
  });
});

describe('messages sealed by SSPI', () => {
  it('go as token and data, without padding, and come back', async () => {
    const sspi = new FakeSspi();
    const made = await complete(sspi);
    const { header, data } = await made.seal(bytes('plain text'));
    expect(sspi.seen.sealed?.map(({ kind, contents }) => [kind, contents.length])).toEqual([
      [2, 60],
      [1, 10],
    ]);
    expect([header.length, data.length]).toEqual([60, 10]);
    expect(Buffer.from(data).includes('plain')).toBe(false);
    expect(Buffer.from(await made.unseal({ header, data }, 10)).toString()).toBe('plain text');
    expect(sspi.seen.sealed?.map(({ kind, contents }) => [kind, contents.length])).toEqual([
      [2, 60],
      [1, 10],
    ]);
  });

  it('are refused where they were signed only, by the quality of protection or by the token itself', async () => {
    const sspi = Object.assign(new FakeSspi(), { quality: 0x80000001 });
    const made = await complete(sspi);
    const header = new Uint8Array(60);
    expect((await errorOf(made.unseal({ header, data: bytes('x') }, 1))).message).toContain('not encrypted');
    sspi.quality = 0;
    header.set([5, 4, 1, 0xff]);
    expect((await errorOf(made.unseal({ header, data: bytes('x') }, 1))).message).toContain('not encrypted');
    header[2] = 3;
    await made.unseal({ header, data: bytes('x') }, 1);
  });

  it.each([
    ['encrypt', 0x80090317],
    ['decrypt', 0x8009030f],
    ['decrypt', 0x80090310],
  ])('tell by their code why %s failed with %i', async (name, status) => {
    const sspi = new FakeSspi();
    const made = await complete(sspi);
    sspi.failing.set(name, status);
    const done = name === 'encrypt' ? made.seal(bytes('x')) : made.unseal({ header: bytes('h'), data: bytes('x') }, 1);
    expect((await errorOf(done)).code).toBe(status);
  });

  it('are not opened where the data are longer than what was said', async () => {
    const made = await complete(new FakeSspi());
    expect((await errorOf(made.unseal({ header: bytes('h'), data: bytes('xy') }, 1))).message).toContain('long');
  });
});

describe('a computer whose Node cannot reach SSPI', () => {
  it('is told what is missing', async () => {
    await expect(loadSspiBy(() => Promise.reject(new Error('none')))).rejects.toMatchObject({
      failure: { id: 'kerberos.koffi' },
    });
    const narrow = { sizeof: () => 4 } as unknown as Koffi;
    await expect(loadSspiBy(async () => narrow)).rejects.toMatchObject({ failure: { id: 'kerberos.platform' } });
  });
});
