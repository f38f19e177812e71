import { type PsObject, type PsValue, psObject } from '../../objects/index.ts';
import { encodeEnum } from '../enums.ts';
import { Fields, integerOf, textOf } from '../message/fields.ts';

/** ProgressRecord (MS-PSRP 2.2.2.25, 2.2.3.13 for the type). */
export interface ProgressRecord {
  readonly activity: string;
  readonly activityId: number;
  readonly statusDescription: string;
  readonly currentOperation: string;
  /** -1 where there is no parent. */
  readonly parentActivityId: number;
  /** 0 to 100, -1 where none is shown. */
  readonly percentComplete: number;
  /** -1 where it is not known. */
  readonly secondsRemaining: number;
  readonly type: 'processing' | 'completed';
}

const progressTypes = { Processing: 0, Completed: 1 } as const;

export function encodeProgress(record: ProgressRecord): PsObject {
  const type = record.type === 'completed' ? progressTypes.Completed : progressTypes.Processing;
  return psObject(
    {
      Activity: record.activity,
      ActivityId: record.activityId,
      StatusDescription: record.statusDescription,
      CurrentOperation: record.currentOperation,
      ParentActivityId: record.parentActivityId,
      PercentComplete: record.percentComplete,
      Type: encodeEnum('System.Management.Automation.ProgressRecordType', progressTypes, type),
      SecondsRemaining: record.secondsRemaining,
    },
    [],
  );
}

export function decodeProgress(value: PsValue | undefined): ProgressRecord {
  const fields = new Fields(value, 'A progress record');
  return {
    activity: fields.optionalString('Activity') ?? '',
    activityId: fields.integer('ActivityId'),
    statusDescription: fields.optionalString('StatusDescription') ?? '',
    currentOperation: fields.optionalString('CurrentOperation') ?? '',
    parentActivityId: fields.optionalInteger('ParentActivityId') ?? -1,
    percentComplete: fields.optionalInteger('PercentComplete') ?? -1,
    secondsRemaining: fields.optionalInteger('SecondsRemaining') ?? -1,
    type: isCompleted(fields.value('Type')) ? 'completed' : 'processing',
  };
}

/** An enum in PSRP's own records, its name where a server serializes the record itself (CLIXML's PR). */
function isCompleted(type: PsValue): boolean {
  return integerOf(type) === progressTypes.Completed || textOf(type) === 'Completed';
}
