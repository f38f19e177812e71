import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Bridge } from '../../../source/engine/powershell/bridge/bridge.ts';
import { isFinal, RunspacePoolClient, untilEmpty } from '../../../source/psrp/index.ts';
import { encodePacket, OutOfProcClient, type OutOfProcEvent } from '../../../source/psrp/outofproc/index.ts';
import type { Fault } from '../../../source/sandbox/index.ts';
import { Lab, never } from '../native/support.ts';

/** A pipe as Node wants it, from its name for .NET. */
const pipePath = (name: string) => (process.platform === 'win32' ? `\\\\.\\pipe\\${name}` : name);

/** The local side of a bridge, as PowerShell's client speaks to its pipe. */
class PipeClient {
  readonly client = new OutOfProcClient(new RunspacePoolClient({ poolId: randomUUID() }));
  readonly #socket: Socket;
  readonly #events: OutOfProcEvent[] = [];
  #wake: () => void = () => undefined;

  constructor(pipeName: string) {
    this.#socket = connect(pipePath(pipeName));
    this.#socket.on('data', (data: Uint8Array) => {
      this.client.receive(data);
      this.#events.push(...untilEmpty(() => this.client.nextEvent()));
      this.flush();
      this.#wake();
    });
  }

  async open(): Promise<void> {
    await once(this.#socket, 'connect');
    this.client.open();
    this.flush();
    await this.#until(() => this.client.pool.state === 'opened');
  }

  /** Runs a command to its end and gives its events. */
  async run(
    name: string,
    parameters: Readonly<Record<string, string | number>> = {},
  ): Promise<readonly OutOfProcEvent[]> {
    const pipelineId = randomUUID();
    const given = Object.entries(parameters).map(([key, value]) => ({ name: key, value }));
    const pipeline = this.client.pool.createPipeline({ pipelineId, commands: [{ name, parameters: given }] });
    this.flush();
    await this.#until(() => isFinal(pipeline.state));
    return this.#events.splice(0).filter((event) => 'pipelineId' in event && event.pipelineId === pipelineId);
  }

  flush(): void {
    for (let data = this.client.nextToSend(); data; data = this.client.nextToSend()) this.#socket.write(data);
  }

  end(): void {
    this.#socket.destroy();
  }

  async #until(isSo: () => boolean): Promise<void> {
    while (!isSo()) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }
}

describe('a bridge', () => {
  let lab: Lab;
  let bridge: Bridge;
  let powerShell: PipeClient;
  beforeEach(async () => {
    lab = await Lab.start();
    const request = { ...lab.access(), onStage: () => undefined, onShell: () => Promise.resolve() };
    bridge = await Bridge.listen(request, {});
    powerShell = new PipeClient(bridge.pipeName);
    await powerShell.open();
    await bridge.opened;
  });
  afterEach(async () => {
    powerShell.end();
    await bridge.close(never);
    await lab.sandbox.stop();
  });

  const mailboxes = () => powerShell.run('Get-Mailbox', { ResultSize: 3 });
  const names = (events: readonly OutOfProcEvent[]) => events.map(({ type }) => type);
  const endOf = (events: readonly OutOfProcEvent[]) => {
    const event = events.find(({ type }) => type === 'pipelineState');
    return event?.type === 'pipelineState' ? [event.state, event.reason?.fullyQualifiedErrorId] : undefined;
  };

  it('passes a pool and its pipelines on', async () => {
    const events = await mailboxes();
    expect(names(events).filter((type) => type === 'output')).toHaveLength(3);
    expect(endOf(events)).toEqual(['completed', undefined]);
    expect(lab.shells).toBe(1);
  });

  it.each<[string, Fault]>([
    ['a connection that is cut before the answer', { kind: 'drop' }],
    ['HTTP 504 of a gateway', { kind: 'gateway', status: 504 }],
  ])('asks again after %s to a command’s Receive, and nothing is missing', async (_what, fault) => {
    lab.sandbox.faults.add({ at: 'pipeline-receive', times: 2, fault });
    const events = await mailboxes();
    expect(names(events).filter((type) => type === 'output')).toHaveLength(3);
    expect(endOf(events)).toEqual(['completed', undefined]);
    expect([lab.sandbox.faults.struck, bridge.lostCommands]).toEqual([2, 0]);
  });

  it.each<[string, Fault]>([
    ['an answer that gets lost', { kind: 'lose-answer' }],
    ['HTTP 503 in place of the answer', { kind: 'status', status: 503, body: '<html></html>' }],
  ])('fails the command after %s, and the session goes on', async (_what, fault) => {
    lab.sandbox.faults.add({ at: 'pipeline-receive', fault });
    expect(endOf(await mailboxes())).toEqual(['failed', 'net.command']);
    expect(bridge.lostCommands).toBe(1);
    expect(endOf(await mailboxes())).toEqual(['completed', undefined]);
  });

  it('goes on after HTTP 502 of a gateway to a command’s release', async () => {
    lab.sandbox.faults.add({ at: 'signal', fault: { kind: 'gateway', status: 502 } });
    expect(endOf(await mailboxes())).toEqual(['completed', undefined]);
    expect(endOf(await mailboxes())).toEqual(['completed', undefined]);
    expect(lab.sandbox.faults.struck).toBe(1);
  });
});

it('a bridge ends where PowerShell names a pipeline before it has opened its pool', async () => {
  const lab = await Lab.start();
  const bridge = await Bridge.listen(
    { ...lab.access(), onStage: () => undefined, onShell: () => Promise.resolve() },
    {},
  );
  const socket = connect(pipePath(bridge.pipeName));
  const pipelineId = randomUUID();
  socket.write(encodePacket({ type: 'Command', pipelineId }));
  socket.write(encodePacket({ type: 'Data', stream: 'Default', pipelineId, bytes: Uint8Array.of(1) }));
  expect(await bridge.ended).toMatchObject({ message: expect.stringContaining('before it opened it') });
  socket.end();
  await once(socket.resume(), 'close');
  expect(await bridge.close(never)).toBe('removed');
  expect(lab.shells).toBe(0);
  await lab.sandbox.stop();
});
