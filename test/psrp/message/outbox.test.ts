import { describe, expect, it } from 'vitest';
import { Defragmenter, fragmentHeaderSize } from '../../../source/psrp/message/fragment.ts';
import { type OutboundData, Outbox } from '../../../source/psrp/message/outbox.ts';
import { pushed } from '../plug.ts';

const stdin = (pipelineId: string | undefined) => ({ pipelineId, stream: 'stdin' as const });

function drain(outbox: Outbox, limit: number): OutboundData[] {
  const all: OutboundData[] = [];
  for (let data = outbox.next(limit); data; data = outbox.next(limit)) all.push(data);
  return all;
}

describe('data that wait to be sent', () => {
  it('give what opens a pipeline alone, then pack whole messages into what the limit allows', () => {
    const outbox = new Outbox();
    outbox.add(new Uint8Array(100), { ...stdin('p'), opensPipeline: true });
    for (let index = 0; index < 3; index++) outbox.add(new Uint8Array(10), stdin('p'));
    const sent = drain(outbox, fragmentHeaderSize + 80);
    expect(sent.map(({ opensPipeline, bytes }) => [opensPipeline, bytes.length])).toEqual([
      [true, fragmentHeaderSize + 80],
      [false, fragmentHeaderSize + 20],
      [false, 3 * (fragmentHeaderSize + 10)],
    ]);
    const defragmenter = new Defragmenter(1000);
    expect(sent.flatMap(({ bytes }) => pushed(defragmenter, bytes)).map(({ length }) => length)).toEqual([
      100, 10, 10, 10,
    ]);
  });

  it('put host responses before everything else', () => {
    const outbox = new Outbox();
    outbox.add(new Uint8Array(5), stdin('p'));
    outbox.add(new Uint8Array(5), { pipelineId: 'p', stream: 'pr' });
    expect(drain(outbox, 100).map(({ stream }) => stream)).toEqual(['pr', 'stdin']);
  });

  it('take turns between pipelines, and keep each one’s order', () => {
    const outbox = new Outbox();
    outbox.add(new Uint8Array(300), stdin('a'));
    outbox.add(new Uint8Array(100), stdin('b'));
    expect(drain(outbox, fragmentHeaderSize + 100).map(({ pipelineId }) => pipelineId)).toEqual(['a', 'b', 'a', 'a']);
  });

  it('follow a fragment size that changes in the middle of a message', () => {
    const outbox = new Outbox();
    outbox.add(new Uint8Array(300), stdin('a'));
    const small = outbox.next(fragmentHeaderSize + 10)!;
    const large = outbox.next(10_000)!;
    expect([small.bytes.length, large.bytes.length]).toEqual([fragmentHeaderSize + 10, fragmentHeaderSize + 290]);
    expect(pushed(new Defragmenter(1000), Buffer.concat([small.bytes, large.bytes]))[0]).toHaveLength(300);
  });

  it('say how many bytes wait, and are gone when their pipeline is forgotten', () => {
    const outbox = new Outbox();
    outbox.add(new Uint8Array(300), stdin('a'));
    outbox.add(new Uint8Array(20), stdin(undefined));
    expect([outbox.pendingBytes(), outbox.pendingBytes('a')]).toEqual([320, 300]);
    outbox.forget('a');
    expect(drain(outbox, 100).map(({ pipelineId }) => pipelineId)).toEqual([undefined]);
    expect(outbox.pendingBytes()).toBe(0);
  });

  it('wait until the last of many small messages has been taken', () => {
    const outbox = new Outbox();
    for (let index = 0; index < 1000; index++) outbox.add(new Uint8Array(180), stdin('a'));
    let left = 1000 * 180;
    for (let data = outbox.next(32_768); data; data = outbox.next(32_768)) {
      left -= (data.bytes.length / (fragmentHeaderSize + 180)) * 180;
      expect(outbox.pendingBytes()).toBe(left);
    }
    expect(left).toBe(0);
  });
});
