import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { encodePacket, OutOfProcError, type Packet, PacketReader } from '../../../source/psrp/outofproc/index.ts';
import { pushed } from '../plug.ts';

const id = 'aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee';
const bytes = (text: string) => Buffer.from(text, 'latin1');

const packet: fc.Arbitrary<Packet> = fc.oneof(
  fc.record({
    type: fc.constant('Data' as const),
    pipelineId: fc.option(fc.uuid(), { nil: undefined }),
    stream: fc.constantFrom('Default', 'PromptResponse'),
    bytes: fc.uint8Array({ maxLength: 60 }),
  }),
  fc.record({
    type: fc.constantFrom('DataAck', 'Command', 'CommandAck', 'Signal', 'SignalAck', 'Close', 'CloseAck'),
    pipelineId: fc.option(fc.uuid(), { nil: undefined }),
  }),
);

/** Bytes as plain arrays, so that a Buffer equals a Uint8Array. */
function plain(packets: readonly Packet[]): unknown[] {
  return packets.map((each) => (each.type === 'Data' ? { ...each, bytes: [...each.bytes] } : each));
}

describe('packets of the out-of-process framing', () => {
  it('are written a line each, as PowerShell writes them', () => {
    expect(encodePacket({ type: 'Command', pipelineId: id })).toBe(`<Command PSGuid='${id}' />\n`);
    const data = { type: 'Data', pipelineId: undefined, stream: 'Default', bytes: Uint8Array.of(1, 2, 3) } as const;
    expect(encodePacket(data)).toBe(
      "<Data Stream='Default' PSGuid='00000000-0000-0000-0000-000000000000'>AQID</Data>\n",
    );
  });

  it('are read back from a stream cut anywhere', () => {
    fc.assert(
      fc.property(fc.array(packet, { maxLength: 6 }), fc.array(fc.nat(400), { maxLength: 8 }), (packets, cuts) => {
        const stream = bytes(packets.map(encodePacket).join(''));
        const reader = new PacketReader();
        const read: Packet[] = [];
        const places = [0, ...cuts.map((cut) => cut % (stream.length + 1)), stream.length].toSorted((a, b) => a - b);
        for (const [index, place] of places.slice(1).entries()) {
          // A buffer that is used again, as a socket's may be.
          const part = Uint8Array.from(stream.subarray(places[index], place));
          read.push(...pushed(reader, part));
          part.fill(0);
        }
        reader.end();
        expect(plain(read)).toEqual(plain(packets));
      }),
    );
  });

  it('are read with double quotes, in either order, with Windows line ends and with an end tag', () => {
    const reader = new PacketReader();
    const lines = `<Data PSGuid="${id}" Stream="Default">AQID</Data>\r\n<DataAck PSGuid='${id.toUpperCase()}'></DataAck>\n`;
    expect(plain(pushed(reader, bytes(lines)))).toEqual([
      { type: 'Data', pipelineId: id, stream: 'Default', bytes: [1, 2, 3] },
      { type: 'DataAck', pipelineId: id },
    ]);
  });

  it.each([
    ['an empty line', ''],
    ['text', 'Welcome'],
    ['an unknown packet', `<Hello PSGuid='${id}' />`],
    ['no GUID', '<Command />'],
    ['an odd GUID', "<Command PSGuid='1' />"],
    ['the same attribute twice', `<Command PSGuid='${id}' PSGuid='${id}' />`],
    ['an odd attribute', `<Command PSGuid='${id}' Stream='Default' />`],
    ['content where none belongs', `<Command PSGuid='${id}'>AQID</Command>`],
    ['data without a stream', `<Data PSGuid='${id}'>AQID</Data>`],
    ['data on an unknown stream', `<Data Stream='Other' PSGuid='${id}'>AQID</Data>`],
    ['data that are no base64', `<Data Stream='Default' PSGuid='${id}'>AQI!</Data>`],
    ['data cut short', `<Data Stream='Default' PSGuid='${id}'>AQI</Data>`],
    ['padding inside', `<Data Stream='Default' PSGuid='${id}'>AQ==AQID</Data>`],
    ['the wrong end tag', `<Data Stream='Default' PSGuid='${id}'>AQID</Command>`],
    ['no end tag', `<Data Stream='Default' PSGuid='${id}'>AQID`],
    ['something behind it', `<Command PSGuid='${id}' />x`],
    ['an element inside', `<Data Stream='Default' PSGuid='${id}'><a/></Data>`],
  ])('are refused where a line is %s', (_name, line) => {
    expect(() => pushed(new PacketReader(), bytes(`${line}\n`))).toThrow(OutOfProcError);
  });

  it('are refused, or read, and never anything else', () => {
    const noise = fc.oneof(fc.string(), packet.map(encodePacket), fc.constantFrom('<', '>', '\n', "'", '=', ' '));
    fc.assert(
      fc.property(fc.array(noise, { maxLength: 6 }), (parts) => {
        try {
          pushed(new PacketReader(), Buffer.from(parts.join('')));
        } catch (error) {
          expect(error).toBeInstanceOf(OutOfProcError);
        }
      }),
    );
  });

  it('are refused beyond the length of a line, whole or not', () => {
    expect(() => pushed(new PacketReader(100), new Uint8Array(101).fill(65))).toThrow('longer than 100');
    const reader = new PacketReader(100);
    pushed(reader, new Uint8Array(60).fill(65));
    expect(() => pushed(reader, new Uint8Array(60).fill(65))).toThrow('longer than 100');
  });

  it('are joined once, however many pieces a line comes in', () => {
    const line = bytes(encodePacket({ type: 'Data', pipelineId: id, stream: 'Default', bytes: new Uint8Array(2000) }));
    const concat = vi.spyOn(Buffer, 'concat');
    const reader = new PacketReader();
    const read: Packet[] = [];
    for (const byte of line) read.push(...pushed(reader, Uint8Array.of(byte)));
    const joined = concat.mock.calls.length;
    concat.mockRestore();
    expect(read).toMatchObject([{ type: 'Data', pipelineId: id }]);
    expect(joined).toBe(1);
  });

  it('are given as far as they are whole before the fault behind them is', () => {
    const reader = new PacketReader();
    reader.receive(bytes(`<CommandAck PSGuid='${id}' />\nWelcome\n`));
    expect(reader.next()).toEqual({ type: 'CommandAck', pipelineId: id });
    expect(() => reader.next()).toThrow(OutOfProcError);
  });

  it('are refused where the stream ends inside one', () => {
    const reader = new PacketReader();
    pushed(reader, bytes('<Command'));
    expect(() => reader.end()).toThrow('ended inside');
  });

  it('give way to an error that PowerShell reports, in its words', () => {
    const failed = () =>
      pushed(new PacketReader(), Buffer.from('__NamedPipeError__:Der Zugriff für x ist verweigert.\n'));
    expect(failed).toThrow('Der Zugriff für x ist verweigert.');
    expect(failed).toThrow(expect.objectContaining({ isReported: true }));
  });
});
