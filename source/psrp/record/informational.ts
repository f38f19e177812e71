import { PsDateTime, PsNumber, PsObject, type PsValue, psList, psObject } from '../../objects/index.ts';
import { displayText, Fields, integerOf, textOf } from '../message/fields.ts';

export type InformationalStream = 'debug' | 'verbose' | 'warning';

const typeNames = { debug: 'DebugRecord', verbose: 'VerboseRecord', warning: 'WarningRecord' } as const;

/** A debug, verbose or warning record (MS-PSRP 2.2.3.16). */
export interface InformationalRecord {
  readonly message: string;
  readonly source: PsObject | undefined;
}

export function encodeInformational(stream: InformationalStream, message: string): PsObject {
  const prefix = 'System.Management.Automation.';
  return psObject(
    { InformationalRecord_Message: message, InformationalRecord_SerializeInvocationInfo: false },
    [`${prefix}${typeNames[stream]}`, `${prefix}InformationalRecord`, 'System.Object'],
    message,
  );
}

export function decodeInformational(value: PsValue | undefined): InformationalRecord {
  if (typeof value === 'string') return { message: value, source: undefined };
  const message = new Fields(value, 'An informational record').optionalString('InformationalRecord_Message');
  const source = value as PsObject;
  return { message: message ?? source.text ?? '', source };
}

/** InformationRecord (MS-PSRP 2.2.2.26): Write-Information and, tagged PSHOST, Write-Host. */
export interface InformationRecord {
  readonly message: PsValue;
  /** What a person reads of the message. */
  readonly text: string;
  readonly source: string;
  readonly timeGenerated: PsDateTime | undefined;
  readonly tags: readonly string[];
  readonly user: string;
  readonly computer: string;
  readonly processId: number;
}

export function encodeInformation(record: InformationRecord): PsObject {
  return psObject(
    {
      MessageData: record.message,
      Source: record.source,
      TimeGenerated: record.timeGenerated ?? null,
      Tags: psList(record.tags, ['System.Collections.Generic.List`1[[System.String]]', 'System.Object']),
      User: record.user,
      Computer: record.computer,
      ProcessId: new PsNumber('UInt32', record.processId),
      NativeThreadId: new PsNumber('UInt32', 0),
      ManagedThreadId: new PsNumber('UInt32', 0),
    },
    ['System.Management.Automation.InformationRecord', 'System.Object'],
    record.text,
  );
}

export function decodeInformation(value: PsValue | undefined): InformationRecord {
  const fields = new Fields(value, 'An information record');
  const message = fields.value('MessageData');
  const time = fields.value('TimeGenerated');
  const inner = message instanceof PsObject ? message.get('Message') : undefined;
  return {
    message,
    text: inner === undefined ? displayText(message) : displayText(inner),
    source: textOf(fields.value('Source')) ?? '',
    timeGenerated: time instanceof PsDateTime ? time : undefined,
    tags: fields.list('Tags').map(displayText),
    user: textOf(fields.value('User')) ?? '',
    computer: textOf(fields.value('Computer')) ?? '',
    processId: integerOf(fields.value('ProcessId')) ?? 0,
  };
}
