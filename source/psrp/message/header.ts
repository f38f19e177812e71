import { PsrpError } from '../errors.ts';
import { emptyGuid, GuidReader, writeGuid } from '../guid.ts';

/** Destination u32 LE, type u32 LE, runspace pool id, pipeline id (MS-PSRP 2.2.1). */
export const messageHeaderSize = 40;

/** Message types (MS-PSRP 2.2.1). The number's top 16 bits say whether a pool or a pipeline is meant. */
export const messageTypes = {
  SESSION_CAPABILITY: 0x0001_0002,
  INIT_RUNSPACEPOOL: 0x0001_0004,
  PUBLIC_KEY: 0x0001_0005,
  ENCRYPTED_SESSION_KEY: 0x0001_0006,
  PUBLIC_KEY_REQUEST: 0x0001_0007,
  CONNECT_RUNSPACEPOOL: 0x0001_0008,
  SET_MAX_RUNSPACES: 0x0002_1002,
  SET_MIN_RUNSPACES: 0x0002_1003,
  RUNSPACE_AVAILABILITY: 0x0002_1004,
  RUNSPACEPOOL_STATE: 0x0002_1005,
  CREATE_PIPELINE: 0x0002_1006,
  GET_AVAILABLE_RUNSPACES: 0x0002_1007,
  USER_EVENT: 0x0002_1008,
  APPLICATION_PRIVATE_DATA: 0x0002_1009,
  GET_COMMAND_METADATA: 0x0002_100a,
  RUNSPACEPOOL_INIT_DATA: 0x0002_100b,
  RESET_RUNSPACE_STATE: 0x0002_100c,
  RUNSPACEPOOL_HOST_CALL: 0x0002_1100,
  RUNSPACEPOOL_HOST_RESPONSE: 0x0002_1101,
  PIPELINE_INPUT: 0x0004_1002,
  END_OF_PIPELINE_INPUT: 0x0004_1003,
  PIPELINE_OUTPUT: 0x0004_1004,
  ERROR_RECORD: 0x0004_1005,
  PIPELINE_STATE: 0x0004_1006,
  DEBUG_RECORD: 0x0004_1007,
  VERBOSE_RECORD: 0x0004_1008,
  WARNING_RECORD: 0x0004_1009,
  PROGRESS_RECORD: 0x0004_1010,
  INFORMATION_RECORD: 0x0004_1011,
  PIPELINE_HOST_CALL: 0x0004_1100,
  PIPELINE_HOST_RESPONSE: 0x0004_1101,
} as const;

export type MessageType = keyof typeof messageTypes;

const namesByNumber = new Map<number, MessageType>(
  Object.entries(messageTypes).map(([name, number]) => [number, name as MessageType]),
);

/** A type that is not in the table, as its number. */
export type UnknownMessageType = `0x${string}`;

/** Types that carry a pipeline's id in the header; CREATE_PIPELINE and GET_COMMAND_METADATA start one. */
export function belongsToPipeline(type: MessageType): boolean {
  return messageTypes[type] >= 0x0004_0000 || type === 'CREATE_PIPELINE' || type === 'GET_COMMAND_METADATA';
}

export function isKnown(type: MessageType | UnknownMessageType): type is MessageType {
  return Object.hasOwn(messageTypes, type);
}

export type Peer = 'client' | 'server';

export interface Message {
  readonly destination: Peer;
  readonly type: MessageType | UnknownMessageType;
  /** Normalized GUID; all zero in some of PowerShell's answers to a client. */
  readonly poolId: string;
  readonly pipelineId: string | undefined;
  /** UTF-8 CLIXML without byte order mark, empty for messages without content. */
  readonly data: Uint8Array;
}

const encoder = new TextEncoder();
const poolIds = new GuidReader();
const pipelineIds = new GuidReader();

export function encodeMessage(
  message: Omit<Message, 'type' | 'data'> & { readonly type: MessageType; readonly data: Uint8Array | string },
): Uint8Array {
  const data = typeof message.data === 'string' ? encoder.encode(message.data) : message.data;
  const bytes = new Uint8Array(messageHeaderSize + data.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, message.destination === 'client' ? 1 : 2, true);
  view.setUint32(4, messageTypes[message.type], true);
  writeGuid(bytes, 8, message.poolId);
  writeGuid(bytes, 24, message.pipelineId ?? emptyGuid);
  bytes.set(data, messageHeaderSize);
  return bytes;
}

/** Throws PsrpError for short data, or a destination that is neither client nor server. */
export function decodeMessage(bytes: Uint8Array): Message {
  if (bytes.length < messageHeaderSize) {
    throw new PsrpError('message', `A message of ${bytes.length} bytes is shorter than its header.`);
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, messageHeaderSize);
  const destination = view.getUint32(0, true);
  if (destination !== 1 && destination !== 2)
    throw new PsrpError('message', `A message has the destination ${destination}.`);
  const number = view.getUint32(4, true);
  const pipelineId = pipelineIds.read(bytes, 24);
  const marked = bytes[40] === 0xef && bytes[41] === 0xbb && bytes[42] === 0xbf;
  return {
    destination: destination === 1 ? 'client' : 'server',
    type: namesByNumber.get(number) ?? `0x${number.toString(16).padStart(8, '0')}`,
    poolId: poolIds.read(bytes, 8),
    pipelineId: pipelineId === emptyGuid ? undefined : pipelineId,
    data: bytes.subarray(marked ? messageHeaderSize + 3 : messageHeaderSize),
  };
}
