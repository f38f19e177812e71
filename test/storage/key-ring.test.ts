import { describe, expect, it } from 'vitest';
import { Secret } from '../../source/domain/index.ts';
import { KeyRingProblem, openKeyRing } from '../../source/storage/index.ts';
import { HandClock, turns } from '../support/hand-clock.ts';
import { MemoryKeyRing } from '../support/memory-key-ring.ts';

function open() {
  const memory = new MemoryKeyRing();
  const clock = new HandClock();
  const after = (milliseconds: number, callback: () => void) => clock.after(milliseconds, callback);
  return { memory, clock, after, ring: openKeyRing({ load: async () => memory.binding, after }) };
}

const text = (secret: Secret | undefined) => secret?.use((bytes) => new TextDecoder().decode(bytes));

describe('a key ring that is there', () => {
  it('keeps a password by its account, whatever the case, and gives it back', async () => {
    const { ring, memory } = open();
    await ring.keep('Mira@Contoso.com', Secret.fromText('pässword'));
    expect([...memory.entries.keys()]).toEqual(['exterm/mira@contoso.com']);
    expect(text(await ring.find('MIRA@contoso.COM'))).toBe('pässword');
    expect(await ring.problem()).toBeUndefined();
  });

  it('forgets, and says whether there was anything', async () => {
    const { ring } = open();
    await ring.keep('mira@contoso.com', Secret.fromText('x'));
    expect(await ring.forget('mira@contoso.com')).toBe(true);
    expect(await ring.forget('mira@contoso.com')).toBe(false);
    expect(await ring.find('mira@contoso.com')).toBeUndefined();
  });

  it('leaves no bytes of a password where it passed, and the caller its own', async () => {
    const { ring, memory } = open();
    const given = Secret.fromText('secret');
    await ring.keep('mira@contoso.com', given);
    expect(memory.taken[0]).toEqual(new Uint8Array(6));
    expect(text(given)).toBe('secret');
    await ring.find('mira@contoso.com');
    expect(memory.lent[0]).toEqual([0, 0, 0, 0, 0, 0]);
  });

  it('sets no timer that outlives the answer', async () => {
    const { ring, clock } = open();
    await ring.keep('mira@contoso.com', Secret.fromText('x'));
    await ring.problem();
    expect(clock.pending).toBe(0);
  });
});

describe('a key ring that is not to be had', () => {
  it('says that the package is missing', async () => {
    const { after } = open();
    const ring = openKeyRing({ load: () => Promise.reject(new Error('Cannot find module')), after });
    expect(await ring.problem()).toContain('@napi-rs/keyring');
    await expect(ring.find('mira@contoso.com')).rejects.toMatchObject({ kind: 'absent' });
  });

  it.each([
    ["Couldn't access platform storage: the collection is locked", 'closed'],
    ['Platform failure: DBus error: no such name', 'absent'],
  ] as const)('tells one that is locked from one that is absent: %s', async (trouble, kind) => {
    const { ring, memory } = open();
    memory.trouble = trouble;
    const problem: unknown = await ring.find('mira@contoso.com').catch((error: unknown) => error);
    expect(problem).toBeInstanceOf(KeyRingProblem);
    expect(problem).toMatchObject({ kind });
    expect(await ring.problem()).toBe((problem as KeyRingProblem).message);
  });

  it('does not wait for ever for one that does not answer', async () => {
    const { ring, memory, clock } = open();
    memory.isSilent = true;
    const problem = ring.problem();
    await turns();
    await clock.advance(5_000);
    expect(await problem).toBe('The key ring did not answer.');
  });

  it('wipes the copy of a password that could not be kept', async () => {
    const { ring, memory, clock } = open();
    let copy: Uint8Array | undefined;
    const binding = () => ({
      ...memory.binding('', ''),
      setSecret: (secret: Uint8Array) => {
        copy = secret;
        return Promise.reject(new Error('Platform failure'));
      },
    });
    const failing = openKeyRing({ load: async () => binding, after: (ms, call) => clock.after(ms, call) });
    await expect(failing.keep('mira@contoso.com', Secret.fromText('secret'))).rejects.toBeInstanceOf(KeyRingProblem);
    expect(copy).toEqual(new Uint8Array(6));
    expect(ring).toBeDefined();
  });
});

describe.runIf(process.platform === 'linux')("the system's own binding", () => {
  it('says plainly that there is no key ring where no desktop session runs', async () => {
    const before = process.env['DBUS_SESSION_BUS_ADDRESS'];
    process.env['DBUS_SESSION_BUS_ADDRESS'] = 'unix:path=/nonexistent/exterm-test';
    try {
      const ring = openKeyRing({ after: () => () => {} });
      expect(await ring.problem()).toMatch(/^There is no key ring on this computer that answers\./);
      await expect(ring.keep('mira@contoso.com', Secret.fromText('x'))).rejects.toMatchObject({ kind: 'absent' });
    } finally {
      if (before === undefined) delete process.env['DBUS_SESSION_BUS_ADDRESS'];
      else process.env['DBUS_SESSION_BUS_ADDRESS'] = before;
    }
  });
});
