/**
 * MS-PSRP without IO: bytes in, events out, bytes to send. One message layer serves both sides.
 *
 * ```ts
 * const client = new RunspacePoolClient({ poolId });
 * const creationXml = client.open();                    // for WSMan's Create
 * client.receive(bytes, pipelineId);                    // from WSMan's Receive; pipelineId undefined for the pool
 * for (let event = client.nextEvent(pipelineId); event; event = client.nextEvent(pipelineId)) …
 * for (let data = client.nextToSend(); data; data = client.nextToSend()) …
 *   // data.opensPipeline: the argument of Command; otherwise Send on data.stream, for data.pipelineId or the shell
 *
 * const server = new RunspacePoolServer({ randomBytes });
 * server.open(creationXml)  // → capability, init; then server.accept(privateData) or server.refuse(error)
 * server.receive(bytes, commandId, stream)              // Command's argument and Send
 * server.nextFor(commandId)                             // for Receive
 * ```
 *
 * What breaks framing or state throws PsrpError (ClixmlError from the content's decoder); the pool is `broken` then. To a
 * client a record that cannot be read is the event `undecodable`.
 */
export type {
  ClientEvent,
  HostCallEvent,
  IgnoredEvent,
  PipelineClientEvent,
  UndecodableEvent,
} from './client/events.ts';
export type { CreatePipelineOptions, GetCommandMetadataOptions, RunspacePoolClientOptions } from './client/options.ts';
export { PipelineClient, type PipelineKind } from './client/pipeline.ts';
export { RunspacePoolClient } from './client/pool.ts';
export {
  ClixmlDecoder,
  ClixmlError,
  createClixmlDocument,
  decodeClixml,
  decodeClixmlDocument,
  encodeClixml,
  encodeClixmlDocument,
  writtenOnce,
} from './clixml/index.ts';
export { ownCapability, type SessionCapability } from './content/capability.ts';
export {
  type CommandMetadata,
  type CommandMetadataRequest,
  decodeCommandMetadata,
  encodeCommandInfo,
  encodeCommandMetadata,
  type ParameterMetadata,
} from './content/command-metadata.ts';
export {
  type CommandParameter,
  commandsToRun,
  type PipelineCommand,
  type PipelineRequest,
} from './content/pipeline.ts';
export {
  type Availability,
  applicationArguments,
  type PoolInit,
  type PoolRequest,
  type PoolSize,
  primitiveDictionary,
  type UserEvent,
} from './content/pool.ts';
export * from './enums.ts';
export { PsrpError, type PsrpErrorCode } from './errors.ts';
export { emptyGuid, normalizeGuid } from './guid.ts';
export {
  decodeCredential,
  type HostCall,
  type HostCallHead,
  type HostResponse,
  type HostResponseContent,
  hostResults,
} from './host/call.ts';
export { encodeHostRequest, type HostCallContent } from './host/encode-request.ts';
export {
  type Coordinates,
  consoleHost,
  type HostDefaults,
  type HostInfo,
  noHost,
  poolHost,
  type Size,
} from './host/info.ts';
export { type HostMethod, type HostMethodName, hostMethodById, hostMethodByName, hostMethods } from './host/methods.ts';
export type {
  ChoiceDescription,
  FieldDescription,
  HostRequest,
} from './host/request.ts';
export { displayText } from './message/fields.ts';
export { Defragmenter, fragmentHeaderSize, fragmentMessage } from './message/fragment.ts';
export {
  decodeMessage,
  encodeMessage,
  type Message,
  type MessageType,
  messageHeaderSize,
  messageTypes,
} from './message/header.ts';
export type { LinkLimits } from './message/link.ts';
export { ObjectOrder, type StreamOrder } from './message/object-order.ts';
export type { InputStream, OutboundData } from './message/outbox.ts';
export { untilEmpty } from './pull.ts';
export {
  decodeErrorRecord,
  type ErrorPosition,
  type ErrorRecord,
  encodeErrorRecord,
  errorRecord,
} from './record/error-record.ts';
export type { InformationalRecord, InformationalStream, InformationRecord } from './record/informational.ts';
export type { ProgressRecord } from './record/progress.ts';
export { type ExchangeKeyPair, generateExchangeKeyPair } from './secret/exchange.ts';
export { SessionKey } from './secret/session-key.ts';
export type { ServerEvent } from './server/events.ts';
export { PipelineServer } from './server/pipeline.ts';
export { RunspacePoolServer, type RunspacePoolServerOptions } from './server/pool.ts';
export {
  type ClientPoolState,
  clientPoolTransitions,
  isFinal,
  type ServerPoolState,
  serverPoolTransitions,
} from './state.ts';
