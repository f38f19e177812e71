import type { PsValue } from '../../objects/index.ts';
import { decodeCommandCount, decodeCommandMetadata } from '../content/command-metadata.ts';
import { decodePipelineState, type PipelineCommand, type PipelineStateContent } from '../content/pipeline.ts';
import type { PipelineState } from '../enums.ts';
import { PsrpError } from '../errors.ts';
import type { MessageLink, ReceivedMessage } from '../message/link.ts';
import { decodeErrorRecord, type ErrorRecord, errorRecord } from '../record/error-record.ts';
import { decodeInformation, decodeInformational } from '../record/informational.ts';
import { decodeProgress } from '../record/progress.ts';
import { isFinal, pipelineTransitions, StateMachine } from '../state.ts';
import type { ClientEvent, PipelineClientEvent } from './events.ts';
import { contentFault, ignored, undecodable } from './faults.ts';
import { acceptHostCall } from './host-calls.ts';

export type PipelineKind = 'commands' | 'commandMetadata';

/** A pipeline that runs on the server. Its events come from the pool's `nextEvent`. */
export class PipelineClient {
  readonly id: string;
  readonly kind: PipelineKind;
  /** What the server is asked to run; empty for command metadata. */
  readonly commands: readonly PipelineCommand[];
  private readonly link: MessageLink;
  private readonly machine = new StateMachine('pipeline', pipelineTransitions, 'notStarted');
  private inputOpen: boolean;
  private outputs = 0;
  /** Why the pipeline failed or was stopped, where the server said so. */
  reason: ErrorRecord | undefined;

  /** Made by the pool only. */
  constructor(link: MessageLink, id: string, commands: readonly PipelineCommand[] | undefined, takesInput: boolean) {
    this.link = link;
    this.id = id;
    this.kind = commands ? 'commands' : 'commandMetadata';
    this.commands = commands ?? [];
    this.inputOpen = takesInput;
    this.machine.on('start');
  }

  get state(): PipelineState {
    return this.machine.current;
  }

  /** PIPELINE_INPUT (MS-PSRP 2.2.2.17). Throws where no input is expected or the pipeline has ended. */
  sendInput(value: PsValue): void {
    this.requireInput();
    this.link.send('PIPELINE_INPUT', value, { pipelineId: this.id });
  }

  /** END_OF_PIPELINE_INPUT (MS-PSRP 2.2.2.18). */
  endInput(): void {
    this.requireInput();
    this.inputOpen = false;
    this.link.send('END_OF_PIPELINE_INPUT', undefined, { pipelineId: this.id });
  }

  /** Notes that the transport asks the server to stop (WSMan's Signal); the server's state message ends it. */
  stop(): void {
    this.machine.on('stop');
  }

  /** Notes that the transport has lost the pipeline. */
  broke(): void {
    this.machine.on('broke');
  }

  /** For the pool: turns one of this pipeline's messages into an event. */
  accept(message: ReceivedMessage): ClientEvent {
    const { type } = message;
    if (isFinal(this.state)) return ignored(message);
    if (type === 'PIPELINE_STATE') return this.acceptState(message);
    this.machine.on('data', type);
    if (type === 'PIPELINE_HOST_CALL') return acceptHostCall(this.link, message);
    const isFirst = type === 'PIPELINE_OUTPUT' && this.outputs++ === 0;
    try {
      return this.recordOf(message, isFirst) ?? ignored(message);
    } catch (error) {
      return undecodable(message, contentFault(error));
    }
  }

  private recordOf(message: ReceivedMessage, isFirst: boolean): PipelineClientEvent | undefined {
    const value = () => this.link.decode(message);
    const pipelineId = this.id;
    switch (message.type) {
      case 'PIPELINE_OUTPUT':
        return this.outputOf(value() ?? null, isFirst);
      case 'ERROR_RECORD':
        return { type: 'error', pipelineId, error: decodeErrorRecord(value()) };
      case 'WARNING_RECORD':
        return { type: 'warning', pipelineId, record: decodeInformational(value()) };
      case 'VERBOSE_RECORD':
        return { type: 'verbose', pipelineId, record: decodeInformational(value()) };
      case 'DEBUG_RECORD':
        return { type: 'debug', pipelineId, record: decodeInformational(value()) };
      case 'INFORMATION_RECORD':
        return { type: 'information', pipelineId, record: decodeInformation(value()) };
      case 'PROGRESS_RECORD':
        return { type: 'progress', pipelineId, progress: decodeProgress(value()) };
      default:
        return undefined;
    }
  }

  private outputOf(value: PsValue, isFirst: boolean): PipelineClientEvent {
    if (this.kind === 'commands') return { type: 'output', pipelineId: this.id, value };
    if (isFirst) return { type: 'commandCount', pipelineId: this.id, count: decodeCommandCount(value) };
    return { type: 'command', pipelineId: this.id, command: decodeCommandMetadata(value) };
  }

  private acceptState(message: ReceivedMessage): PipelineClientEvent {
    const { state, reason } = this.stateOf(message);
    if (state === 'notStarted' || state === 'disconnected') {
      throw new PsrpError('state', `A running pipeline cannot become ${state}.`);
    }
    this.machine.on(state, `PIPELINE_STATE ${state}`);
    this.reason = reason;
    return { type: 'pipelineState', pipelineId: this.id, state, reason };
  }

  /** A state that cannot be read is no state to go on in. */
  private stateOf(message: ReceivedMessage): PipelineStateContent {
    try {
      return decodePipelineState(this.link.decode(message));
    } catch (error) {
      const text = `What the server says of the pipeline\u2019s state cannot be read. ${contentFault(error)}`;
      const reason = {
        message: text,
        fullyQualifiedErrorId: 'PipelineStateNotDecodable',
        category: 'InvalidData',
      } as const;
      return { state: 'failed', reason: errorRecord(reason) };
    }
  }

  private requireInput(): void {
    if (!this.inputOpen) throw new PsrpError('state', 'The pipeline takes no more input.');
    this.machine.on('input');
  }
}
