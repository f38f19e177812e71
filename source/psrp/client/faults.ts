import { ClixmlError } from '../clixml/index.ts';
import { PsrpError } from '../errors.ts';
import type { MessageType } from '../message/header.ts';
import type { ReceivedMessage } from '../message/link.ts';
import type { IgnoredEvent, UndecodableEvent } from './events.ts';

/** Why the content of a message cannot be read. Throws `error` where it is another fault, which breaks the pool. */
export function contentFault(error: unknown): string {
  if (error instanceof ClixmlError || (error instanceof PsrpError && error.code === 'content')) return error.message;
  throw error;
}

export function undecodable(message: ReceivedMessage, why: string, isUnanswered = false): UndecodableEvent {
  const { type, pipelineId, data } = message;
  return { type: 'undecodable', pipelineId, messageType: type as MessageType, size: data.length, why, isUnanswered };
}

export function ignored({ type, pipelineId, data }: ReceivedMessage): IgnoredEvent {
  return { type: 'ignored', pipelineId, messageType: type, size: data.length };
}
