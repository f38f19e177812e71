import type { PsSecureString, PsValue } from '../../objects/index.ts';
import { encodeCapability, ownCapability, type SessionCapability } from '../content/capability.ts';
import { encodeCommandMetadataRequest } from '../content/command-metadata.ts';
import { encodePipelineRequest, type PipelineCommand } from '../content/pipeline.ts';
import { encodePoolInit, encodePoolRequest, type PoolRequest } from '../content/pool.ts';
import { PsrpError } from '../errors.ts';
import { normalizeGuid } from '../guid.ts';
import type { HostResponseContent } from '../host/call.ts';
import { fragmentHeaderSize } from '../message/fragment.ts';
import { MessageLink, type ReceivedMessage } from '../message/link.ts';
import type { OutboundData } from '../message/outbox.ts';
import type { ErrorRecord } from '../record/error-record.ts';
import type { ExchangeKeyPair } from '../secret/exchange.ts';
import { type ClientPoolState, clientPoolTransitions, isFinal, StateMachine } from '../state.ts';
import type { ClientEvent, HostCallEvent } from './events.ts';
import { ignored } from './faults.ts';
import { answerHostCall } from './host-calls.ts';
import { ClientKeys } from './keys.ts';
import {
  type CreatePipelineOptions,
  type GetCommandMetadataOptions,
  metadataRequestOf,
  pipelineRequestOf,
  poolInitOf,
  type RunspacePoolClientOptions,
} from './options.ts';
import { PipelineClient } from './pipeline.ts';
import { PoolMessages } from './pool-messages.ts';

/**
 * The client's side of a runspace pool (MS-PSRP 3.1), without IO: bytes in by `receive`, events by `nextEvent`, bytes to
 * send by `nextToSend`. What breaks framing or state throws PsrpError or ClixmlError; the pool is then `broken` and of no
 * use. A record whose content cannot be read is an event.
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
  private readonly messages: PoolMessages;

  constructor(options: RunspacePoolClientOptions) {
    this.poolId = normalizeGuid(options.poolId);
    this.options = options;
    this.capability = options.capability ?? ownCapability;
    this.link = new MessageLink('client', this.poolId, options.limits);
    const { link, machine, keys, capability } = this;
    this.messages = new PoolMessages({ link, machine, keys, capability });
    this.fragmentSize = 0;
    this.maxFragmentSize = options.maxFragmentSize ?? 32_768;
  }

  get state(): ClientPoolState {
    return this.machine.current;
  }

  /** What the server said of itself; undefined until it answered. */
  get serverCapability(): SessionCapability | undefined {
    return this.messages.serverCapability;
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
    this.link.send('INIT_RUNSPACEPOOL', encodePoolInit(poolInitOf(this.options)));
    return this.link.takeAll(this.fragmentSize);
  }

  /**
   * Bytes of the pool's output, or of the pipeline that the transport received them for; those of a pipeline that is
   * released are dropped. They must stay as they are until `nextEvent` has given all that they complete.
   */
  receive(bytes: Uint8Array, pipelineId?: string): void {
    if (pipelineId === undefined || this.pipelines.has(pipelineId)) this.link.receive(bytes, pipelineId);
  }

  /**
   * The next event of the pool's output, or of a pipeline's; undefined until more has been received. One message is
   * decoded a call, so what comes before a bad one is given before it throws.
   */
  nextEvent(pipelineId?: string): ClientEvent | undefined {
    try {
      const message = this.link.nextMessage(pipelineId);
      return message && this.accept(message);
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
    const request = pipelineRequestOf(options);
    const pipeline = this.addPipeline(options.pipelineId, request.commands, !request.noInput);
    this.link.send('CREATE_PIPELINE', encodePipelineRequest(request), { pipelineId: pipeline.id, opensPipeline: true });
    if (input) {
      for (const value of input) pipeline.sendInput(value);
      pipeline.endInput();
    }
    return pipeline;
  }

  /** GET_COMMAND_METADATA (MS-PSRP 2.2.2.14): `commandCount` comes first, then a `command` each. */
  getCommandMetadata(options: GetCommandMetadataOptions): PipelineClient {
    const request = encodeCommandMetadataRequest(metadataRequestOf(options));
    const pipeline = this.addPipeline(options.pipelineId, undefined, false);
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
    this.answer(event, { value });
  }

  /** Answers a host call with an error, which the server raises where it called. */
  respondError(event: HostCallEvent, error: ErrorRecord): void {
    this.answer(event, { error });
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

  /** Forgets a pipeline whose transport is done with. Later data for it is dropped. */
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

  private addPipeline(
    id: string,
    commands: readonly PipelineCommand[] | undefined,
    takesInput: boolean,
  ): PipelineClient {
    this.machine.on('use', 'A pipeline');
    const pipelineId = normalizeGuid(id);
    if (this.pipelines.has(pipelineId)) throw new PsrpError('state', 'A pipeline of that id exists already.');
    const pipeline = new PipelineClient(this.link, pipelineId, commands, takesInput);
    this.pipelines.set(pipelineId, pipeline);
    return pipeline;
  }

  private answer({ call, pipelineId }: HostCallEvent, content: HostResponseContent): void {
    if (!call.expectsResponse) throw new PsrpError('state', `Host call ${call.method} takes no response.`);
    answerHostCall(this.link, pipelineId, call, content);
  }

  private accept(message: ReceivedMessage): ClientEvent {
    const { pipelineId } = message;
    if (pipelineId !== undefined) return this.pipelines.get(pipelineId)?.accept(message) ?? ignored(message);
    return this.messages.accept(message);
  }
}

const requestMessages = {
  setMaxRunspaces: 'SET_MAX_RUNSPACES',
  setMinRunspaces: 'SET_MIN_RUNSPACES',
  getAvailableRunspaces: 'GET_AVAILABLE_RUNSPACES',
  resetRunspaceState: 'RESET_RUNSPACE_STATE',
} as const;
