import { PsObject, type PsValue, properties, psDictionary, psList, psObject } from '../../objects/index.ts';
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

/** @param isStreamed whether it is an ERROR_RECORD, and not the reason why something ended */
export function encodeErrorRecord(record: ErrorRecord, isStreamed = false): PsObject {
  const fields: Record<string, PsValue> = {
    Exception: encodeException(record),
    TargetObject: record.target,
    FullyQualifiedErrorId: record.fullyQualifiedErrorId,
    InvocationInfo: encodeInvocation(record),
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
  fields['SerializeExtendedInfo'] = false;
  if (record.scriptStackTrace !== '') fields['ErrorDetails_ScriptStackTrace'] = record.scriptStackTrace;
  if (isStreamed) fields['PSMessageDetails'] = null;
  return psObject(fields, ['System.Management.Automation.ErrorRecord', 'System.Object'], record.message);
}

/** Exceptions of PowerShell's own derive from its RuntimeException. */
const ofPowerShell = /^System\.Management\.Automation\.(?!PS)\w+Exception$/;
const runtimeException = 'System.Management.Automation.RuntimeException';
/** COR_E_EXCEPTION, which most have. */
const plainResult = -2_146_233_088;

function encodeException(record: ErrorRecord): PsObject {
  const { exceptionType, exceptionMessage } = record;
  const isOfPowerShell = ofPowerShell.test(exceptionType);
  const bases = isOfPowerShell
    ? [runtimeException, 'System.SystemException', 'System.Exception']
    : exceptionType.startsWith('System.') && exceptionType !== 'System.Exception'
      ? ['System.SystemException', 'System.Exception']
      : ['System.Exception'];
  return new PsObject({
    typeNames: [...new Set([exceptionType, ...bases, 'System.Object'])],
    text: `${exceptionType}: ${exceptionMessage}`,
    adapted: properties({
      ...(exceptionType.endsWith('.ParameterBindingException') ? bindingParts(record) : {}),
      ...(isOfPowerShell ? { ErrorRecord: exceptionMessage, WasThrownFromThrowStatement: false } : {}),
      TargetSite: null,
      Message: exceptionMessage,
      Data: psDictionary([], ['System.Collections.ListDictionaryInternal', 'System.Object']),
      InnerException: null,
      HelpLink: null,
      Source: null,
      HResult: plainResult,
      StackTrace: null,
    }),
  });
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

/** What a ParameterBindingException says of itself before what each exception does; which parameter it was, the message says. */
function bindingParts({ exceptionMessage, fullyQualifiedErrorId }: ErrorRecord): Readonly<Record<string, PsValue>> {
  return {
    Message: exceptionMessage,
    ParameterName: null,
    ParameterType: null,
    TypeSpecified: null,
    ErrorId: fullyQualifiedErrorId.split(',')[0]!,
    Line: 0n,
    Offset: 0n,
    CommandInvocation: invocationInfo,
  };
}

const invocationInfo = 'System.Management.Automation.InvocationInfo';

/** The command that failed, and where it stands; null where no command did. */
function encodeInvocation({ position, categoryActivity }: ErrorRecord): PsValue {
  const command = position?.command || categoryActivity;
  if (command === '' && !position) return null;
  return new PsObject({
    typeNames: [invocationInfo, 'System.Object'],
    text: invocationInfo,
    adapted: properties({
      MyCommand: command,
      BoundParameters: psDictionary(
        [],
        ['System.Collections.Generic.Dictionary`2[[System.String],[System.Object]]', 'System.Object'],
      ),
      UnboundArguments: psList([], ['System.Collections.Generic.List`1[[System.Object]]', 'System.Object']),
      ScriptLineNumber: position?.line ?? 0,
      OffsetInLine: position?.column ?? 0,
      HistoryId: 1n,
      ScriptName: position?.scriptName ?? '',
      Line: '',
      Statement: '',
      PositionMessage: position?.text ?? '',
      PSScriptRoot: '',
      PSCommandPath: null,
      InvocationName: command,
      PipelineLength: 0,
      PipelinePosition: 0,
      ExpectingInput: false,
      CommandOrigin: 'Internal',
      DisplayScriptPosition: null,
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
