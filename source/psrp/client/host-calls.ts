import {
  decodeHostCall,
  decodeHostCallHead,
  encodeHostResponse,
  type HostCallHead,
  type HostResponseContent,
} from '../host/call.ts';
import type { MessageLink, ReceivedMessage } from '../message/link.ts';
import { errorRecord } from '../record/error-record.ts';
import type { HostCallEvent, UndecodableEvent } from './events.ts';
import { contentFault, undecodable } from './faults.ts';

/** A host call; one that cannot be read is answered with an exception, for its caller waits. */
export function acceptHostCall(link: MessageLink, message: ReceivedMessage): HostCallEvent | UndecodableEvent {
  const { pipelineId } = message;
  let head: HostCallHead | undefined;
  try {
    const value = link.decode(message);
    head = decodeHostCallHead(value);
    return { type: 'hostCall', pipelineId, call: decodeHostCall(value, head) };
  } catch (error) {
    const why = contentFault(error);
    if (head?.expectsResponse) {
      const words = {
        message: `The client cannot read this call of its host. ${why}`,
        category: 'InvalidData',
      } as const;
      answerHostCall(link, pipelineId, head, {
        error: errorRecord({ ...words, fullyQualifiedErrorId: 'HostCallNotDecodable' }),
      });
    }
    return undecodable(message, why, head === undefined);
  }
}

export function answerHostCall(
  link: MessageLink,
  pipelineId: string | undefined,
  { callId, method }: HostCallHead,
  content: HostResponseContent,
): void {
  const type = pipelineId === undefined ? 'RUNSPACEPOOL_HOST_RESPONSE' : 'PIPELINE_HOST_RESPONSE';
  link.send(type, encodeHostResponse({ callId, method, content }), { pipelineId, stream: 'pr' });
}
