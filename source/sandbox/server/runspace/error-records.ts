import { ClixmlError, type ErrorRecord, errorRecord } from '../../../psrp/index.ts';
import { type CmdletError, CmdletFailure } from '../../cmdlets/types.ts';

/** A cmdlet's error as PSRP carries it (MS-PSRP 2.2.3.15). */
export function recordOf(error: CmdletError): ErrorRecord {
  return errorRecord({
    message: error.message,
    exceptionType: error.exceptionType,
    fullyQualifiedErrorId: error.fullyQualifiedErrorId,
    category: error.category,
    categoryActivity: error.activity,
    categoryReason: error.reason,
    categoryTargetName: error.targetName,
    categoryTargetType: error.targetType,
    target: error.targetObject,
  });
}

/** Ends a pipeline with a record that is no cmdlet's. */
export class EndpointFailure extends Error {
  readonly record: ErrorRecord;
  constructor(record: ErrorRecord) {
    super(record.message);
    this.name = 'EndpointFailure';
    this.record = record;
  }
}

/** What a NoLanguage runspace answers to anything but a pipeline of commands (exchange.md). */
export function scriptsNotAllowed(text: string): EndpointFailure {
  return new EndpointFailure(
    errorRecord({
      message: 'The syntax is not supported by this runspace. This can occur if the runspace is in no-language mode.',
      exceptionType: 'System.Management.Automation.ParseException',
      fullyQualifiedErrorId: 'ScriptsNotAllowed',
      category: 'ParserError',
      categoryTargetName: text.slice(0, 200),
      categoryTargetType: 'String',
      target: text.slice(0, 200),
    }),
  );
}

/** The reason of a pipeline that was stopped. */
export function pipelineStopped(): ErrorRecord {
  return errorRecord({
    message: 'The pipeline has been stopped.',
    exceptionType: 'System.Management.Automation.PipelineStoppedException',
    fullyQualifiedErrorId: 'PipelineStopped',
    category: 'OperationStopped',
  });
}

/** The reason that a failed pipeline's state carries. */
export function failureRecord(error: unknown): ErrorRecord {
  if (error instanceof CmdletFailure) return recordOf(error.error);
  if (error instanceof EndpointFailure) return error.record;
  return errorRecord({
    message: error instanceof Error ? error.message : 'The command failed.',
    exceptionType:
      error instanceof ClixmlError
        ? 'System.Runtime.Serialization.SerializationException'
        : 'System.Management.Automation.RuntimeException',
    fullyQualifiedErrorId: 'RuntimeException',
    category: 'NotSpecified',
  });
}
