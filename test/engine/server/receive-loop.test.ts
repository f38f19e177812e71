import { describe, expect, it } from 'vitest';
import { CommandLost, PlainAnswer } from '../../../source/engine/server/answers.ts';
import {
  ReceiveLoop,
  type ReceiveLoopParts,
  repeatLostWait,
  repeatWhileAlive,
} from '../../../source/engine/server/receive-loop.ts';
import { HttpFailure } from '../../../source/http/index.ts';
import { fragmentMessage, ObjectOrder, PsrpError } from '../../../source/psrp/index.ts';
import { askAgainFault, type ReceiveResult } from '../../../source/wsman/index.ts';
import { fault } from '../native/memory-shell.ts';

type Step = ReceiveResult | Error;

const nothing = (): Step => fault(askAgainFault());
const reset = (): Step => new HttpFailure('reset', { origin: 'http://ex01', sent: true, answered: false });
const gateway = (status = 504): Step => new PlainAnswer({ status, contentType: 'text/html' });
const object = (id: number): ReceiveResult => ({
  streams: [{ name: 'stdout', data: fragmentMessage(BigInt(id), Uint8Array.of(id), 100) }],
});
const done: ReceiveResult = { streams: [], commandState: { state: 'Done' } };

/** Runs a loop over these answers; each took `waited` milliseconds. */
async function runOver(steps: readonly Step[], parts: Partial<ReceiveLoopParts> = {}, waited = 0) {
  const left = [...steps];
  const pauses: number[] = [];
  const taken: number[] = [];
  let time = 0;
  const loop = new ReceiveLoop(
    {
      shell: {
        receive: () => {
          time += waited;
          const step = left.shift()!;
          return step instanceof Error ? Promise.reject(step) : Promise.resolve(step);
        },
      },
      commandId: 'a',
      signal: new AbortController().signal,
      order: new ObjectOrder().stream(),
      isNeeded: () => left.length > 0,
      take: (data) => Promise.resolve(void taken.push(data.at(-1)!)),
      failed: repeatLostWait,
      ...parts,
    },
    { now: () => time, pause: (milliseconds) => Promise.resolve(void pauses.push(milliseconds)) },
  );
  const error: unknown = await loop.run().then(
    () => undefined,
    (cause: unknown) => cause,
  );
  return { error, pauses, taken, left: left.length };
}

describe('a receive loop', () => {
  it('takes what comes until the command is over', async () => {
    expect(await runOver([object(1), object(2), done, object(3)])).toEqual({
      error: undefined,
      pauses: [],
      taken: [1, 2],
      left: 1,
    });
  });

  it('asks again at once where the server has waited before it said that it has nothing', async () => {
    const { pauses } = await runOver([nothing(), nothing(), nothing(), done], {}, 20_000);
    expect(pauses).toEqual([]);
  });

  it.each([
    ['asks again', nothing()],
    ['answers with nothing', { streams: [] }],
    ['answers with an empty stream', { streams: [{ name: 'stdout', data: new Uint8Array() }] }],
  ])('pauses longer and longer where the server %s at once, until something comes', async (_what, step) => {
    const { pauses } = await runOver([...Array<Step>(8).fill(step), object(1), step, done]);
    expect(pauses).toEqual([25, 50, 100, 200, 400, 800, 1000, 1000, 25]);
  });

  it('ends with the signal in a pause', async () => {
    const abort = new AbortController();
    const { signal } = abort;
    const receive = () => {
      abort.abort();
      return Promise.reject(nothing());
    };
    const order = new ObjectOrder().stream();
    const parts = { commandId: 'a', signal, order, isNeeded: () => true, take: () => Promise.resolve() };
    const loop = new ReceiveLoop({ ...parts, shell: { receive }, failed: repeatLostWait });
    await expect(loop.run()).rejects.toMatchObject({ name: 'AbortError' });
  });
});

describe('a command’s receive loop', () => {
  it.each<[string, Step]>([
    ['a lost connection', reset()],
    ...[408, 502, 503, 504].map((status): [string, Step] => [`HTTP ${status} of a gateway`, gateway(status)]),
  ])('asks again after %s, where nothing was under way', async (_what, step) => {
    const { error, taken, pauses } = await runOver([object(1), step, object(2), done]);
    expect([error, taken, pauses]).toEqual([undefined, [1, 2], [250]]);
  });

  it('tells that output is missing where it was', async () => {
    const order = new ObjectOrder();
    const stream = order.stream();
    const { error, taken } = await runOver([object(1), gateway(), object(3), done], { order: stream });
    expect(error).toBeInstanceOf(CommandLost);
    expect(taken).toEqual([1]);
  });

  it('does not believe what cannot be read, or that all is over, after it has asked again', async () => {
    const take = () => Promise.reject(new PsrpError('fragment', 'Fragment 1 of object 2 came without the start.'));
    expect((await runOver([reset(), object(2)], { take })).error).toBeInstanceOf(CommandLost);
    expect((await runOver([object(2)], { take })).error).toBeInstanceOf(PsrpError);
    const isOver = () => {
      throw new PsrpError('fragment', 'The stream ended.');
    };
    expect((await runOver([reset(), done], { done: isOver })).error).toBeInstanceOf(CommandLost);
  });

  it('gives up after three in a row, and at once after any other error', async () => {
    const often = await runOver([gateway(), nothing(), gateway(), gateway(), gateway(502), done]);
    expect(often.error).toMatchObject({ status: 502 });
    expect(often.pauses).toEqual([250, 25, 250, 500]);
    expect((await runOver([gateway(500), done])).error).toMatchObject({ status: 500 });
    const begun = new HttpFailure('reset', { origin: 'http://ex01', sent: true, answered: true });
    expect((await runOver([begun, done])).error).toBe(begun);
  });
});

describe('a pool’s receive loop', () => {
  const asPool = (fatal: (error: unknown) => unknown): Partial<ReceiveLoopParts> => ({
    commandId: undefined,
    failed: (error, times) => repeatWhileAlive(error, times, fatal),
  });

  it('goes on while the shell answers, up to three times in a row', async () => {
    const steps = [object(1), reset(), gateway(), reset(), object(5), ...Array<Step>(4).fill(gateway())];
    const { error, taken } = await runOver(
      steps,
      asPool(() => undefined),
    );
    expect(error).toBe(steps.at(-1));
    expect(taken).toEqual([1, 5]);
  });

  it('ends with what ends the session', async () => {
    const gone = new Error('The shell is gone.');
    expect(
      (
        await runOver(
          [reset(), done],
          asPool(() => Promise.resolve(gone)),
        )
      ).error,
    ).toBe(gone);
  });
});
