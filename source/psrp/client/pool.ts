import type { PsSecureString, PsValue } from '../../objects/index.ts';
import {
  checkCapability,
  decodeCapability,
  encodeCapability,
  ownCapability,
  type SessionCapability,
} from '../content/capability.ts';
import { encodeCommandMetadataRequest } from '../content/command-metadata.ts';
import { encodePipelineRequest } from '../content/pipeline.ts';
import {
  applicationArguments,
  decodeAvailability,
  decodePoolSize,
  decodePoolState,
  decodePrivateData,
  decodeUserEvent,
  encodePoolInit,
  encodePoolRequest,
  type PoolRequest,
} from '../content/pool.ts';
import { commandTypes, type RunspacePoolState } from '../enums.ts';
import { PsrpError } from '../errors.ts';
import { normalizeGuid } from '../guid.ts';
import { decodeHostCall, encodeHostResponse } from '../host/call.ts';
import { noHost, poolHost } from '../host/info.ts';
import { fragmentHeaderSize } from '../message/fragment.ts';
import { MessageLink, type ReceivedMessage } from '../message/link.ts';
import type { OutboundData } from '../message/outbox.ts';
import type { ErrorRecord } from '../record/error-record.ts';
import type { ExchangeKeyPair } from '../secret/exchange.ts';
import { type ClientPoolState, clientPoolTransitions, isFinal, StateMachine } from '../state.ts';
import type { ClientEvent, HostCallEvent } from './events.ts';
import { ClientKeys } from './keys.ts';
import type { CreatePipelineOptions, GetCommandMetadataOptions, RunspacePoolClientOptions } from './options.ts';
import { PipelineClient } from './pipeline.ts';

/**
 * The client's side of a runspace pool (MS-PSRP 3.1), without IO: bytes in by `receive`, events out, bytes to send by
 * `nextToSend`. Anything the protocol forbids throws PsrpError or ClixmlError; the pool is then `broken` and of no use.
 */
export class RunspacePoolClient {
  readonly poolId: string;
  private readonly options: RunspacePoolClientOptions;
  private readonly capability: SessionCapability;
  private readonly link: MessageLink;
  private readonly machine = new StateMachine('runspace pool', clientPoolTransitions, 'beforeOpen');
  private readonly pipelines = new Map<string, PipelineClient>();
  private readonly keys = new ClientKeys();
  private lastCallId = 0n;
  private fragmentSize: number;
  /** What the server said of itself; undefined until it answered. */
  serverCapability: SessionCapability | undefined;

  constructor(options: RunspacePoolClientOptions) {
    this.poolId = normalizeGuid(options.poolId);
    this.options = options;
    this.capability = options.capability ?? ownCapability;
    this.link = new MessageLink('client', this.poolId, options.limits);
    this.fragmentSize = 0;
    this.maxFragmentSize = options.maxFragmentSize ?? 32_768;
  }

  get state(): ClientPoolState {
    return this.machine.current;
  }

  /** Bytes of a fragment, header included. A change holds from the next `nextToSend` on. */
  get maxFragmentSize(): number {
    return this.fragmentSize;
  }
  set maxFragmentSize(size: number) {
    if (!(size > fragmentHeaderSize)) throw new PsrpError('limit', `A fragment of ${size} bytes has no room for data.`);
    this.fragmentSize = Math.floor(size);
  }

  /** SESSION_CAPABILITY and INIT_RUNSPACEPOOL as fragments: the creationXml of WSMan's Create (MS-PSRP 3.1.5.4.1). */
  open(): Uint8Array {
    this.machine.on('open');
    this.link.send('SESSION_CAPABILITY', encodeCapability(this.capability));
    this.link.send(
      'INIT_RUNSPACEPOOL',
      encodePoolInit({
        minRunspaces: this.options.minRunspaces ?? 1,
        maxRunspaces: this.options.maxRunspaces ?? 1,
        threadOptions: this.options.threadOptions ?? 'Default',
        apartmentState: this.options.apartmentState ?? 'Unknown',
        hostInfo: this.options.hostInfo ?? noHost,
        applicationArguments: this.options.applicationArguments ?? applicationArguments(),
      }),
    );
    return this.link.takeAll(this.fragmentSize);
  }

  /** Bytes of the pool's output, or of the pipeline that the transport received them for. */
  receive(bytes: Uint8Array, pipelineId?: string): ClientEvent[] {
    try {
      return this.link.receive(bytes, pipelineId).map((message) => this.accept(message));
    } catch (error) {
      this.machine.on('broke');
      this.keys.wipe();
      throw error;
    }
  }

  /** To be called when the transport says that a stream has ended: an unfinished message is an error. */
  endOfStream(pipelineId?: string): void {
    this.link.endOfStream(pipelineId);
  }

  /** CREATE_PIPELINE (MS-PSRP 2.2.2.10). Its first fragment comes from `nextToSend` with `opensPipeline`. */
  createPipeline(options: CreatePipelineOptions): PipelineClient {
    const { input } = options;
    const noInput = options.noInput ?? input === undefined;
    const request = encodePipelineRequest({
      commands: options.commands,
      noInput,
      addToHistory: options.addToHistory ?? false,
      isNested: options.isNested ?? false,
      history: options.history,
      redirectShellErrorOutputPipe: options.redirectShellErrorOutputPipe ?? true,
      apartmentState: options.apartmentState ?? 'Unknown',
      remoteStreamOptions: options.remoteStreamOptions ?? 0,
      hostInfo: options.hostInfo ?? poolHost,
    });
    const pipeline = this.addPipeline(options.pipelineId, 'commands', !noInput);
    this.link.send('CREATE_PIPELINE', request, { pipelineId: pipeline.id, opensPipeline: true });
    if (input) {
      for (const value of input) pipeline.sendInput(value);
      pipeline.endInput();
    }
    return pipeline;
  }

  /** GET_COMMAND_METADATA (MS-PSRP 2.2.2.14): `commandCount` comes first, then a `command` each. */
  getCommandMetadata(options: GetCommandMetadataOptions): PipelineClient {
    const request = encodeCommandMetadataRequest({
      names: options.names ?? ['*'],
      commandTypes:
        options.commandTypes ?? commandTypes.Alias | commandTypes.Function | commandTypes.Filter | commandTypes.Cmdlet,
      namespaces: options.namespaces ?? [],
      argumentList: options.argumentList ?? [],
    });
    const pipeline = this.addPipeline(options.pipelineId, 'commandMetadata', false);
    this.link.send('GET_COMMAND_METADATA', request, { pipelineId: pipeline.id, opensPipeline: true });
    return pipeline;
  }

  /** SET_MAX/MIN_RUNSPACES, GET_AVAILABLE_RUNSPACES, RESET_RUNSPACE_STATE; `availability` answers with the call id. */
  request(kind: PoolRequest['kind'], count = 1): bigint {
    this.machine.on('use', kind);
    const callId = ++this.lastCallId;
    const counted = kind === 'setMaxRunspaces' || kind === 'setMinRunspaces';
    this.link.send(requestMessages[kind], encodePoolRequest(counted ? { kind, callId, count } : { kind, callId }));
    return callId;
  }

  /** Answers a host call with a value of `hostResults`. Calls without a result take no answer. */
  respond(event: HostCallEvent, value: PsValue): void {
    this.sendResponse(event, { value });
  }

  /** Answers a host call with an error, which the server raises where it called. */
  respondError(event: HostCallEvent, error: ErrorRecord): void {
    this.sendResponse(event, { error });
  }

  /** PUBLIC_KEY (MS-PSRP 2.2.2.3): before secure strings are sent, or when the server asks. Once a pool. */
  offerKey(pair: ExchangeKeyPair): void {
    this.machine.on('poolMessage', 'PUBLIC_KEY');
    this.link.send('PUBLIC_KEY', this.keys.offer(pair));
  }

  /** True once `keyExchanged` has come. */
  get hasSessionKey(): boolean {
    return this.keys.hasSessionKey;
  }

  /** UTF-16LE bytes, which the caller wipes, or text. Throws before the keys are exchanged. */
  encryptSecureString(text: Uint8Array | string): PsSecureString {
    return this.keys.session.encrypt(text);
  }

  /** The clear text as UTF-16LE bytes; whoever takes them wipes them. */
  decryptSecureString(secret: PsSecureString): Uint8Array {
    return this.keys.session.decrypt(secret);
  }

  /** What is to be sent next, at most `limit` bytes; undefined when nothing waits. */
  nextToSend(limit: number = this.fragmentSize): OutboundData | undefined {
    return this.link.next(limit);
  }

  /** The same for the pool alone (undefined) or one pipeline: where each is sent for itself. */
  nextFor(pipelineId: string | undefined, limit: number = this.fragmentSize): OutboundData | undefined {
    return this.link.nextFor(pipelineId, limit);
  }

  pipeline(pipelineId: string): PipelineClient | undefined {
    return this.pipelines.get(pipelineId);
  }

  /** Forgets a pipeline whose transport is done with. Later data for it is an error. */
  release(pipelineId: string): void {
    this.pipelines.delete(pipelineId);
    this.link.forget(pipelineId);
  }

  /** Notes that the transport closes the shell; what the server still sends is accepted. */
  close(): void {
    this.machine.on('close');
  }

  /** Notes that the shell is gone, on purpose or not: pipelines that run have failed, keys are wiped. */
  transportEnded(how: 'closed' | 'broke'): void {
    this.machine.on(how);
    for (const pipeline of this.pipelines.values()) if (!isFinal(pipeline.state)) pipeline.broke();
    this.keys.wipe();
    this.link.clear();
  }

  private addPipeline(id: string, kind: PipelineClient['kind'], takesInput: boolean): PipelineClient {
    this.machine.on('use', 'A pipeline');
    const pipelineId = normalizeGuid(id);
    if (this.pipelines.has(pipelineId)) throw new PsrpError('state', 'A pipeline of that id exists already.');
    const pipeline = new PipelineClient(this.link, pipelineId, kind, takesInput);
    this.pipelines.set(pipelineId, pipeline);
    return pipeline;
  }

  private sendResponse(event: HostCallEvent, content: { value: PsValue } | { error: ErrorRecord }): void {
    const { call, pipelineId } = event;
    if (!call.expectsResponse) throw new PsrpError('state', `Host call ${call.method} takes no response.`);
    const type = pipelineId === undefined ? 'RUNSPACEPOOL_HOST_RESPONSE' : 'PIPELINE_HOST_RESPONSE';
    const response = encodeHostResponse({ callId: call.callId, method: call.method, content });
    this.link.send(type, response, { pipelineId, stream: 'pr' });
  }

  private accept(message: ReceivedMessage): ClientEvent {
    const { type, value, pipelineId } = message;
    if (pipelineId !== undefined) {
      const pipeline = this.pipelines.get(pipelineId);
      if (!pipeline) throw new PsrpError('state', `${type} names a pipeline that does not exist.`);
      return pipeline.accept(message);
    }
    switch (type) {
      case 'SESSION_CAPABILITY': {
        const capability = decodeCapability(value);
        this.machine.on('capability', type);
        checkCapability(this.capability, capability);
        this.serverCapability = capability;
        return { type: 'capability', capability };
      }
      case 'RUNSPACEPOOL_STATE':
        return this.acceptState(value);
      case 'APPLICATION_PRIVATE_DATA':
        this.machine.on('privateData', type);
        return { type: 'applicationPrivateData', data: decodePrivateData(value) };
      default:
        this.machine.on('poolMessage', type);
        return this.acceptPoolMessage(type, value);
    }
  }

  private acceptPoolMessage(type: ReceivedMessage['type'], value: PsValue | undefined): ClientEvent {
    switch (type) {
      case 'RUNSPACE_AVAILABILITY':
        return { type: 'availability', ...decodeAvailability(value) };
      case 'RUNSPACEPOOL_INIT_DATA':
        return { type: 'poolSize', ...decodePoolSize(value) };
      case 'USER_EVENT':
        return { type: 'userEvent', event: decodeUserEvent(value) };
      case 'RUNSPACEPOOL_HOST_CALL':
        return { type: 'hostCall', pipelineId: undefined, call: decodeHostCall(value) };
      case 'PUBLIC_KEY_REQUEST':
        return { type: 'publicKeyRequest' };
      case 'ENCRYPTED_SESSION_KEY':
        this.keys.accept(value);
        return { type: 'keyExchanged' };
      default:
        throw new PsrpError('message', `${type} is no message that a server sends.`);
    }
  }

  private acceptState(value: PsValue | undefined): ClientEvent {
    const { state, reason } = decodePoolState(value);
    const event = stateEvents[state];
    if (!event) throw new PsrpError('state', `A server does not announce a runspace pool as ${state}.`);
    if (event !== 'progress') this.machine.on(event, `RUNSPACEPOOL_STATE ${state}`);
    if (event === 'serverBroken' || event === 'serverClosed') this.keys.wipe();
    return { type: 'poolState', state: this.state, reason };
  }
}

const requestMessages = {
  setMaxRunspaces: 'SET_MAX_RUNSPACES',
  setMinRunspaces: 'SET_MIN_RUNSPACES',
  getAvailableRunspaces: 'GET_AVAILABLE_RUNSPACES',
  resetRunspaceState: 'RESET_RUNSPACE_STATE',
} as const;

/** `progress`: the server tells a step on its way, which moves nothing here. */
const stateEvents: { readonly [state in RunspacePoolState]?: 'opened' | 'serverClosed' | 'serverBroken' | 'progress' } =
  {
    beforeOpen: 'progress',
    opening: 'progress',
    negotiationSucceeded: 'progress',
    closing: 'progress',
    opened: 'opened',
    closed: 'serverClosed',
    broken: 'serverBroken',
  };
