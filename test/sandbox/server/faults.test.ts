import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Fault, FaultRule } from '../../../source/sandbox/index.ts';
import { FaultPlan } from '../../../source/sandbox/index.ts';
import { getRequest, readGetResponse, receiveRequest, shellSelector } from '../../../source/wsman/index.ts';
import { testSandbox, until } from './support/sandbox.ts';

/** A server with one shell that can be asked for with Get, and a fault ordered for that. */
async function faulty(fault: Fault, rule: Partial<FaultRule> = {}) {
  const test = await testSandbox({ leftOpen: 1 });
  const wsman = test.connection();
  const selectors = shellSelector(test.sandbox.shells('ex01')[0]!.id);
  test.sandbox.faults.add({ at: 'get', fault, ...rule });
  return { ...test, wsman, get: () => wsman.post(getRequest(wsman.headers({ selectors }))) };
}

describe('a fault on demand', () => {
  it('strikes as often as ordered, after as many passes as ordered, on its server only', () => {
    const plan = new FaultPlan();
    const drop: Fault = { kind: 'drop' };
    plan.add({ at: 'get', fault: drop, server: 'ex01', after: 1, times: 2 });
    expect(plan.take('ex02', 'get')).toBeUndefined();
    expect(plan.take('ex01', 'delete')).toBeUndefined();
    expect([1, 2, 3, 4].map(() => plan.take('ex01', 'get'))).toEqual([undefined, drop, drop, undefined]);
    expect(plan.struck).toBe(2);
    const takeBack = plan.add({ at: 'get', fault: drop });
    takeBack();
    expect(plan.take('ex01', 'get')).toBeUndefined();
  });

  it.each<Fault>([{ kind: 'drop' }, { kind: 'lose-answer' }, { kind: 'cut', share: 0.5 }])(
    '$kind breaks the connection once, and the next request is answered',
    async (fault) => {
      const { get } = await faulty(fault);
      await expect(get()).rejects.toThrow();
      expect((await get()).status).toBe(200);
    },
  );

  it('drop leaves the request undone, lose-answer does it', async () => {
    const { opened, shell, sandbox } = await testSandbox();
    sandbox.faults.add({ at: 'create', fault: { kind: 'drop' } });
    await expect(shell().open()).rejects.toThrow();
    expect(sandbox.shells('ex01')).toHaveLength(0);
    sandbox.faults.add({ at: 'create', fault: { kind: 'lose-answer' } });
    await expect(shell().open()).rejects.toThrow();
    expect(sandbox.shells('ex01')).toHaveLength(1);
    await opened();
  });

  it('status answers with a bare HTTP page, 503 for instance', async () => {
    const { get } = await faulty({ kind: 'status', status: 503, body: '<h2>Service Unavailable</h2>' });
    const answer = await get();
    expect(answer.status).toBe(503);
    expect(answer.headers['content-type']).toContain('text/html');
    expect(answer.body.toString()).toContain('Service Unavailable');
  });

  it('fault answers with a WSMan fault of that code', async () => {
    const { get } = await faulty({ kind: 'fault', code: 0x803381a7, text: 'The load quota has been exceeded.' });
    const { body } = await get();
    expect(() => readGetResponse(body)).toThrow('load quota');
  });

  it('truncate cuts the XML and leaves HTTP in order', async () => {
    const { get } = await faulty({ kind: 'truncate', share: 0.5 });
    const answer = await get();
    expect(Number(answer.headers['content-length'])).toBe(answer.body.length);
    expect(() => readGetResponse(answer.body)).toThrow('cannot be read');
  });

  it('doctype and deep give documents that a careful reader refuses', async () => {
    const { get, sandbox } = await faulty({ kind: 'doctype' });
    const { body } = await get();
    expect(body.toString()).toContain('<!ENTITY h "&g;&g;');
    expect(() => readGetResponse(body)).toThrow('document type');
    sandbox.faults.add({ at: 'get', fault: { kind: 'deep', levels: 100 } });
    const deep = await get();
    expect(() => readGetResponse(deep.body)).toThrow('levels');
  });

  it('oversize pads a well-formed answer', async () => {
    const { get } = await faulty({ kind: 'oversize', bytes: 3_000_000 });
    const { body } = await get();
    expect(body.length).toBeGreaterThan(3_000_000);
    expect(readGetResponse(body.subarray(body.indexOf('<')))).toMatchObject({ owner: 'mira@contoso.com' });
  });

  it('gzip compresses although nobody asked for it', async () => {
    const { get } = await faulty({ kind: 'gzip' });
    const answer = await get();
    expect(answer.headers['content-encoding']).toBe('gzip');
    expect(readGetResponse(gunzipSync(answer.body))).toMatchObject({ owner: 'mira@contoso.com' });
  });

  it('slow waits by the sandbox\u2019s clock', async () => {
    const { get, clock } = await faulty({ kind: 'slow', milliseconds: 60_000 });
    const timers = clock.waiting;
    const pending = get();
    await until(() => clock.waiting > timers);
    clock.advance(60_000);
    expect((await pending).status).toBe(200);
  });

  it('hang never answers', async () => {
    const { get, sandbox } = await faulty({ kind: 'hang' });
    let answered = false;
    const pending = get().then(
      () => {
        answered = true;
      },
      () => 'closed',
    );
    await until(() => sandbox.faults.struck === 1);
    expect(answered).toBe(false);
    await sandbox.stop();
    expect(await pending).toBe('closed');
  });

  it('invalid-base64 and shuffle-fragments spoil what a Receive brings', async () => {
    const { sandbox, shell } = await testSandbox();
    for (const [kind, message] of [
      ['invalid-base64', 'base64'],
      ['shuffle-fragments', 'start flag'],
    ] as const) {
      sandbox.faults.add({ at: 'pool-receive', fault: { kind } });
      await expect(shell().open()).rejects.toThrow(message);
    }
  });

  it('lose-shell makes the shell unknown in the middle of things', async () => {
    const { sandbox, opened } = await testSandbox();
    const shell = await opened();
    sandbox.faults.add({ at: 'command', fault: { kind: 'lose-shell' } });
    await expect(shell.run([{ name: 'Get-Thing' }])).rejects.toThrow('was not found');
    expect(sandbox.shells('ex01')).toEqual([]);
  });

  it.each(['connect', 'request', 'create', 'pool-receive', 'command', 'pipeline-receive', 'signal', 'delete'] as const)(
    'kill-server at %s leaves nobody to answer',
    async (at) => {
      const { sandbox, shell } = await testSandbox();
      sandbox.faults.add({ at, fault: { kind: at === 'connect' ? 'drop' : 'kill-server' } });
      const made = shell();
      const whole = async () => {
        await made.open();
        await made.run([{ name: 'Get-Thing' }]);
        await made.delete();
      };
      await expect(whole()).rejects.toThrow();
      if (at === 'connect') return;
      await expect(made.wsman.post(receiveRequest(made.headers(), {}))).rejects.toThrow('ECONNREFUSED');
    },
  );

  it('leaves the other servers alone when one is killed', async () => {
    const { sandbox, connection } = await testSandbox();
    await sandbox.kill('ex01');
    await expect(connection('ex01').post('')).rejects.toThrow('ECONNREFUSED');
    expect((await connection('ex02').post('')).status).toBe(200);
  });
});

describe('--latency', () => {
  it('does not keep an exterm from seeing that the sandbox is there', async () => {
    const { sandbox } = await testSandbox({ latency: 600_000 });
    // The clock of the test stands still: an answer that waits for it never comes.
    expect((await fetch(sandbox.servers[0]!.url)).status).toBe(401);
  });

  it('delays each answer by the sandbox\u2019s clock', async () => {
    const { connection, clock } = await testSandbox({ latency: 150 });
    const timers = clock.waiting;
    let answered = false;
    const pending = connection()
      .post('')
      .then((answer) => {
        answered = true;
        return answer;
      });
    await until(() => clock.waiting > timers);
    clock.advance(149);
    expect(answered).toBe(false);
    clock.advance(1);
    expect((await pending).status).toBe(200);
  });
});
