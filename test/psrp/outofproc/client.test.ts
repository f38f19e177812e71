import { describe, expect, it } from 'vitest';
import { consoleHost, type RunspacePoolServer, type ServerEvent, untilEmpty } from '../../../source/psrp/index.ts';
import {
  encodePacket,
  OutOfProcClient,
  OutOfProcError,
  type Packet,
  PacketReader,
} from '../../../source/psrp/outofproc/index.ts';
import { newClient, newServer, pipelineId, pushed, serverEvents, types } from '../plug.ts';

const other = 'bbbbbbbb-bbbb-cccc-dddd-eeeeeeeeeeee';

/** A server's end of the framing that acknowledges what it is told to, and only then. */
class Peer {
  readonly server: RunspacePoolServer = newServer();
  readonly client = new OutOfProcClient(newClient({ hostInfo: consoleHost({ width: 80, height: 24 }, '') }));
  /** Every packet that the client sent. */
  readonly packets: Packet[] = [];
  readonly requests: ServerEvent[] = [];
  private readonly reader = new PacketReader();
  private unanswered: Packet[] = [];

  /** Takes what the client has to send, without an answer. */
  take(): Packet[] {
    const taken: Packet[] = [];
    for (let data = this.client.nextToSend(); data; data = this.client.nextToSend())
      taken.push(...pushed(this.reader, data));
    for (const packet of taken) {
      if (packet.type !== 'Data') continue;
      const stream = packet.stream === 'Default' ? 'stdin' : 'pr';
      this.requests.push(...serverEvents(this.server, { ...packet, stream }));
    }
    this.packets.push(...taken);
    this.unanswered.push(...taken);
    return taken;
  }

  /** Acknowledges what was taken. */
  acknowledge() {
    const answers = { Data: 'DataAck', Command: 'CommandAck', Signal: 'SignalAck', Close: 'CloseAck' } as const;
    return this.unanswered
      .splice(0)
      .flatMap(({ type, pipelineId: id }) =>
        this.send({ type: answers[type as keyof typeof answers], pipelineId: id }),
      );
  }

  send(packet: Packet) {
    this.client.receive(Buffer.from(encodePacket(packet)));
    return [...untilEmpty(() => this.client.nextEvent())];
  }

  /** Sends what the server has to say. */
  speak() {
    const events = [];
    for (let data = this.server.nextToSend(); data; data = this.server.nextToSend()) {
      events.push(...this.send({ type: 'Data', pipelineId: data.pipelineId, stream: 'Default', bytes: data.bytes }));
    }
    return events;
  }

  /** Back and forth until neither has anything to say. */
  settle() {
    const events = [];
    while (this.take().length > 0 || this.unanswered.length > 0) events.push(...this.acknowledge(), ...this.speak());
    return events;
  }

  open(): this {
    this.client.open();
    this.settle();
    this.server.accept();
    this.settle();
    this.speak();
    this.packets.length = 0;
    return this;
  }
}

const names = (packets: readonly Packet[]) =>
  packets.map(({ type, pipelineId: id }) => (id === undefined ? type : `${type} ${id.slice(0, 1)}`));

describe('a client over the out-of-process framing', () => {
  it('opens the pool with one packet', () => {
    const peer = new Peer();
    peer.client.open();
    expect(names(peer.take())).toEqual(['Data']);
    expect(types(peer.requests)).toEqual(['capability', 'init']);
  });

  it('names a pipeline and waits for the answer before it sends the pipeline', () => {
    const peer = new Peer().open();
    peer.client.pool.createPipeline({ pipelineId, commands: [{ name: 'Get-Mailbox' }] });
    expect(names(peer.take())).toEqual(['Command a']);
    expect(names(peer.take())).toEqual([]);
    peer.acknowledge();
    expect(names(peer.take())).toEqual(['Data a']);
    expect(types(peer.requests)).toContain('createPipeline');
  });

  it('has one packet of data of each pipeline under way, and lets others go on', () => {
    const peer = new Peer().open();
    const input = Array.from({ length: 5 }, () => 'x'.repeat(20_000));
    peer.client.pool.createPipeline({ pipelineId, commands: [{ name: 'a' }], input });
    peer.take();
    peer.acknowledge();
    expect(names(peer.take())).toEqual(['Data a']);
    peer.client.pool.createPipeline({ pipelineId: other, commands: [{ name: 'b' }] });
    expect(names(peer.take())).toEqual(['Command b']);
    peer.send({ type: 'CommandAck', pipelineId: other });
    expect(names(peer.take())).toEqual(['Data b']);
    peer.send({ type: 'DataAck', pipelineId });
    expect(names(peer.take())).toEqual(['Data a']);
  });

  it('closes a pipeline that has ended, and forgets it', () => {
    const peer = new Peer().open();
    peer.client.pool.createPipeline({ pipelineId, commands: [{ name: 'a' }] });
    peer.settle();
    peer.server.pipeline(pipelineId)?.output('result');
    peer.server.pipeline(pipelineId)?.complete();
    expect(types(peer.speak())).toEqual(['output', 'pipelineState']);
    expect(names(peer.take())).toEqual(['Close a']);
    expect(peer.acknowledge()).toEqual([{ type: 'pipelineClosed', pipelineId }]);
    expect(peer.client.pool.pipeline(pipelineId)).toBeUndefined();
  });

  it('sends no more input to a pipeline that has ended', () => {
    const peer = new Peer().open();
    peer.client.pool.createPipeline({ pipelineId, commands: [{ name: 'a' }], input: ['x'.repeat(100_000)] });
    peer.take();
    peer.acknowledge();
    peer.take();
    peer.server.pipeline(pipelineId)?.complete();
    peer.speak();
    peer.acknowledge();
    expect(names(peer.take())).toEqual(['Close a']);
  });

  it('signals a stop once the pipeline is there', () => {
    const peer = new Peer().open();
    peer.client.pool.createPipeline({ pipelineId, commands: [{ name: 'a' }] });
    peer.client.stop(pipelineId);
    expect(names(peer.take())).toEqual(['Command a']);
    peer.acknowledge();
    expect(names(peer.take())).toEqual(['Data a', 'Signal a']);
    peer.acknowledge();
    expect(names(peer.take())).toEqual([]);
  });

  it('takes the answer to a signal after the pipeline has been closed', () => {
    const peer = new Peer().open();
    peer.client.pool.createPipeline({ pipelineId, commands: [{ name: 'a' }] });
    peer.settle();
    peer.client.stop(pipelineId);
    peer.take();
    peer.server.pipeline(pipelineId)?.stopped();
    peer.speak();
    peer.take();
    peer.send({ type: 'CloseAck', pipelineId });
    expect(peer.send({ type: 'SignalAck', pipelineId })).toEqual([]);
  });

  it('takes the answer to the last data of a pipeline after the pipeline has been closed, and no second one', () => {
    const peer = new Peer().open();
    peer.client.pool.createPipeline({ pipelineId, commands: [{ name: 'a' }] });
    peer.take();
    peer.send({ type: 'CommandAck', pipelineId });
    expect(names(peer.take())).toEqual(['Data a']);
    peer.server.pipeline(pipelineId)?.complete();
    peer.speak();
    expect(names(peer.take())).toEqual(['Close a']);
    expect(peer.send({ type: 'CloseAck', pipelineId })).toEqual([{ type: 'pipelineClosed', pipelineId }]);
    expect(peer.send({ type: 'DataAck', pipelineId })).toEqual([]);
    expect(() => peer.send({ type: 'DataAck', pipelineId })).toThrow(OutOfProcError);
  });

  it('sends host responses on their own stream, before what else waits', () => {
    const peer = new Peer().open();
    const input = Array.from({ length: 3 }, () => 'x'.repeat(30_000));
    peer.client.pool.createPipeline({ pipelineId, commands: [{ name: 'a' }], input });
    peer.take();
    peer.acknowledge();
    peer.take();
    peer.server.pipeline(pipelineId)?.hostCall({ method: 'ReadLine', parameters: [] });
    const [call] = peer.speak();
    if (call?.type !== 'hostCall') throw new Error('no host call');
    peer.client.pool.respond(call, 'typed');
    expect(peer.take()).toEqual([]);
    peer.acknowledge();
    expect(peer.take()).toMatchObject([{ type: 'Data', pipelineId, stream: 'PromptResponse' }]);
    expect(types(peer.requests).at(-1)).toBe('hostResponse');
  });

  it('closes pipelines before the pool, and says when it is closed', () => {
    const peer = new Peer().open();
    peer.client.pool.createPipeline({ pipelineId, commands: [{ name: 'a' }] });
    peer.settle();
    peer.packets.length = 0;
    peer.client.close();
    expect(names(peer.take())).toEqual(['Close a']);
    peer.acknowledge();
    expect(names(peer.take())).toEqual(['Close']);
    expect(types(peer.acknowledge())).toEqual(['closed']);
    expect(peer.client.pool.state).toBe('closed');
  });

  it('closes without having named a pipeline that it never sent', () => {
    const peer = new Peer().open();
    peer.client.pool.createPipeline({ pipelineId, commands: [{ name: 'a' }] });
    peer.client.close();
    const events = peer.settle();
    expect(types(events).at(-1)).toBe('closed');
    expect(peer.client.pool.state).toBe('closed');
  });

  it('breaks the pool where the stream ends', () => {
    const peer = new Peer().open();
    const pipeline = peer.client.pool.createPipeline({ pipelineId, commands: [{ name: 'a' }] });
    peer.settle();
    peer.client.ended();
    expect(peer.client.pool.state).toBe('broken');
    expect(pipeline.state).toBe('failed');
    expect(peer.client.nextToSend()).toBeUndefined();
  });

  it.each<Packet>([
    { type: 'CommandAck', pipelineId: other },
    { type: 'DataAck', pipelineId: undefined },
    { type: 'CloseAck', pipelineId: undefined },
    { type: 'Command', pipelineId: undefined },
    { type: 'Close', pipelineId: undefined },
    { type: 'Signal', pipelineId: undefined },
  ])('refuses $type that nothing has asked for', (packet) => {
    const peer = new Peer().open();
    expect(() => peer.send(packet)).toThrow(OutOfProcError);
  });
});
