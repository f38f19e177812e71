import type { PsValue } from '../../objects/index.ts';
import { type CommandMetadata, encodeCommandCount, encodeCommandMetadata } from '../content/command-metadata.ts';
import { encodePipelineState } from '../content/pipeline.ts';
import type { PipelineState } from '../enums.ts';
import { PsrpError } from '../errors.ts';
import { decodeHostResponse, encodeHostCall } from '../host/call.ts';
import type { HostCallContent } from '../host/encode-request.ts';
import type { MessageType } from '../message/header.ts';
import type { MessageLink, ReceivedMessage } from '../message/link.ts';
import { type ErrorRecord, encodeErrorRecord } from '../record/error-record.ts';
import { encodeInformation, encodeInformational, type InformationRecord } from '../record/informational.ts';
import { encodeProgress, type ProgressRecord } from '../record/progress.ts';
import { isFinal, pipelineTransitions, StateMachine } from '../state.ts';
import { OpenHostCalls } from './calls.ts';
import type { ServerEvent } from './events.ts';

/** A pipeline that this server runs: its methods queue what the client is to get. All throw after the end. */
export class PipelineServer {
  readonly id: string;
  private readonly link: MessageLink;
  private readonly machine = new StateMachine('pipeline', pipelineTransitions, 'notStarted');
  private readonly calls = new OpenHostCalls();
  private inputOpen: boolean;

  /** Made by the pool only. */
  constructor(link: MessageLink, id: string, takesInput: boolean) {
    this.link = link;
    this.id = id;
    this.inputOpen = takesInput;
    this.machine.on('start');
  }

  get state(): PipelineState {
    return this.machine.current;
  }
  get hasEnded(): boolean {
    return isFinal(this.machine.current);
  }
  /** Bytes that wait to be sent: where a producer holds back. */
  get pendingBytes(): number {
    return this.link.pendingBytes(this.id);
  }

  output(value: PsValue): void {
    this.send('PIPELINE_OUTPUT', value);
  }
  error(record: ErrorRecord): void {
    this.send('ERROR_RECORD', encodeErrorRecord(record, true));
  }
  warning(message: string): void {
    this.send('WARNING_RECORD', encodeInformational('warning', message));
  }
  verbose(message: string): void {
    this.send('VERBOSE_RECORD', encodeInformational('verbose', message));
  }
  debug(message: string): void {
    this.send('DEBUG_RECORD', encodeInformational('debug', message));
  }
  information(record: InformationRecord): void {
    this.send('INFORMATION_RECORD', encodeInformation(record));
  }
  progress(record: ProgressRecord): void {
    this.send('PROGRESS_RECORD', encodeProgress(record));
  }

  /** The first output of a metadata pipeline. */
  commandCount(count: number): void {
    this.output(encodeCommandCount(count));
  }
  command(metadata: CommandMetadata): void {
    this.output(encodeCommandMetadata(metadata));
  }

  /** Calls the client's host; the id is that of the `hostResponse` to come, where the method has a result. */
  hostCall(call: HostCallContent): bigint {
    const callId = this.calls.register(call);
    this.send('PIPELINE_HOST_CALL', encodeHostCall(callId, call));
    return callId;
  }

  /** Notes that the client asked for a stop (WSMan's Signal); `stopped` or another end follows. */
  stop(): void {
    this.machine.on('stop');
  }

  complete(): void {
    this.end('completed');
  }
  stopped(reason?: ErrorRecord): void {
    this.end('stopped', reason);
  }
  fail(reason: ErrorRecord): void {
    this.end('failed', reason);
  }

  /** For the pool: turns one of this pipeline's messages into an event. */
  accept(type: ReceivedMessage['type'], value: PsValue | undefined): ServerEvent {
    switch (type) {
      case 'PIPELINE_INPUT':
        this.requireInput(type);
        return { type: 'input', pipelineId: this.id, value: value ?? null };
      case 'END_OF_PIPELINE_INPUT':
        this.requireInput(type);
        this.inputOpen = false;
        return { type: 'endOfInput', pipelineId: this.id };
      case 'PIPELINE_HOST_RESPONSE': {
        const response = decodeHostResponse(value);
        this.calls.settle(response);
        return { type: 'hostResponse', pipelineId: this.id, response };
      }
      default:
        throw new PsrpError('message', `${type} is no message that a client sends to a pipeline.`);
    }
  }

  private send(type: MessageType, value: PsValue): void {
    this.machine.on('data', type);
    this.link.send(type, value, { pipelineId: this.id });
  }

  private end(state: 'completed' | 'stopped' | 'failed', reason?: ErrorRecord): void {
    this.machine.on(state);
    this.link.send('PIPELINE_STATE', encodePipelineState(state, reason), { pipelineId: this.id });
  }

  /** Input may still be on its way when a pipeline has ended: only input that was never announced is an error. */
  private requireInput(type: string): void {
    if (!this.inputOpen) throw new PsrpError('state', `${type} came for a pipeline that takes no more input.`);
  }
}
