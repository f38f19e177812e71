import { type PsObject, psEnum } from '../objects/index.ts';

/** RunspacePoolState on the wire (MS-PSRP 2.2.3.4). */
export const runspacePoolStateCodes = {
  beforeOpen: 0,
  opening: 1,
  opened: 2,
  closed: 3,
  closing: 4,
  broken: 5,
  negotiationSent: 6,
  negotiationSucceeded: 7,
  connecting: 8,
  disconnected: 9,
} as const;
export type RunspacePoolState = keyof typeof runspacePoolStateCodes;

/** PSInvocationState on the wire (MS-PSRP 2.2.3.5). */
export const pipelineStateCodes = {
  notStarted: 0,
  running: 1,
  stopping: 2,
  stopped: 3,
  completed: 4,
  failed: 5,
  disconnected: 6,
} as const;
export type PipelineState = keyof typeof pipelineStateCodes;

/** PSThreadOptions (MS-PSRP 2.2.3.6). */
export const threadOptions = { Default: 0, UseNewThread: 1, ReuseThread: 2, UseCurrentThread: 3 } as const;
export type ThreadOptions = keyof typeof threadOptions;

/** ApartmentState (MS-PSRP 2.2.3.7). */
export const apartmentStates = { STA: 0, MTA: 1, Unknown: 2 } as const;
export type ApartmentState = keyof typeof apartmentStates;

/** RemoteStreamOptions (MS-PSRP 2.2.3.8): which records come with invocation info. Flags. */
export const remoteStreamOptions = {
  None: 0,
  AddInvocationInfoToErrorRecord: 1,
  AddInvocationInfoToWarningRecord: 2,
  AddInvocationInfoToDebugRecord: 4,
  AddInvocationInfoToVerboseRecord: 8,
  AddInvocationInfo: 15,
} as const;

/** PipelineResultTypes (MS-PSRP 2.2.3.31). Flags up to 4, a number afterwards. */
export const pipelineResultTypes = {
  None: 0,
  Output: 1,
  Error: 2,
  Warning: 3,
  Verbose: 4,
  Debug: 5,
  Information: 6,
  All: 7,
  Null: 8,
} as const;
export type PipelineResultType = keyof typeof pipelineResultTypes;

/** CommandTypes (MS-PSRP 2.2.3.19). Flags. */
export const commandTypes = {
  Alias: 1,
  Function: 2,
  Filter: 4,
  Cmdlet: 8,
  ExternalScript: 16,
  Application: 32,
  Script: 64,
  Workflow: 128,
  Configuration: 256,
} as const;

/** ErrorCategory (MS-PSRP 2.2.3.9): name by number. */
export const errorCategories = [
  'NotSpecified',
  'OpenError',
  'CloseError',
  'DeviceError',
  'DeadlockDetected',
  'InvalidArgument',
  'InvalidData',
  'InvalidOperation',
  'InvalidResult',
  'InvalidType',
  'MetadataError',
  'NotImplemented',
  'NotInstalled',
  'ObjectNotFound',
  'OperationStopped',
  'OperationTimeout',
  'SyntaxError',
  'ParserError',
  'PermissionDenied',
  'ResourceBusy',
  'ResourceExists',
  'ResourceUnavailable',
  'ReadError',
  'WriteError',
  'FromStdErr',
  'SecurityError',
  'ProtocolError',
  'ConnectionError',
  'AuthenticationError',
  'LimitsExceeded',
  'QuotaExceeded',
  'NotEnabled',
] as const;
export type ErrorCategory = (typeof errorCategories)[number];

/** The key of a number in one of the tables above. */
export function nameOfCode<T extends string>(table: Readonly<Record<T, number>>, code: number): T | undefined {
  return (Object.keys(table) as T[]).find((name) => table[name] === code);
}

/** An enum value of the table, with its CLIXML type name. A sum of flags lists their names. */
export function encodeEnum(typeName: string, table: Readonly<Record<string, number>>, code: number): PsObject {
  const exact = nameOfCode(table, code);
  const flags = Object.keys(table).filter((name) => table[name]! > 0 && (code & table[name]!) === table[name]);
  return psEnum(typeName, exact ?? (flags.length > 0 ? flags.join(', ') : `${code}`), code);
}
