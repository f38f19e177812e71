import type { PsObject, PsValue } from '../../objects/index.ts';
import type { SessionCapability } from '../content/capability.ts';
import type { CommandMetadata } from '../content/command-metadata.ts';
import type { Availability, PoolSize, UserEvent } from '../content/pool.ts';
import type { PipelineState } from '../enums.ts';
import type { HostCall } from '../host/call.ts';
import type { MessageType } from '../message/header.ts';
import type { ErrorRecord } from '../record/error-record.ts';
import type { InformationalRecord, InformationRecord } from '../record/informational.ts';
import type { ProgressRecord } from '../record/progress.ts';
import type { ClientPoolState } from '../state.ts';

/** What a client learns from the server, in the order in which it came. Events with a pipeline's id are that pipeline's. */
export type ClientEvent =
  | { readonly type: 'capability'; readonly capability: SessionCapability }
  | { readonly type: 'poolState'; readonly state: ClientPoolState; readonly reason: ErrorRecord | undefined }
  | { readonly type: 'applicationPrivateData'; readonly data: PsObject | undefined }
  | ({ readonly type: 'availability' } & Availability)
  | ({ readonly type: 'poolSize' } & PoolSize)
  | { readonly type: 'userEvent'; readonly event: UserEvent }
  /** The server wants to exchange keys: answer with `offerKey`. */
  | { readonly type: 'publicKeyRequest' }
  | { readonly type: 'keyExchanged' }
  | HostCallEvent
  | UndecodableEvent
  | IgnoredEvent
  | PipelineClientEvent;

/**
 * A record whose content cannot be read: it is missing from what came, and the pool goes on. A host call that waits has
 * been answered with an exception, which is to be sent.
 */
export interface UndecodableEvent {
  readonly type: 'undecodable';
  readonly pipelineId: string | undefined;
  readonly messageType: MessageType;
  /** Bytes of its content. */
  readonly size: number;
  /** Holds no payload. */
  readonly why: string;
  /** A host call that not even an exception can answer: its caller may wait for ever. */
  readonly isUnanswered: boolean;
}

/**
 * What nobody here expects: of a type that is not known or not the server's to send, or for a pipeline that is named
 * by nobody or over. PowerShell's client drops it too.
 */
export interface IgnoredEvent {
  readonly type: 'ignored';
  readonly pipelineId: string | undefined;
  /** A name of MS-PSRP 2.2.1, or the number in hexadecimal. */
  readonly messageType: string;
  readonly size: number;
}

/** `pipelineId` undefined: the call is the pool's. */
export interface HostCallEvent {
  readonly type: 'hostCall';
  readonly pipelineId: string | undefined;
  readonly call: HostCall;
}

export type PipelineClientEvent = { readonly pipelineId: string } & (
  | { readonly type: 'output'; readonly value: PsValue }
  | { readonly type: 'error'; readonly error: ErrorRecord }
  | { readonly type: 'warning' | 'verbose' | 'debug'; readonly record: InformationalRecord }
  | { readonly type: 'information'; readonly record: InformationRecord }
  | { readonly type: 'progress'; readonly progress: ProgressRecord }
  | { readonly type: 'commandCount'; readonly count: number }
  | { readonly type: 'command'; readonly command: CommandMetadata }
  | { readonly type: 'pipelineState'; readonly state: PipelineState; readonly reason: ErrorRecord | undefined }
);
