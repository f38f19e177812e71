import {
  adviceOnError,
  type ErrorFacts,
  type Failure,
  isCmdletName,
  ownWords,
  type PipelineRecord,
  type ProgressFacts,
} from '../domain/index.ts';
import {
  type ClientEvent,
  displayText,
  type ErrorRecord,
  type HostRequest,
  type ProgressRecord,
  type UndecodableEvent,
} from '../psrp/index.ts';

/**
 * What an event is to the user; nothing for those that are not shown. A server sends what its commands say twice: as a
 * record of its stream, and then, where it is to be shown, as a call of the host (WARNING_RECORD and WriteWarningLine,
 * PROGRESS_RECORD and WriteProgress, INFORMATION_RECORD and WriteLine2 or WriteLine3; captured from PowerShell 7.6). A
 * host shows the calls alone, as PowerShell's own does: the records are data, and Write-Information sends one whether it
 * is to be shown or not. Where a server sends records alone, the pipeline puts in the calls that are missing.
 */
export function recordsOf(event: ClientEvent): readonly PipelineRecord[] {
  switch (event.type) {
    case 'output':
      return [{ stream: 'output', value: event.value }];
    case 'error':
      return [{ stream: 'error', error: errorFacts(event.error) }];
    case 'hostCall':
      return hostRecords(event.call.request);
    case 'undecodable':
      return [{ stream: 'error', error: undecodableFacts(event) }];
    default:
      return [];
  }
}

function hostRecords(request: HostRequest): readonly PipelineRecord[] {
  switch (request.kind) {
    case 'write':
      return [{ stream: 'text', text: request.newLine ? `${request.text}\n` : request.text }];
    case 'writeStream':
      if (request.stream === 'error') return [{ stream: 'text', text: `${request.text}\n` }];
      return [{ stream: request.stream, text: request.text }];
    case 'writeProgress':
      return [{ stream: 'progress', progress: progressFacts(request.progress) }];
    default:
      return [];
  }
}

export function errorFacts(record: ErrorRecord): ErrorFacts {
  const command = record.categoryActivity || (record.position?.command ?? '');
  return {
    message: record.message.trim() === '' ? categoryLine(record) : record.message,
    fqeid: record.fullyQualifiedErrorId,
    category: record.category,
    target: displayText(record.target) || record.categoryTargetName,
    exceptionType: record.exceptionType,
    recommendedAction: record.recommendedAction || (adviceOnError(record.fullyQualifiedErrorId, record.message) ?? ''),
    source: record.source,
    ...(isCmdletName(command) ? { command } : {}),
  };
}

/** What a console shows of an error without a message. */
function categoryLine(record: ErrorRecord): string {
  const { category, categoryActivity, categoryReason, categoryTargetName, categoryTargetType } = record;
  const target = `(${categoryTargetName}:${categoryTargetType})`;
  return record.categoryMessage || `${category}: ${target} [${categoryActivity}], ${categoryReason}`;
}

function undecodableFacts({ messageType, size, why }: UndecodableEvent): ErrorFacts {
  return ownError(
    `Something that the server sent cannot be read and is missing here: ${messageType} of ${size} bytes. ${why}`,
    'RecordNotDecodable',
    'The rest is whole. Ask for fewer objects or properties to find the one that it is.',
  );
}

/** A failure under a running line. What the server said itself is part of the message. */
export function failureFacts(failure: Failure): ErrorFacts {
  const words = ownWords(failure);
  const said = words === undefined ? '' : `\nThe server said: ${words}`;
  const facts = ownError(`${failure.what} ${failure.why}${said}`, failure.id, failure.next);
  return failure.details ? { ...facts, details: failure.details } : facts;
}

/** An error that arose on this side. */
export function ownError(message: string, fqeid: string, next: string): ErrorFacts {
  return { message, fqeid, category: '', target: '', exceptionType: '', recommendedAction: next, source: undefined };
}

function progressFacts(record: ProgressRecord): ProgressFacts {
  return {
    id: record.activityId,
    parentId: record.parentActivityId,
    activity: record.activity,
    status: record.statusDescription,
    currentOperation: record.currentOperation,
    percent: record.percentComplete,
    secondsRemaining: record.secondsRemaining,
    completed: record.type === 'completed',
  };
}
