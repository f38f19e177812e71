import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import type { GssNative } from '../../../source/auth/gss/native.ts';
import { GssProvider, KerberosScheme, loadGss, NegotiateScheme } from '../../../source/auth/index.ts';
import { realmUser } from '../kdc/kdc.ts';
import { byPassword, describeKerberos, diagnosis, echoed, failure, Lab, schemeNames, soap } from './lab.ts';

/** The library, with a count of the calls to each function. */
async function counted(): Promise<{ gss: GssNative; calls: Map<string, number> }> {
  const gss = await loadGss();
  const calls = new Map<string, number>();
  const count = (name: string) => calls.set(name, (calls.get(name) ?? 0) + 1);
  const call = Object.fromEntries(
    Object.entries(gss.call).map(([name, run]) => [
      name,
      (...values: unknown[]) => {
        count(name);
        return (run as (...values: unknown[]) => number)(...values);
      },
    ]),
  ) as unknown as GssNative['call'];
  const async: GssNative['async'] = (name, ...values) => {
    count(name);
    return gss.async(name, ...values);
  };
  return { gss: { ...gss, call, async }, calls };
}

const schemes = { Kerberos: KerberosScheme, Negotiate: NegotiateScheme };

describeKerberos('the credential of a session', () => {
  let lab: Lab;
  beforeAll(async () => {
    lab = await Lab.start();
  });
  beforeEach(() => lab.enter());
  afterEach(() => lab.tidy());
  afterAll(() => lab?.stop());

  it.each(schemeNames)('is got once for all connections with %s, each of which has its own context', async (name) => {
    const { gss, calls } = await counted();
    const scheme = new schemes[name]({ load: () => Promise.resolve(new GssProvider(gss)), source: byPassword() });
    const before = await lab.acceptor.facts();
    const channels = [1, 2, 3].map(() => lab.channelWith(scheme));
    const bodies = await Promise.all(channels.map((channel, index) => echoed(channel, `body ${index}`)));
    expect(bodies.map(String)).toEqual(['body 0', 'body 1', 'body 2']);
    for (const channel of channels) await echoed(channel, 'again');
    expect((await lab.acceptor.facts()).contexts - before.contexts).toBe(3);
    // Negotiation has a credential of its own beside that of Kerberos.
    expect(calls.get('acquireWithPassword')).toBe(name === 'Kerberos' ? 1 : 2);
  });

  it.each(schemeNames)(
    'goes with the last connection, and all memory of the library with it, with %s',
    async (name) => {
      const { gss, calls } = await counted();
      const scheme = new schemes[name]({ load: () => Promise.resolve(new GssProvider(gss)), source: byPassword() });
      const channels = [1, 2].map(() => lab.channelWith(scheme));
      await Promise.all(channels.map((channel) => echoed(channel, 'hello')));
      channels[0]!.close();
      await echoed(channels[1]!, 'hello');
      expect(calls.get('releaseCredential')).toBeUndefined();
      const inFlight = failure(channels[1]!.exchange(soap('cut off')));
      channels[1]!.close();
      expect((await inFlight).kind).toBe('aborted');
      await expect.poll(() => calls.get('releaseCredential')).toBe(calls.get('acquireWithPassword'));
      expect(calls.get('deleteContext')).toBe(2);
      const names = (calls.get('importName') ?? 0) + (calls.get('inquireByMechanism') ?? 0);
      expect(calls.get('releaseName')).toBe(names);
      const filled = ['initContext', 'wrap', 'unwrap', 'displayName'].reduce(
        (sum, one) => sum + (calls.get(one) ?? 0),
        0,
      );
      expect(calls.get('releaseBuffer')).toBe(filled);
    },
  );

  it.each(schemeNames)('tries a wrong password once with %s, and leaves nothing', async (name) => {
    const { gss, calls } = await counted();
    const given: Uint8Array[] = [];
    const source = () => {
      const password = new TextEncoder().encode('wrong');
      given.push(password);
      return { user: realmUser.user, password };
    };
    const channel = lab.channel(name, { load: () => Promise.resolve(new GssProvider(gss)), source });
    expect(await diagnosis(channel.exchange(soap('x')))).toMatchObject({ id: 'logon.failure' });
    expect(calls.get('acquireWithPassword')).toBe(1);
    expect(given.map((password) => [...password])).toEqual([[0, 0, 0, 0, 0]]);
  });

  it('wipes the copy of the password that it was given, and touches no environment', async () => {
    const environment = { ...process.env };
    const given: Uint8Array[] = [];
    const source = () => {
      const password = new TextEncoder().encode(realmUser.password);
      given.push(password);
      return { user: realmUser.user, password };
    };
    await echoed(lab.channel('Negotiate', { source }), 'hello');
    expect(given).toHaveLength(1);
    expect(given.every((password) => password.every((byte) => byte === 0))).toBe(true);
    expect(process.env).toEqual(environment);
  });

  it('is renewed for the connections that begin when its ticket is about to end', async () => {
    const { gss, calls } = await counted();
    let now = 0;
    const options = { load: () => Promise.resolve(new GssProvider(gss)), source: byPassword(), now: () => now };
    const scheme = new KerberosScheme(options);
    const first = lab.channelWith(scheme);
    await echoed(first, 'one');
    now = 9.95 * 3_600_000;
    await echoed(lab.channelWith(scheme), 'two');
    await echoed(lab.channelWith(scheme), 'three');
    expect(calls.get('acquireWithPassword')).toBe(2);
    expect(`${await echoed(first, 'still')}`).toBe('still');
    first.close();
    await expect.poll(() => calls.get('releaseCredential')).toBe(1);
  });

  it.each([
    [undefined, false, false],
    [false, false, false],
    [true, true, true],
  ])('is handed on to the server only where that was asked for: %s', async (delegates, asked, given) => {
    lab.enter(lab.kdc.variant('forwardable', { libdefaults: ['forwardable = true'] }));
    const gss = await loadGss();
    const wanted: boolean[] = [];
    const granted: boolean[] = [];
    const async: GssNative['async'] = async (name, ...values) => {
      const status = await gss.async(name, ...values);
      if (name === 'initContext') {
        wanted.push(((values[5] as number) & 1) === 1);
        granted.push(((values.at(-2) as [number])[0] & 1) === 1);
      }
      return status;
    };
    const options = {
      load: () => Promise.resolve(new GssProvider({ ...gss, async })),
      ...(delegates === undefined ? {} : { delegates }),
    };
    expect(`${await echoed(lab.channel('Kerberos', options), 'hello')}`).toBe('hello');
    expect([wanted.every((one) => one === asked), granted.at(-1)]).toEqual([true, given]);
  });

  it('leaves the event loop free while large bodies are sealed and opened', async () => {
    const gss = await loadGss();
    let calls = 0;
    let turns = 0;
    const async: GssNative['async'] = async (name, ...values) => {
      const before = turns;
      const status = await gss.async(name, ...values);
      if (name === 'wrap' || name === 'unwrap') {
        calls++;
        expect(turns, name).toBeGreaterThan(before + 5);
      }
      return status;
    };
    const channel = lab.channel('Kerberos', { load: () => Promise.resolve(new GssProvider({ ...gss, async })) });
    let isOver = false;
    const turn = () => {
      turns++;
      if (!isOver) setImmediate(turn);
    };
    turn();
    try {
      const body = Buffer.alloc(5 * 1024 * 1024, 'large ');
      expect((await echoed(channel, body)).equals(body)).toBe(true);
      expect(calls).toBe(2);
    } finally {
      isOver = true;
    }
  });
});
