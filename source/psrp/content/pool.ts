import { PsObject, PsText, type PsValue, psDictionary, psList, psObject } from '../../objects/index.ts';
import {
  type ApartmentState,
  apartmentStates,
  encodeEnum,
  nameOfCode,
  type RunspacePoolState,
  runspacePoolStateCodes,
  type ThreadOptions,
  threadOptions,
} from '../enums.ts';
import { PsrpError } from '../errors.ts';
import { decodeHostInfo, encodeHostInfo, type HostInfo } from '../host/info.ts';
import { Fields } from '../message/fields.ts';
import { decodeErrorRecord, type ErrorRecord, encodeErrorRecord } from '../record/error-record.ts';

/** INIT_RUNSPACEPOOL (MS-PSRP 2.2.2.2). */
export interface PoolInit {
  readonly minRunspaces: number;
  readonly maxRunspaces: number;
  readonly threadOptions: ThreadOptions;
  readonly apartmentState: ApartmentState;
  readonly hostInfo: HostInfo;
  /** A PSPrimitiveDictionary, see `primitiveDictionary`. */
  readonly applicationArguments: PsObject | undefined;
}

const primitiveDictionaryTypes = [
  'System.Management.Automation.PSPrimitiveDictionary',
  'System.Collections.Hashtable',
  'System.Object',
];

/** A PSPrimitiveDictionary (MS-PSRP 2.2.3.18): string keys, primitive values, lists of them and such dictionaries. */
export function primitiveDictionary(record: Readonly<Record<string, PsValue>>): PsObject {
  return psDictionary(Object.entries(record), primitiveDictionaryTypes);
}

/** Application arguments with the PSVersionTable that servers look for (Get-FormatData fails without one). */
export function applicationArguments(more: Readonly<Record<string, PsValue>> = {}): PsObject {
  const version = (text: string) => new PsText('Version', text);
  return primitiveDictionary({
    ...more,
    PSVersionTable: primitiveDictionary({
      PSVersion: version('5.1.0.0'),
      PSCompatibleVersions: psList(['1.0', '2.0', '3.0', '4.0', '5.0', '5.1'].map(version), [
        'System.Version[]',
        'System.Array',
        'System.Object',
      ]),
      PSRemotingProtocolVersion: version('2.3'),
      SerializationVersion: version('1.1.0.1'),
      WSManStackVersion: version('3.0'),
      BuildVersion: version('10.0.0.0'),
      CLRVersion: version('4.0.30319.42000'),
      PSEdition: 'Desktop',
    }),
  });
}

function encodeThreadOptions(options: ThreadOptions): PsObject {
  return encodeEnum('System.Management.Automation.Runspaces.PSThreadOptions', threadOptions, threadOptions[options]);
}

export function encodeApartmentState(state: ApartmentState): PsObject {
  return encodeEnum('System.Threading.ApartmentState', apartmentStates, apartmentStates[state]);
}

export function encodePoolInit(init: PoolInit): PsObject {
  return psObject(
    {
      MinRunspaces: init.minRunspaces,
      MaxRunspaces: init.maxRunspaces,
      PSThreadOptions: encodeThreadOptions(init.threadOptions),
      ApartmentState: encodeApartmentState(init.apartmentState),
      HostInfo: encodeHostInfo(init.hostInfo),
      ApplicationArguments: init.applicationArguments ?? null,
    },
    [],
  );
}

export function decodePoolInit(value: PsValue | undefined): PoolInit {
  const fields = new Fields(value, 'INIT_RUNSPACEPOOL');
  const minRunspaces = fields.integer('MinRunspaces');
  const maxRunspaces = fields.integer('MaxRunspaces');
  if (minRunspaces < 1 || maxRunspaces < minRunspaces) {
    throw new PsrpError('content', `INIT_RUNSPACEPOOL asks for ${minRunspaces} to ${maxRunspaces} runspaces.`);
  }
  return {
    minRunspaces,
    maxRunspaces,
    threadOptions: nameOfCode(threadOptions, fields.integer('PSThreadOptions')) ?? 'Default',
    apartmentState: nameOfCode(apartmentStates, fields.integer('ApartmentState')) ?? 'Unknown',
    hostInfo: decodeHostInfo(fields.value('HostInfo')),
    applicationArguments: fields.optionalObject('ApplicationArguments'),
  };
}

/** RUNSPACEPOOL_STATE (MS-PSRP 2.2.2.9); the reason comes with a pool that is broken. */
export interface PoolStateContent {
  readonly state: RunspacePoolState;
  readonly reason: ErrorRecord | undefined;
}

export function encodePoolState(state: RunspacePoolState, reason?: ErrorRecord): PsObject {
  const fields: Record<string, PsValue> = { RunspaceState: runspacePoolStateCodes[state] };
  if (reason) fields['ExceptionAsErrorRecord'] = encodeErrorRecord(reason);
  return psObject(fields, []);
}

export function decodePoolState(value: PsValue | undefined): PoolStateContent {
  const fields = new Fields(value, 'RUNSPACEPOOL_STATE');
  const code = fields.integer('RunspaceState');
  const state = nameOfCode(runspacePoolStateCodes, code);
  if (!state) throw new PsrpError('content', `RUNSPACEPOOL_STATE names the unknown state ${code}.`);
  const reason = fields.value('ExceptionAsErrorRecord');
  return { state, reason: reason === null ? undefined : decodeErrorRecord(reason) };
}

/** APPLICATION_PRIVATE_DATA (MS-PSRP 2.2.2.13); undefined where the server sends null. */
export function encodePrivateData(data: PsObject | undefined): PsObject {
  return psObject({ ApplicationPrivateData: data ?? null }, []);
}

export function decodePrivateData(value: PsValue | undefined): PsObject | undefined {
  return new Fields(value, 'APPLICATION_PRIVATE_DATA').optionalObject('ApplicationPrivateData');
}

/** RUNSPACEPOOL_INIT_DATA and CONNECT_RUNSPACEPOOL (MS-PSRP 2.2.2.28, 2.2.2.29): both may leave the sizes out. */
export interface PoolSize {
  readonly minRunspaces: number | undefined;
  readonly maxRunspaces: number | undefined;
}

/** An empty text is a CONNECT_RUNSPACEPOOL without sizes. */
export function decodePoolSize(value: PsValue | undefined): PoolSize {
  if (!(value instanceof PsObject)) return { minRunspaces: undefined, maxRunspaces: undefined };
  const fields = new Fields(value, 'Runspace pool sizes');
  return { minRunspaces: fields.optionalInteger('MinRunspaces'), maxRunspaces: fields.optionalInteger('MaxRunspaces') };
}

/** A request that RUNSPACE_AVAILABILITY answers (MS-PSRP 2.2.2.6, 2.2.2.7, 2.2.2.11, 2.2.2.31). */
export type PoolRequest =
  | { readonly kind: 'setMaxRunspaces' | 'setMinRunspaces'; readonly callId: bigint; readonly count: number }
  | { readonly kind: 'getAvailableRunspaces' | 'resetRunspaceState'; readonly callId: bigint };

export function encodePoolRequest(request: PoolRequest): PsObject {
  if (request.kind === 'setMaxRunspaces') return psObject({ MaxRunspaces: request.count, ci: request.callId }, []);
  if (request.kind === 'setMinRunspaces') return psObject({ MinRunspaces: request.count, ci: request.callId }, []);
  return psObject({ ci: request.callId }, []);
}

export function decodePoolRequest(kind: PoolRequest['kind'], value: PsValue | undefined): PoolRequest {
  const fields = new Fields(value, kind);
  const callId = fields.long('ci');
  if (kind === 'setMaxRunspaces') return { kind, callId, count: fields.integer('MaxRunspaces') };
  if (kind === 'setMinRunspaces') return { kind, callId, count: fields.integer('MinRunspaces') };
  return { kind, callId };
}

/**
 * RUNSPACE_AVAILABILITY (MS-PSRP 2.2.2.8): whether a change was made, or how many runspaces are free. The number is an
 * Int32: PowerShell's own client fails on an Int64. Both are read.
 */
export interface Availability {
  readonly callId: bigint;
  readonly response: boolean | number;
}

export function encodeAvailability(availability: Availability): PsObject {
  return psObject({ SetMinMaxRunspacesResponse: availability.response, ci: availability.callId }, []);
}

export function decodeAvailability(value: PsValue | undefined): Availability {
  const fields = new Fields(value, 'RUNSPACE_AVAILABILITY');
  const response = fields.value('SetMinMaxRunspacesResponse');
  return {
    callId: fields.long('ci'),
    response: typeof response === 'boolean' ? response : fields.integer('SetMinMaxRunspacesResponse'),
  };
}

/** USER_EVENT (MS-PSRP 2.2.2.12). */
export interface UserEvent {
  readonly eventId: number;
  readonly sourceIdentifier: string;
  readonly timeGenerated: PsValue;
  readonly sender: PsValue;
  readonly sourceArguments: readonly PsValue[];
  readonly messageData: PsValue;
  readonly computerName: string;
  readonly runspaceId: string;
}

export function encodeUserEvent(event: UserEvent): PsObject {
  return psObject(
    {
      'PSEventArgs.EventIdentifier': event.eventId,
      'PSEventArgs.SourceIdentifier': event.sourceIdentifier,
      'PSEventArgs.TimeGenerated': event.timeGenerated,
      'PSEventArgs.Sender': event.sender,
      'PSEventArgs.SourceArgs': psList(event.sourceArguments, ['System.Object[]', 'System.Array', 'System.Object']),
      'PSEventArgs.MessageData': event.messageData,
      'PSEventArgs.ComputerName': event.computerName,
      'PSEventArgs.RunspaceId': new PsText('Guid', event.runspaceId),
    },
    [],
  );
}

export function decodeUserEvent(value: PsValue | undefined): UserEvent {
  const fields = new Fields(value, 'USER_EVENT');
  return {
    eventId: fields.integer('PSEventArgs.EventIdentifier'),
    sourceIdentifier: fields.optionalString('PSEventArgs.SourceIdentifier') ?? '',
    timeGenerated: fields.value('PSEventArgs.TimeGenerated'),
    sender: fields.value('PSEventArgs.Sender'),
    sourceArguments: fields.list('PSEventArgs.SourceArgs'),
    messageData: fields.value('PSEventArgs.MessageData'),
    computerName: fields.optionalString('PSEventArgs.ComputerName') ?? '',
    runspaceId: fields.optionalString('PSEventArgs.RunspaceId') ?? '',
  };
}
