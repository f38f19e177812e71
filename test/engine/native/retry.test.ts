import { type AddressInfo, connect, createServer, type Server } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ConnectRetry, Secret } from '../../../source/domain/index.ts';
import { NativeEngine, type ServerOptions } from '../../../source/engine/native/index.ts';
import { attemptsFor } from '../../../source/engine/server/retry.ts';
import { HttpFailure } from '../../../source/http/index.ts';
import { type Fault, startSandbox } from '../../../source/sandbox/index.ts';
import { answer } from '../../support/raw-http-server.ts';
import { failureOf, Lab, never } from './support.ts';

let lab: Lab;
let pauses: number[];
const delay: ServerOptions['delay'] = (milliseconds) => Promise.resolve(void pauses.push(milliseconds));
beforeEach(async () => {
  pauses = [];
  lab = await Lab.start({ engine: { delay } });
});
const fronts: Server[] = [];
afterEach(async () => {
  for (const front of fronts.splice(0)) front.close();
  await lab.sandbox.stop();
});

const status = (code: number): Fault => ({ kind: 'status', status: code, body: 'An error page.' });
const fault = (code: number): Fault => ({ kind: 'fault', code, text: 'Not now.' });

/** Answers so many connections with a status and ends them; the next ones are the sandbox's. */
async function starting(code: number, times: number): Promise<string> {
  const { port } = new URL(lab.connection.url);
  let left = times;
  const front = createServer((socket) => {
    socket.on('error', () => undefined);
    if (left-- > 0) {
      socket.once('data', () => socket.end(answer('Starting.', ['Connection: close'], `${code} No`)));
      return;
    }
    const to = connect(Number(port), '127.0.0.1').on('error', () => undefined);
    socket
      .on('close', () => to.destroy())
      .pipe(to)
      .pipe(socket);
  });
  await new Promise<void>((resolve) => front.listen(0, '127.0.0.1', resolve));
  fronts.push(front);
  return `http://127.0.0.1:${(front.address() as AddressInfo).port}/PowerShell/`;
}

describe('a server that cannot open a shell just now', () => {
  const connects = async (times: number, id: string, url: string) => {
    const retries: ConnectRetry[] = [];
    const shells: string[] = [];
    const session = await lab.connect({
      connection: { ...lab.connection, url },
      onRetry: (retry) => retries.push(retry),
      onShell: async (shell) => void shells.push(shell),
    });
    expect(pauses).toEqual([500, 1000, 2000, 4000].slice(0, times));
    expect(retries.map(({ attempt, most, failure }) => [attempt, most, failure.id])).toEqual(
      pauses.map((_pause, index) => [index + 2, times + 1, id]),
    );
    expect([shells.length, lab.shells]).toEqual([1, 1]);
    expect(await session.close(never)).toBe('removed');
  };

  it('is asked again after 503, with longer and longer pauses, and every one is told', async () => {
    await connects(4, 'http.503', await starting(503, 4));
  });

  it.each([
    ['aborted', 995],
    ['rpc.unavailable', 1722],
  ])('is asked again after the fault of %s', async (id, code) => {
    lab.sandbox.faults.add({ at: 'create', times: 4, fault: fault(code) });
    await connects(4, id, lab.connection.url);
  });

  it.each([
    ['503', 5, status(503), 'http.503'],
    ['500', 2, status(500), 'http.500'],
    ['404', 1, status(404), 'http.404'],
    ['401', 1, status(401), 'logon.failure'],
    ['a quota fault', 1, fault(0x803381a5), 'quota.shells'],
  ])('is not asked for ever: after %s %s times at most, and the failure counts them', async (_what, times, bad, id) => {
    lab.sandbox.faults.add({ at: 'create', times: 100, fault: bad });
    const failure = await failureOf(lab.connect());
    expect(failure.id).toBe(id);
    expect(lab.sandbox.faults.struck).toBe(times);
    expect(failure.details?.['tries']).toBe(times === 1 ? undefined : `${times}`);
  });

  it('has the shell of a lost try removed before the next', async () => {
    lab.sandbox.faults.add({ at: 'create', fault: status(500) });
    const session = await lab.connect();
    expect(lab.shells).toBe(1);
    expect(await session.close(never)).toBe('removed');
  });

  it('is not asked again while the shell of a lost try may be there', async () => {
    lab.sandbox.faults.add({ at: 'create', fault: status(500) });
    lab.sandbox.faults.add({ at: 'delete', fault: status(403) });
    expect((await failureOf(lab.connect())).id).toBe('http.500');
    expect([pauses, lab.shells]).toEqual([[], 0]);
  });
});

describe('a server that refuses connections', () => {
  it('is tried three times', async () => {
    await lab.sandbox.stop();
    expect(await failureOf(lab.connect())).toMatchObject({ id: 'connect.refused', details: { tries: '3' } });
    expect(pauses).toEqual([500, 1000]);
  });

  it('is reached when it comes back meanwhile', async () => {
    const { url } = lab.connection;
    await lab.sandbox.stop();
    const { user, password } = lab.sandbox.servers[0]!;
    const back = async () => {
      const options = { servers: 1, port: Number(new URL(url).port), mailboxes: 1, leftOpen: 0, endAfter: 0 };
      lab = Object.assign(lab, { sandbox: await startSandbox(options) });
    };
    const engine = new NativeEngine({ delay: back });
    const credential = { user, password: Secret.fromText(password) };
    await expect(lab.connect({ credential }, engine)).resolves.toMatchObject({ shellId: expect.any(String) });
  });
});

it('a pause ends at once when the person gives up, and no shell is asked for any more', async () => {
  lab.sandbox.faults.add({ at: 'create', times: 100, fault: status(503) });
  const controller = new AbortController();
  const connecting = lab.connect(
    { signal: controller.signal, onRetry: () => queueMicrotask(() => controller.abort()) },
    new NativeEngine(),
  );
  await expect(connecting).rejects.toMatchObject({ name: 'AbortError' });
  expect([lab.sandbox.faults.struck, lab.shells]).toEqual([1, 0]);
});

it('an answer to the tokens of authentication is asked for again as often as one to the request', () => {
  const attempts = (status: number) =>
    attemptsFor(new HttpFailure('auth', { origin: 'http://ex01', problem: 'status', status }));
  expect([503, 500, 400].map(attempts)).toEqual([5, 2, 1]);
});
