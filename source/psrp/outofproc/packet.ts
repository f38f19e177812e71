import { emptyGuid, normalizeGuid } from '../guid.ts';
import { OutOfProcError } from './error.ts';

/** `PromptResponse` carries host responses, `Default` the rest. */
export type PacketStream = 'Default' | 'PromptResponse';

/** Whole fragments. `pipelineId` undefined: the runspace pool's, which the wire calls the empty GUID. */
export interface DataPacket {
  readonly type: 'Data';
  readonly pipelineId: string | undefined;
  readonly stream: PacketStream;
  readonly bytes: Uint8Array;
}

export interface ControlPacket {
  readonly type: 'DataAck' | 'Command' | 'CommandAck' | 'Signal' | 'SignalAck' | 'Close' | 'CloseAck';
  readonly pipelineId: string | undefined;
}

export type Packet = DataPacket | ControlPacket;

const controls: ReadonlySet<string> = new Set<ControlPacket['type']>([
  'DataAck',
  'Command',
  'CommandAck',
  'Signal',
  'SignalAck',
  'Close',
  'CloseAck',
]);

/** The packet's line, its line feed included. */
export function encodePacket(packet: Packet): string {
  const id = packet.pipelineId ?? emptyGuid;
  if (packet.type !== 'Data') return `<${packet.type} PSGuid='${id}' />\n`;
  const { buffer, byteOffset, byteLength } = packet.bytes;
  const data = Buffer.from(buffer, byteOffset, byteLength).toString('base64');
  return `<Data Stream='${packet.stream}' PSGuid='${id}'>${data}</Data>\n`;
}

const startTag = /^<([A-Za-z]{1,16})((?: +[A-Za-z]{1,16} *= *(?:'[^'<>&]{0,64}'|"[^"<>&]{0,64}")){1,2}) *(\/?)>$/;
const attribute = /([A-Za-z]+) *= *['"]([^'"]*)['"]/g;
const notBase64 = /[^A-Za-z0-9+/]/;

/** A packet from its line without the line end. Throws OutOfProcError. */
export function decodePacket(text: string): Packet {
  const end = text.indexOf('>') + 1;
  const [, type = '', attributes = '', isEmpty] = startTag.exec(text.slice(0, end)) ?? [];
  const content = isEmpty && end === text.length ? '' : contentOf(text, end, type);
  const named = new Map<string, string>();
  for (const [, name = '', value = ''] of attributes.matchAll(attribute)) {
    if (named.has(name)) throw new OutOfProcError('A packet has the same attribute twice.');
    named.set(name, value);
  }
  const stream = named.get('Stream');
  const pipelineId = pipelineOf(named.get('PSGuid'));
  if (isControl(type) && named.size === 1 && content === '') return { type, pipelineId };
  if (type !== 'Data' || (stream !== 'Default' && stream !== 'PromptResponse')) throw noPacket();
  return { type, pipelineId, stream, bytes: base64(content) };
}

function contentOf(text: string, start: number, type: string): string {
  const endTag = `</${type}>`;
  if (type === '' || !text.endsWith(endTag)) throw noPacket();
  return text.slice(start, -endTag.length);
}

function isControl(type: string): type is ControlPacket['type'] {
  return controls.has(type);
}

function noPacket(): OutOfProcError {
  return new OutOfProcError('A line is no packet of the out-of-process framing.');
}

function pipelineOf(guid: string | undefined): string | undefined {
  if (guid === undefined) throw noPacket();
  let id: string;
  try {
    id = normalizeGuid(guid);
  } catch {
    throw new OutOfProcError('A packet names no GUID.');
  }
  return id === emptyGuid ? undefined : id;
}

function base64(text: string): Uint8Array {
  const data = text.replace(/={1,2}$/, '');
  if (text.length % 4 !== 0 || notBase64.test(data)) throw new OutOfProcError('A packet holds no base64.');
  return Buffer.from(text, 'base64');
}
