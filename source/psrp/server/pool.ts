import type { PsObject, PsSecureString, PsValue } from '../../objects/index.ts';
import {
  checkCapability,
  decodeCapability,
  encodeCapability,
  ownCapability,
  type SessionCapability,
} from '../content/capability.ts';
import { decodeCommandMetadataRequest } from '../content/command-metadata.ts';
import { decodePipelineRequest } from '../content/pipeline.ts';
import {
  decodePoolInit,
  decodePoolRequest,
  encodeAvailability,
  encodePoolState,
  encodePrivateData,
  encodeUserEvent,
  type PoolRequest,
  type UserEvent,
} from '../content/pool.ts';
import { PsrpError } from '../errors.ts';
import { decodeHostResponse, encodeHostCall } from '../host/call.ts';
import type { HostCallContent } from '../host/encode-request.ts';
import { fragmentHeaderSize } from '../message/fragment.ts';
import { type LinkLimits, MessageLink, type ReceivedMessage } from '../message/link.ts';
import type { InputStream, OutboundData } from '../message/outbox.ts';
import { untilEmpty } from '../pull.ts';
import type { ErrorRecord } from '../record/error-record.ts';
import { type ServerPoolState, StateMachine, serverPoolTransitions } from '../state.ts';
import { OpenHostCalls } from './calls.ts';
import type { ServerEvent } from './events.ts';
import { ServerKeys } from './keys.ts';
import { PipelineServer } from './pipeline.ts';

export interface RunspacePoolServerOptions {
  /** For the session key and its padding. */
  readonly randomBytes: (size: number) => Uint8Array;
  readonly capability?: SessionCapability;
  /** Bytes of a fragment, header included. */
  readonly maxFragmentSize?: number;
  readonly limits?: Partial<LinkLimits>;
}

/**
 * The server's side of a runspace pool (MS-PSRP 3.2), without IO: the mirror of RunspacePoolClient. It answers
 * SESSION_CAPABILITY by itself; everything else is the caller's decision.
 */
export class RunspacePoolServer {
  private readonly capability: SessionCapability;
  private readonly link: MessageLink;
  private readonly machine = new StateMachine('runspace pool', serverPoolTransitions, 'beforeOpen');
  private readonly pipelines = new Map<string, PipelineServer>();
  private readonly calls = new OpenHostCalls();
  private readonly fragmentSize: number;
  private readonly keys: ServerKeys;
  clientCapability: SessionCapability | undefined;

  constructor(options: RunspacePoolServerOptions) {
    this.keys = new ServerKeys(options.randomBytes);
    this.capability = options.capability ?? ownCapability;
    this.link = new MessageLink('server', undefined, options.limits);
    this.fragmentSize = options.maxFragmentSize ?? 32_768;
    if (!(this.fragmentSize > fragmentHeaderSize)) throw new PsrpError('limit', 'A fragment needs room for data.');
  }

  get state(): ServerPoolState {
    return this.machine.current;
  }
  /** Undefined until the client's first message. */
  get poolId(): string | undefined {
    return this.link.poolId;
  }
  get hasSessionKey(): boolean {
    return this.keys.hasSessionKey;
  }

  /** The creationXml of WSMan's Create, whole: what is unfinished at its end is an error. */
  open(creationXml: Uint8Array): ServerEvent[] {
    this.receive(creationXml);
    const events = [...untilEmpty(() => this.nextEvent())];
    this.link.endOfStream(undefined);
    return events;
  }

  /** Bytes of WSMan's Command or Send for the pool, or for the pipeline that the transport names. */
  receive(bytes: Uint8Array, pipelineId?: string, stream: InputStream = 'stdin'): void {
    this.link.receive(bytes, pipelineId, stream);
  }

  /** The next event of that stream, see RunspacePoolClient.nextEvent; all that a client sends has to be readable. */
  nextEvent(pipelineId?: string, stream: InputStream = 'stdin'): ServerEvent | undefined {
    try {
      const message = this.link.nextMessage(pipelineId, stream);
      return message && this.dispatch(message, this.link.decode(message));
    } catch (error) {
      this.machine.on('broke');
      this.keys.wipe();
      throw error;
    }
  }

  /** Opens the pool: APPLICATION_PRIVATE_DATA, then RUNSPACEPOOL_STATE Opened (MS-PSRP 3.2.5.4.2). */
  accept(applicationPrivateData?: PsObject): void {
    this.machine.on('accept');
    this.link.send('APPLICATION_PRIVATE_DATA', encodePrivateData(applicationPrivateData));
    this.link.send('RUNSPACEPOOL_STATE', encodePoolState('opened'));
  }

  /** Tells the client that the pool cannot be opened, and why. */
  refuse(reason: ErrorRecord): void {
    this.machine.on('refuse');
    this.link.send('RUNSPACEPOOL_STATE', encodePoolState('broken', reason));
  }

  /** RUNSPACE_AVAILABILITY for a `poolRequest`. */
  answerRequest(callId: bigint, response: boolean | number): void {
    this.machine.on('poolMessage');
    this.link.send('RUNSPACE_AVAILABILITY', encodeAvailability({ callId, response }));
  }

  userEvent(event: UserEvent): void {
    this.machine.on('poolMessage');
    this.link.send('USER_EVENT', encodeUserEvent(event));
  }

  /** Calls the client's host outside any pipeline; see PipelineServer.hostCall. */
  hostCall(call: HostCallContent): bigint {
    this.machine.on('poolMessage');
    const callId = this.calls.register(call);
    this.link.send('RUNSPACEPOOL_HOST_CALL', encodeHostCall(callId, call));
    return callId;
  }

  /** PUBLIC_KEY_REQUEST (MS-PSRP 2.2.2.5): before the server sends a secure string. */
  requestKey(): void {
    this.machine.on('poolMessage');
    this.link.send('PUBLIC_KEY_REQUEST', '');
  }

  encryptSecureString(text: Uint8Array | string): PsSecureString {
    return this.keys.session.encrypt(text);
  }

  /** The clear text as UTF-16LE bytes; whoever takes them wipes them. */
  decryptSecureString(secret: PsSecureString): Uint8Array {
    return this.keys.session.decrypt(secret);
  }

  pipeline(pipelineId: string): PipelineServer | undefined {
    return this.pipelines.get(pipelineId);
  }

  /** Forgets a pipeline whose command is no more, with whatever of it was not fetched. */
  release(pipelineId: string): void {
    this.pipelines.delete(pipelineId);
    this.link.forget(pipelineId);
  }

  /** What waits for the pool (undefined) or one pipeline, at most `limit` bytes; undefined when nothing waits. */
  nextFor(pipelineId: string | undefined, limit: number = this.fragmentSize): OutboundData | undefined {
    return this.link.nextFor(pipelineId, limit);
  }

  /** The same for whichever stream comes first. */
  nextToSend(limit: number = this.fragmentSize): OutboundData | undefined {
    return this.link.next(limit);
  }

  /** Announces that the pool closes and is closed (MS-PSRP 3.2.5.4.7): PowerShell's own server sends both states. */
  close(): void {
    this.machine.on('close');
    this.link.send('RUNSPACEPOOL_STATE', encodePoolState('closing'));
    this.link.send('RUNSPACEPOOL_STATE', encodePoolState('closed'));
    this.keys.wipe();
  }

  private dispatch({ type, pipelineId }: ReceivedMessage, value: PsValue | undefined): ServerEvent {
    if (pipelineId === undefined) return this.acceptPoolMessage(type, value);
    if (type === 'CREATE_PIPELINE' || type === 'GET_COMMAND_METADATA') {
      return this.startPipeline(type, pipelineId, value);
    }
    const pipeline = this.pipelines.get(pipelineId);
    if (!pipeline) throw new PsrpError('state', `${type} names a pipeline that does not exist.`);
    return pipeline.accept(type, value);
  }

  private startPipeline(
    type: 'CREATE_PIPELINE' | 'GET_COMMAND_METADATA',
    id: string,
    value: PsValue | undefined,
  ): ServerEvent {
    this.machine.on('use', type);
    if (this.pipelines.has(id)) throw new PsrpError('state', `${type} names a pipeline that exists already.`);
    if (type === 'CREATE_PIPELINE') {
      const request = decodePipelineRequest(value);
      this.pipelines.set(id, new PipelineServer(this.link, id, !request.noInput));
      return { type: 'createPipeline', pipelineId: id, request };
    }
    const request = decodeCommandMetadataRequest(value);
    this.pipelines.set(id, new PipelineServer(this.link, id, false));
    return { type: 'getCommandMetadata', pipelineId: id, request };
  }

  private acceptPoolMessage(type: ReceivedMessage['type'], value: PsValue | undefined): ServerEvent {
    switch (type) {
      case 'SESSION_CAPABILITY': {
        const capability = decodeCapability(value);
        this.machine.on('capability', type);
        checkCapability(this.capability, capability);
        this.clientCapability = capability;
        this.link.send('SESSION_CAPABILITY', encodeCapability(this.capability));
        return { type: 'capability', capability };
      }
      case 'INIT_RUNSPACEPOOL': {
        const init = decodePoolInit(value);
        this.machine.on('init', type);
        return { type: 'init', poolId: this.link.poolId!, init };
      }
      case 'PUBLIC_KEY':
        this.machine.on('poolMessage', type);
        this.link.send('ENCRYPTED_SESSION_KEY', this.keys.accept(value));
        return { type: 'keyExchanged' };
      case 'RUNSPACEPOOL_HOST_RESPONSE': {
        const response = decodeHostResponse(value);
        this.calls.settle(response);
        return { type: 'hostResponse', pipelineId: undefined, response };
      }
      default: {
        const kind = requests.get(type);
        if (!kind) throw new PsrpError('message', `${type} is not served here.`);
        this.machine.on('use', type);
        return { type: 'poolRequest', request: decodePoolRequest(kind, value) };
      }
    }
  }
}

const requests = new Map([
  ['SET_MAX_RUNSPACES', 'setMaxRunspaces'],
  ['SET_MIN_RUNSPACES', 'setMinRunspaces'],
  ['GET_AVAILABLE_RUNSPACES', 'getAvailableRunspaces'],
  ['RESET_RUNSPACE_STATE', 'resetRunspaceState'],
] as const) as ReadonlyMap<string, PoolRequest['kind']>;
