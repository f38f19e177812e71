import { describe, expect, it } from 'vitest';
import { ManualClock } from '../../../source/sandbox/index.ts';
import { testSandbox } from './support/sandbox.ts';

describe('the life of the organisation', () => {
  const minutes = 60_000;

  async function ending(promise: Promise<string>): Promise<string | undefined> {
    return Promise.race([promise, new Promise<undefined>((resolve) => setImmediate(() => resolve(undefined)))]);
  }

  it('ends by itself after five minutes without a shell or a request', async () => {
    const { sandbox, clock, connection } = await testSandbox();
    clock.advance(4 * minutes);
    await connection().post('');
    await sandbox.idle();
    clock.advance(5 * minutes - 1);
    expect(await ending(sandbox.ended)).toBeUndefined();
    clock.advance(1);
    expect(await sandbox.ended).toBe('idle');
    await expect(connection().post('')).rejects.toThrow('ECONNREFUSED');
  });

  it('does not count the shells that were left open', async () => {
    const { sandbox, clock } = await testSandbox({ leftOpen: 2 });
    expect(sandbox.shells('ex01')).toHaveLength(2);
    clock.advance(5 * minutes);
    expect(await sandbox.ended).toBe('idle');
  });

  it('stays while a client has a shell, and five minutes more', async () => {
    const { sandbox, clock, opened } = await testSandbox({ idleTimeout: 12 * minutes });
    await opened();
    await sandbox.idle();
    clock.advance(12 * minutes);
    expect(sandbox.shells('ex01')).toEqual([]);
    clock.advance(5 * minutes - 1);
    expect(await ending(sandbox.ended)).toBeUndefined();
    clock.advance(1);
    expect(await sandbox.ended).toBe('idle');
  });

  it('stays for ever when it is told to', async () => {
    const { sandbox, clock } = await testSandbox({ endAfter: 0 });
    clock.advance(48 * 60 * minutes);
    expect(await ending(sandbox.ended)).toBeUndefined();
  });

  it('stops when it is told to, and takes its sockets with it', async () => {
    const { sandbox, opened } = await testSandbox();
    const shell = await opened();
    const pending = shell.receive(undefined);
    await sandbox.stop();
    await sandbox.stop();
    await expect(pending).rejects.toThrow();
    expect(await sandbox.ended).toBe('stopped');
  });
});

describe('a clock that is turned by hand', () => {
  it('runs what falls due in order, each at its instant, also what is added on the way', () => {
    const clock = new ManualClock(1000);
    const seen: string[] = [];
    clock.after(20, () => seen.push(`b ${clock.now()}`));
    clock.after(10, () => {
      seen.push(`a ${clock.now()}`);
      clock.after(5, () => seen.push(`c ${clock.now()}`));
    });
    clock.after(15, () => seen.push('never'))();
    clock.after(31, () => seen.push('later'));
    clock.advance(30);
    expect(seen).toEqual(['a 1010', 'c 1015', 'b 1020']);
    expect(clock.now()).toBe(1030);
    expect(clock.waiting).toBe(1);
  });
});
