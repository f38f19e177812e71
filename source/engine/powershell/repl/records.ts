import type { PipelineRecord, ProgressFacts } from '../../../domain/index.ts';
import { decodeErrorRecord } from '../../../psrp/index.ts';
import { errorFacts } from '../../records.ts';
import type { AgentMessage } from '../link/message.ts';

/** What a message of a running line is to the user, apart from text; undefined for one that is not shown. */
export function recordOf(message: AgentMessage): PipelineRecord | undefined {
  switch (message.op) {
    case 'output':
      return { stream: 'output', value: message.value() };
    case 'error':
    case 'failure':
      return { stream: 'error', error: errorFacts(decodeErrorRecord(message.object())) };
    case 'warning':
    case 'verbose':
    case 'debug':
    case 'information':
      return { stream: message.op, text: message.text('text') };
    case 'progress':
      return { stream: 'progress', progress: progressFacts(message) };
    default:
      return undefined;
  }
}

export function progressFacts(message: AgentMessage): ProgressFacts {
  return {
    id: message.number('activity'),
    parentId: message.number('parent'),
    activity: message.text('title'),
    status: message.text('status'),
    currentOperation: message.text('current'),
    percent: message.number('percent'),
    secondsRemaining: message.number('seconds'),
    completed: message.number('completed') === 1,
  };
}
