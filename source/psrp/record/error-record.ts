import { PsObject, type PsValue, properties, psObject } from '../../objects/index.ts';
import { type ErrorCategory, errorCategories } from '../enums.ts';
import { Fields, integerOf, textOf } from '../message/fields.ts';

/** ErrorRecord (MS-PSRP 2.2.3.15). Texts that were not sent are empty. */
export interface ErrorRecord {
  /** What a person reads: the error details' message where there is one, the exception's otherwise. */
  readonly message: string;
  readonly exceptionMessage: string;
  /** Full .NET name without "Deserialized.", such as `System.ArgumentException`. */
  readonly exceptionType: string;
  readonly fullyQualifiedErrorId: string;
  readonly category: ErrorCategory;
  readonly categoryActivity: string;
  readonly categoryReason: string;
  readonly categoryTargetName: string;
  readonly categoryTargetType: string;
  readonly categoryMessage: string;
  readonly target: PsValue;
  readonly recommendedAction: string;
  readonly scriptStackTrace: string;
  readonly position: ErrorPosition | undefined;
  /** The record as it came, all properties kept. */
  readonly source: PsObject | undefined;
}

/** Where the error arose, from its invocation info. */
export interface ErrorPosition {
  readonly command: string;
  readonly line: number;
  readonly column: number;
  readonly scriptName: string;
  /** PowerShell's `At line:1 char:1 …`. */
  readonly text: string;
}

/** A new record; the rest of its fields are filled in. */
export function errorRecord(
  given: Pick<ErrorRecord, 'message' | 'fullyQualifiedErrorId' | 'category'> & Partial<ErrorRecord>,
): ErrorRecord {
  const exceptionMessage = given.exceptionMessage ?? given.message;
  const exceptionType = given.exceptionType ?? 'System.Exception';
  const reason = given.categoryReason ?? exceptionType.slice(exceptionType.lastIndexOf('.') + 1);
  const targetName = given.categoryTargetName ?? '';
  const targetType = given.categoryTargetType ?? '';
  return {
    exceptionMessage,
    exceptionType,
    categoryActivity: '',
    categoryReason: reason,
    categoryTargetName: targetName,
    categoryTargetType: targetType,
    categoryMessage: `${given.category}: (${targetName}:${targetType}) [${given.categoryActivity ?? ''}], ${reason}`,
    target: null,
    recommendedAction: '',
    scriptStackTrace: '',
    position: undefined,
    source: undefined,
    ...given,
  };
}

export function encodeErrorRecord(record: ErrorRecord): PsObject {
  const exception = new PsObject({
    typeNames: [
      record.exceptionType,
      ...(record.exceptionType === 'System.Exception' ? [] : ['System.Exception']),
      'System.Object',
    ],
    text: `${record.exceptionType}: ${record.exceptionMessage}`,
    adapted: properties({
      ErrorRecord: null,
      Message: record.exceptionMessage,
      HelpLink: null,
      InnerException: null,
      Source: null,
      StackTrace: null,
      TargetSite: null,
    }),
  });
  const fields: Record<string, PsValue> = {
    Exception: exception,
    TargetObject: record.target,
    FullyQualifiedErrorId: record.fullyQualifiedErrorId,
    InvocationInfo: encodePosition(record.position),
    ErrorCategory_Category: errorCategories.indexOf(record.category),
    ErrorCategory_Activity: record.categoryActivity,
    ErrorCategory_Reason: record.categoryReason,
    ErrorCategory_TargetName: record.categoryTargetName,
    ErrorCategory_TargetType: record.categoryTargetType,
    ErrorCategory_Message: record.categoryMessage,
  };
  if (record.message !== record.exceptionMessage || record.recommendedAction !== '') {
    fields['ErrorDetails_Message'] = record.message;
    fields['ErrorDetails_RecommendedAction'] = record.recommendedAction;
  }
  if (record.scriptStackTrace !== '') fields['ErrorDetails_ScriptStackTrace'] = record.scriptStackTrace;
  fields['SerializeExtendedInfo'] = false;
  return psObject(fields, ['System.Management.Automation.ErrorRecord', 'System.Object'], record.message);
}

/**
 * An error record from the wire. Lenient about what is missing, because proxies and custom hosts leave fields out, and
 * an error that cannot be shown would hide its cause; what is not an object at all is refused.
 */
export function decodeErrorRecord(value: PsValue | undefined): ErrorRecord {
  const fields = new Fields(value, 'An error record');
  const source = value as PsObject;
  const exception = fields.value('Exception');
  const exceptionObject = exception instanceof PsObject ? exception : undefined;
  const text = (name: string) => textOf(fields.value(name)) ?? '';
  const exceptionMessage = textOf(exceptionObject?.get('Message') ?? null) ?? textOf(exception) ?? source.text ?? '';
  return {
    message: text('ErrorDetails_Message') || exceptionMessage,
    exceptionMessage,
    exceptionType: (exceptionObject?.typeNames[0] ?? '').replace(/^Deserialized\./, ''),
    fullyQualifiedErrorId: text('FullyQualifiedErrorId'),
    category: errorCategories[integerOf(fields.value('ErrorCategory_Category')) ?? 0] ?? 'NotSpecified',
    categoryActivity: text('ErrorCategory_Activity'),
    categoryReason: text('ErrorCategory_Reason'),
    categoryTargetName: text('ErrorCategory_TargetName'),
    categoryTargetType: text('ErrorCategory_TargetType'),
    categoryMessage: text('ErrorCategory_Message'),
    target: fields.value('TargetObject'),
    recommendedAction: text('ErrorDetails_RecommendedAction'),
    scriptStackTrace: text('ErrorDetails_ScriptStackTrace'),
    position: decodePosition(fields),
    source,
  };
}

function encodePosition(position: ErrorPosition | undefined): PsValue {
  if (!position) return null;
  return new PsObject({
    typeNames: ['System.Management.Automation.InvocationInfo', 'System.Object'],
    text: 'System.Management.Automation.InvocationInfo',
    adapted: properties({
      ScriptLineNumber: position.line,
      OffsetInLine: position.column,
      ScriptName: position.scriptName,
      PositionMessage: position.text,
      InvocationName: position.command,
    }),
  });
}

/** The invocation info is an object, or its parts stand in the record itself, prefixed (SerializeExtendedInfo). */
function decodePosition(fields: Fields): ErrorPosition | undefined {
  const info = fields.value('InvocationInfo');
  const part = (name: string): PsValue =>
    (info instanceof PsObject ? info.get(name) : undefined) ?? fields.value(`InvocationInfo_${name}`);
  const text = textOf(part('PositionMessage')) ?? '';
  const command = textOf(part('InvocationName')) || textOf(part('MyCommand')) || '';
  if (text === '' && command === '') return undefined;
  return {
    command,
    line: integerOf(part('ScriptLineNumber')) ?? 0,
    column: integerOf(part('OffsetInLine')) ?? 0,
    scriptName: textOf(part('ScriptName')) ?? '',
    text,
  };
}
