import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { mayLeaveShell } from '../../../source/domain/index.ts';
import type { Fault } from '../../../source/sandbox/index.ts';
import { runLine } from '../../contract/engine-contract.ts';
import { failureOf, Lab, never } from './support.ts';

/** Tests of a server that never answers say so in their names. Only they wait for it, and so long; others have the time they need. */
const waitsInVain = /^(?:no answer|nothing of use)\b/;
const shortTimeouts = { operation: 800, poll: 800, answerMargin: 100, stop: 300, close: 400, closeGrace: 100 };

const html = (status: number, headers?: Record<string, string>): Fault => ({
  kind: 'status',
  status,
  body: '<html><body>An error page.</body></html>',
  ...(headers ? { headers } : {}),
});

/** What ends the connection under a request. */
const losses: Record<string, readonly [Fault, string]> = {
  'a connection that is closed before the request is handled': [{ kind: 'drop' }, 'net.reset'],
  'an answer that gets lost': [{ kind: 'lose-answer' }, 'net.reset'],
  'half an answer': [{ kind: 'cut', share: 0.5 }, 'net.reset'],
};

/** Where a server sends the request elsewhere: only until the first answer does the connection's list count. */
const redirections: Record<string, readonly [Fault, string]> = {
  'a redirection': [html(302, { Location: 'http://elsewhere.example/PowerShell/' }), 'redirect'],
  'a redirection to nowhere': [html(302), 'redirect.invalid'],
};

/** What is wrong with an answer, and the failure that it is to the user. */
const badAnswers: Record<string, readonly [Fault, string]> = {
  'no answer': [{ kind: 'hang' }, 'net.timeout'],
  'an envelope that ends in the middle': [{ kind: 'truncate', share: 0.5 }, 'net.protocol'],
  'an answer that is too large': [{ kind: 'oversize', bytes: 20_000_000 }, 'net.toolarge'],
  'a document type with entities': [{ kind: 'doctype' }, 'net.protocol'],
  'elements nested too deep': [{ kind: 'deep', levels: 3000 }, 'net.protocol'],
  'a compressed answer': [{ kind: 'gzip' }, 'net.encoded'],
  'a logon page': [html(200), 'http.contenttype'],
  'HTTP 403': [html(403), 'http.403'],
  'HTTP 404': [html(404), 'http.404'],
  'HTTP 500 without SOAP': [html(500), 'http.500'],
  'HTTP 503': [html(503), 'http.503'],
  'HTTP 500 with broken SOAP': [
    { kind: 'status', status: 500, contentType: 'application/soap+xml;charset=UTF-8', body: '<s:Env' },
    'http.500',
  ],
  'a quota fault': [{ kind: 'fault', code: 0x803381a5, text: 'Zu viele.' }, 'quota.shells'],
};

const late = Object.fromEntries(
  Object.entries(redirections).map(([what, [fault]]) => [what, [fault, 'redirect.late']]),
);
const faults = { ...losses, ...redirections, ...badAnswers };
const laterFaults = { ...losses, ...late, ...badAnswers } as typeof faults;

/** How often a Create is tried that is answered with that status. */
const tries: Readonly<Record<number, number>> = { 500: 2, 503: 5 };

/** What only a Receive's answer can have. */
const streamFaults: Record<string, readonly [Fault, string]> = {
  'streams that are not base64': [{ kind: 'invalid-base64' }, 'net.protocol'],
  'fragments in the wrong order': [{ kind: 'shuffle-fragments' }, 'net.protocol'],
};

let lab: Lab;
beforeEach(async ({ task }) => {
  lab = await Lab.start({ engine: waitsInVain.test(task.name) ? { timeouts: shortTimeouts } : {} });
});
afterEach(() => lab.sandbox.stop());

describe('connecting, when the server gives', () => {
  /** Not the server's answers: somebody before it took them away and gave his own. */
  const replaced: Record<string, Fault> = {
    'a bare 401': html(401),
    'a logon page': html(200),
    'HTTP 404': html(404),
    'the fault that the shell is gone': { kind: 'fault', code: 0x8033805b, text: 'No such shell.' },
  };
  for (const [what, fault] of Object.entries(replaced)) {
    it(`${what} for a Create that it has carried out, and then nothing: the ledger keeps the shell`, async () => {
      lab.sandbox.faults.add({ at: 'create', fault });
      lab.sandbox.faults.add({ at: 'delete', times: 9, fault: html(502) });
      expect(mayLeaveShell(await failureOf(lab.connect()))).toBe(true);
    });
  }

  it.each([
    ['a 401 that says what is taken instead', html(401, { 'WWW-Authenticate': 'Basic realm="ex01"' })],
    ['a quota fault', { kind: 'fault', code: 0x803381a5, text: 'Too many.' }],
  ] as const)('%s: that is its own word, and no Delete is sent', async (_what, fault) => {
    lab.sandbox.faults.add({ at: 'create', fault });
    lab.sandbox.faults.add({ at: 'delete', times: 9, fault: html(502) });
    expect(mayLeaveShell(await failureOf(lab.connect()))).toBe(false);
    expect(lab.sandbox.faults.struck).toBe(1);
  });

  it('the same page to everything: nothing passes there, and nothing was opened', async () => {
    lab.sandbox.faults.add({ at: 'request', times: 9, fault: html(404) });
    expect(mayLeaveShell(await failureOf(lab.connect()))).toBe(false);
    expect(lab.sandbox.faults.struck).toBe(2);
  });

  for (const [what, [fault, id]] of Object.entries(faults)) {
    it(`${what} to Create: ${id}`, async () => {
      const times = (fault.kind === 'status' && tries[fault.status]) || 1;
      lab.sandbox.faults.add({ at: 'create', times, fault });
      expect((await failureOf(lab.connect())).id).toBe(id);
      expect(lab.sandbox.faults.struck).toBe(times);
      // The sandbox carries a Create out before it answers with a status that says that it did not.
      expect(lab.shells).toBe(0);
    });
  }

  for (const [what, [fault, id]] of Object.entries({ ...laterFaults, ...streamFaults })) {
    it(`${what} to the first Receive: ${id}, and no shell is left`, async () => {
      lab.sandbox.faults.add({ at: 'pool-receive', fault });
      expect((await failureOf(lab.connect())).id).toBe(id);
      expect(lab.shells).toBe(0);
    });
  }

  it('nothing, because nobody listens', async () => {
    await lab.sandbox.stop();
    expect((await failureOf(lab.connect())).id).toBe('connect.refused');
  });

  it('an answer after it was asked again', async () => {
    lab.sandbox.faults.add({
      at: 'pool-receive',
      times: 3,
      fault: { kind: 'fault', code: 0x80338029, text: 'Nothing yet.' },
    });
    const session = await lab.connect();
    expect(lab.sandbox.faults.struck).toBe(3);
    expect(await session.close(never)).toBe('removed');
  });

  it('nothing of use for as long as an operation may take', async () => {
    lab.sandbox.faults.add({
      at: 'pool-receive',
      times: 1e9,
      fault: { kind: 'fault', code: 0x80338029, text: 'Nothing yet.' },
    });
    expect((await failureOf(lab.connect())).id).toBe('net.timeout');
    expect(lab.shells).toBe(0);
  });

  it('no name', async () => {
    const connection = { ...lab.connection, url: 'http://no-such-host.invalid/PowerShell/', allowBasicOverHttp: true };
    const { id, what } = await failureOf(lab.connect({ connection }));
    expect([id, what.includes('no-such-host.invalid')]).toEqual(['dns', true]);
  });

  it('a configuration that is not there', async () => {
    const connection = { ...lab.connection, configurationName: 'Microsoft.Nothing' };
    expect((await failureOf(lab.connect({ connection }))).id).toBe('config.notfound');
  });
});

describe('a line, when the server gives', () => {
  for (const at of ['command', 'pipeline-receive'] as const) {
    const ofAnswer = { ...late, ...badAnswers, ...(at === 'command' ? {} : streamFaults) } as typeof badAnswers;
    for (const [what, [fault, id]] of Object.entries(ofAnswer)) {
      const isOneRequest = fault.kind === 'fault' || fault === badAnswers['HTTP 503']![0];
      const lineId = fault.kind === 'fault' ? id : 'net.command';
      it(`${what} to its ${at === 'command' ? 'Command' : 'Receive'}: ${isOneRequest ? 'an error of the line' : `the session is lost as ${id}`}`, async () => {
        const session = await lab.connect();
        const lost = new Promise((resolve) => session.onLost(resolve));
        lab.sandbox.faults.add({ at, fault });
        const { records, outcome } = await runLine(session, 'Get-Mailbox -ResultSize 2');
        if (isOneRequest) {
          expect(outcome).toEqual({ state: 'failed' });
          expect(records).toMatchObject([{ stream: 'error', error: { fqeid: lineId } }]);
          expect((await runLine(session, 'Get-Mailbox -ResultSize 2')).outcome).toEqual({ state: 'completed' });
        } else {
          expect(outcome).toEqual({ state: 'lost' });
          expect(await lost).toMatchObject({ host: '127.0.0.1', user: 'mira@contoso.com' });
          const next = session.importCatalogue({ names: [], onProgress: () => undefined, signal: never });
          expect((await failureOf(next)).id).toBe(id);
        }
        expect(await session.close(never)).toBe('removed');
        expect(lab.shells).toBe(0);
      });
    }
  }

  it('a fault that nobody knows: its own words, whatever they are, with what support asks for', async () => {
    const session = await lab.connect();
    const text = '[RequestId=7] [FailureCategory=WSMan-New] Operations of this kind are not supported.';
    lab.sandbox.faults.add({ at: 'command', fault: { kind: 'fault', code: 0x803380e0, text } });
    const { records } = await runLine(session, 'Get-Mailbox -ResultSize 2');
    expect(records).toMatchObject([
      { error: { message: expect.stringContaining('Operations of this kind are not supported.') } },
    ]);
    expect(records).toMatchObject([{ error: { details: { RequestId: '7', httpStatus: '500', code: '0x803380E0' } } }]);
    expect(await session.close(never)).toBe('removed');
  });

  it('a fault that is known: its own words stand beside what is made of them', async () => {
    const session = await lab.connect();
    lab.sandbox.faults.add({ at: 'command', fault: { kind: 'fault', code: 0x803381a6, text: 'Zu viele Vorgänge.' } });
    const { records } = await runLine(session, 'Get-Mailbox -ResultSize 2');
    expect(records).toMatchObject([
      {
        error: { fqeid: 'quota.operations', message: expect.stringMatching(/\nThe server said: Zu viele Vorgänge\.$/) },
      },
    ]);
    expect(await session.close(never)).toBe('removed');
  });

  for (const [what, [fault]] of Object.entries(losses)) {
    it(`${what} to its Command: the line says that nobody knows, and the session goes on`, async () => {
      const session = await lab.connect();
      lab.sandbox.faults.add({ at: 'command', fault });
      const { records, outcome } = await runLine(session, 'Get-Mailbox -ResultSize 2');
      expect(outcome).toEqual({ state: 'failed' });
      expect(records).toMatchObject([{ stream: 'error', error: { fqeid: 'net.command' } }]);
      expect((await runLine(session, 'Get-Mailbox -ResultSize 2')).outcome).toEqual({ state: 'completed' });
      expect(await session.close(never)).toBe('removed');
    });
  }

  for (const [what, [fault]] of Object.entries({
    'an answer that gets lost': losses['an answer that gets lost']!,
    'half an answer': losses['half an answer']!,
  })) {
    it(`${what} to its Receive: the line says that output may be missing, and the session goes on`, async () => {
      const session = await lab.connect();
      lab.sandbox.faults.add({ at: 'pipeline-receive', fault });
      const { records, outcome } = await runLine(session, 'Get-Mailbox -ResultSize 2');
      expect(outcome).toEqual({ state: 'failed' });
      expect(records.at(-1)).toMatchObject({ stream: 'error', error: { fqeid: 'net.command' } });
      expect((await runLine(session, 'Get-Mailbox -ResultSize 2')).outcome).toEqual({ state: 'completed' });
      expect(await session.close(never)).toBe('removed');
    });
  }

  it('a closed connection instead of an answer to its Receive: it is asked again, and nothing is missing', async () => {
    const session = await lab.connect();
    lab.sandbox.faults.add({ at: 'pipeline-receive', times: 2, fault: { kind: 'drop' } });
    const { records, outcome } = await runLine(session, 'Get-Mailbox -ResultSize 2');
    expect(outcome).toEqual({ state: 'completed' });
    expect(records.filter(({ stream }) => stream === 'output')).toHaveLength(2);
    expect(lab.sandbox.faults.struck).toBe(2);
  });

  for (const status of [408, 502, 503, 504]) {
    it(`HTTP ${status} of a gateway to its Receive and to its release: nothing is missing, and the session goes on`, async () => {
      const session = await lab.connect();
      lab.sandbox.faults.add({ at: 'pipeline-receive', fault: { kind: 'gateway', status } });
      lab.sandbox.faults.add({ at: 'signal', fault: { kind: 'gateway', status } });
      const { records, outcome } = await runLine(session, 'Get-Mailbox -ResultSize 2');
      expect(outcome).toEqual({ state: 'completed' });
      expect(records.filter(({ stream }) => stream === 'output')).toHaveLength(2);
      expect((await runLine(session, 'Get-Mailbox -ResultSize 2')).outcome).toEqual({ state: 'completed' });
      expect(lab.sandbox.faults.struck).toBe(2);
      expect(await session.close(never)).toBe('removed');
    });
  }

  it('closed connections without an end to its Receive: it is not asked for ever', async () => {
    const session = await lab.connect();
    lab.sandbox.faults.add({ at: 'pipeline-receive', times: 1e9, fault: { kind: 'drop' } });
    expect((await runLine(session, 'Get-Mailbox -ResultSize 2')).outcome).toEqual({ state: 'failed' });
    expect(lab.sandbox.faults.struck).toBe(3);
    lab.sandbox.faults.clear();
    expect((await runLine(session, 'Get-Mailbox -ResultSize 2')).outcome).toEqual({ state: 'completed' });
  });

  it('a lost connection and no shell behind it: the session is lost', async () => {
    const session = await lab.connect();
    lab.sandbox.faults.add({ at: 'command', fault: { kind: 'drop' } });
    lab.sandbox.faults.add({ at: 'get', fault: { kind: 'lose-shell' } });
    const lost = new Promise((resolve) => session.onLost(resolve));
    expect((await runLine(session, 'Get-Mailbox')).outcome).toEqual({ state: 'lost' });
    expect(await lost).toMatchObject({ layer: 'wsman', code: 0x8033805b });
  });

  it('no shell any more: the session is lost as gone', async () => {
    const session = await lab.connect();
    const lost = new Promise((resolve) => session.onLost(resolve));
    lab.sandbox.faults.add({ at: 'pipeline-receive', fault: { kind: 'lose-shell' } });
    expect((await runLine(session, 'Get-Mailbox')).outcome).toEqual({ state: 'lost' });
    expect(await lost).toMatchObject({ layer: 'wsman', code: 0x8033805b });
    expect(await session.close(never)).toBe('gone');
  });

  it('nothing any more: close says that it could not be asked', async () => {
    const session = await lab.connect();
    lab.sandbox.faults.add({ at: 'pipeline-receive', fault: { kind: 'kill-server' } });
    expect((await runLine(session, 'Get-Mailbox')).outcome).toEqual({ state: 'lost' });
    expect(await session.close(never)).toBe('unknown');
  });

  it('a fault to the release of its command: the line was complete, and the session goes on', async () => {
    const session = await lab.connect();
    lab.sandbox.faults.add({ at: 'signal', fault: { kind: 'fault', code: 995, text: 'Aborted.' } });
    expect((await runLine(session, 'Get-Mailbox')).outcome).toEqual({ state: 'completed' });
    expect((await runLine(session, 'Get-Mailbox')).outcome).toEqual({ state: 'completed' });
  });
});

describe('asking about shells, when the server gives', () => {
  for (const [what, [fault, id]] of Object.entries(faults)) {
    it(`${what}: ${id}`, async () => {
      lab.sandbox.faults.add({ at: 'enumerate', times: 2, fault });
      expect((await failureOf(lab.engine.listShells(lab.access()))).id).toBe(id);
      const { shellId } = await lab.connect();
      lab.sandbox.faults.clear();
      lab.sandbox.faults.add({ at: 'delete', times: 2, fault });
      const outcome = await lab.engine.deleteShell(lab.access(), shellId).catch((error: unknown) => error);
      // A Delete may be repeated: where the first one's answer was lost, the second finds nothing.
      if (fault.kind === 'lose-answer') expect(['gone', 'net.reset']).toContain(outcome === 'gone' ? outcome : id);
      else expect(outcome).toMatchObject({ failure: { id } });
    });
  }

  it('a fault to Get: that says nothing of the shell', async () => {
    const session = await lab.connect();
    lab.sandbox.faults.add({ at: 'get', fault: { kind: 'fault', code: 50, text: 'Not supported.' } });
    expect(await session.probe(never)).toEqual({ kind: 'cannotAsk' });
    expect(await session.probe(never)).toMatchObject({ kind: 'activity', idleTimeout: 900_000 });
  });

  it('no answer to Delete: the shell may be there', async () => {
    const session = await lab.connect();
    lab.sandbox.faults.add({ at: 'delete', fault: { kind: 'hang' } });
    expect(await session.close(never)).toBe('unknown');
  });

  it('no answer to Delete within the deadline for closing', async () => {
    const session = await lab.connect();
    lab.sandbox.faults.add({ at: 'delete', fault: { kind: 'hang' } });
    expect(await session.close(AbortSignal.abort())).toBe('unknown');
  });

  it('an answer to Delete although the deadline for stopping has passed', async () => {
    await lab.sandbox.stop();
    // Patient: here the server does answer, however slow the machine is.
    lab = await Lab.start({ engine: { timeouts: { closeGrace: 20_000 } } });
    const session = await lab.connect();
    const run = session.run('Write-SandboxFlood 100000000', { width: 80, prompts: { ask: () => Promise.reject() } });
    expect(await session.close(AbortSignal.abort())).toBe('removed');
    expect(['lost', 'stopped']).toContain((await run.outcome).state);
  });
});
