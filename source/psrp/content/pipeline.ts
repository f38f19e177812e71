import { PsObject, type PsValue, psEnum, psList, psObject } from '../../objects/index.ts';
import {
  type ApartmentState,
  apartmentStates,
  nameOfCode,
  type PipelineResultType,
  type PipelineState,
  pipelineResultTypes,
  pipelineStateCodes,
} from '../enums.ts';
import { PsrpError } from '../errors.ts';
import { decodeHostInfo, encodeHostInfo, type HostInfo } from '../host/info.ts';
import { Fields, listOf } from '../message/fields.ts';
import { decodeErrorRecord, type ErrorRecord, encodeErrorRecord } from '../record/error-record.ts';
import { encodeApartmentState } from './pool.ts';

/**
 * An argument, with the name as PowerShell's clients spell it: `Name` or `-Name:` with its value, `-Name` with null where
 * the server's binder decides whether it is a switch or takes the argument that follows, none for a positional one.
 */
export interface CommandParameter {
  readonly name?: string | undefined;
  readonly value: PsValue;
}

/** A command of a pipeline (MS-PSRP 2.2.3.11). */
export interface PipelineCommand {
  /** A command's name, or script text with `isScript`; NoLanguage endpoints refuse scripts. */
  readonly name: string;
  readonly isScript?: boolean;
  readonly useLocalScope?: boolean;
  readonly parameters?: readonly CommandParameter[];
  /** Stream of this command that goes to `mergeToResult`. */
  readonly mergeMyResult?: PipelineResultType;
  readonly mergeToResult?: PipelineResultType;
  /** What a script block merges of the commands before it. */
  readonly mergePreviousResults?: PipelineResultType;
  /** `Output` sends the stream into the output, `Null` drops it (protocol 2.2 and later). */
  readonly mergeError?: PipelineResultType;
  readonly mergeWarning?: PipelineResultType;
  readonly mergeVerbose?: PipelineResultType;
  readonly mergeDebug?: PipelineResultType;
  readonly mergeInformation?: PipelineResultType;
}

/** CREATE_PIPELINE (MS-PSRP 2.2.2.10, 2.2.3.12). */
export interface PipelineRequest {
  readonly commands: readonly PipelineCommand[];
  /** No input will follow. */
  readonly noInput: boolean;
  readonly addToHistory: boolean;
  readonly isNested: boolean;
  /** Text for the server's history; undefined leaves it to the server. */
  readonly history?: string | undefined;
  readonly redirectShellErrorOutputPipe: boolean;
  readonly apartmentState: ApartmentState;
  /** Flags of `remoteStreamOptions`. */
  readonly remoteStreamOptions: number;
  readonly hostInfo: HostInfo;
}

const merges = [
  ['MergeMyResult', 'mergeMyResult'],
  ['MergeToResult', 'mergeToResult'],
  ['MergePreviousResults', 'mergePreviousResults'],
  ['MergeError', 'mergeError'],
  ['MergeWarning', 'mergeWarning'],
  ['MergeVerbose', 'mergeVerbose'],
  ['MergeDebug', 'mergeDebug'],
  ['MergeInformation', 'mergeInformation'],
] as const;

const listOfObjects = [
  'System.Collections.Generic.List`1[[System.Management.Automation.PSObject, System.Management.Automation, ' +
    'Version=1.0.0.0, Culture=neutral, PublicKeyToken=31bf3856ad364e35]]',
  'System.Object',
];

export function encodePipelineRequest(request: PipelineRequest): PsObject {
  const options = request.remoteStreamOptions;
  return psObject(
    {
      NoInput: request.noInput,
      ApartmentState: encodeApartmentState(request.apartmentState),
      RemoteStreamOptions: psEnum(
        'System.Management.Automation.RemoteStreamOptions',
        options === 0 ? '0' : `${options}`,
        options,
      ),
      AddToHistory: request.addToHistory,
      HostInfo: encodeHostInfo(request.hostInfo),
      PowerShell: psObject(
        {
          Cmds: psList(request.commands.map(encodeCommand), listOfObjects),
          IsNested: request.isNested,
          History: request.history ?? null,
          RedirectShellErrorOutputPipe: request.redirectShellErrorOutputPipe,
        },
        [],
      ),
      IsNested: request.isNested,
    },
    [],
  );
}

function encodeCommand(command: PipelineCommand): PsValue {
  const fields: Record<string, PsValue> = {
    Cmd: command.name,
    IsScript: command.isScript ?? false,
    UseLocalScope: command.useLocalScope ?? null,
  };
  for (const [name, key] of merges) {
    const result = command[key] ?? 'None';
    fields[name] = psEnum(
      'System.Management.Automation.Runspaces.PipelineResultTypes',
      result,
      pipelineResultTypes[result],
    );
  }
  fields['Args'] = psList(
    (command.parameters ?? []).map(({ name, value }) => psObject({ N: name ?? null, V: value }, [])),
    listOfObjects,
  );
  return psObject(fields, []);
}

export function decodePipelineRequest(value: PsValue | undefined): PipelineRequest {
  const fields = new Fields(value, 'CREATE_PIPELINE');
  const shell = new Fields(fields.value('PowerShell'), 'CREATE_PIPELINE: PowerShell');
  const commands = shell.list('Cmds').map(decodeCommand);
  if (commands.length === 0) throw new PsrpError('content', 'CREATE_PIPELINE holds no command.');
  return {
    commands,
    noInput: fields.boolean('NoInput'),
    addToHistory: fields.optionalBoolean('AddToHistory') ?? false,
    isNested: fields.optionalBoolean('IsNested') ?? shell.optionalBoolean('IsNested') ?? false,
    history: shell.optionalString('History'),
    redirectShellErrorOutputPipe: shell.optionalBoolean('RedirectShellErrorOutputPipe') ?? false,
    apartmentState: nameOfCode(apartmentStates, fields.optionalInteger('ApartmentState') ?? 2) ?? 'Unknown',
    remoteStreamOptions: fields.optionalInteger('RemoteStreamOptions') ?? 0,
    hostInfo: decodeHostInfo(fields.value('HostInfo')),
  };
}

/** Every command that a CREATE_PIPELINE names: those of its first statement, and of what `AddStatement` put behind it. */
export function commandsToRun(value: PsValue | undefined): readonly PipelineCommand[] {
  const shell = new Fields(new Fields(value, 'CREATE_PIPELINE').value('PowerShell'), 'CREATE_PIPELINE: PowerShell');
  const further = shell.list('ExtraCmds').flatMap((one) => listOf(one) ?? new Fields(one, 'A statement').list('Cmds'));
  return [...shell.list('Cmds'), ...further].map(decodeCommand);
}

function decodeCommand(value: PsValue): PipelineCommand {
  const fields = new Fields(value, 'A command');
  const command: { -readonly [key in keyof PipelineCommand]: PipelineCommand[key] } & { name: string } = {
    name: fields.string('Cmd'),
    isScript: fields.boolean('IsScript'),
    parameters: fields.list('Args').map(decodeParameter),
  };
  const scope = fields.optionalBoolean('UseLocalScope');
  if (scope !== undefined) command.useLocalScope = scope;
  for (const [name, key] of merges) {
    const code = fields.optionalInteger(name);
    if (code === undefined) continue;
    const result = nameOfCode(pipelineResultTypes, code);
    if (!result) throw new PsrpError('content', `A command has ${name} ${code}, which is no result type.`);
    command[key] = result;
  }
  return command;
}

function decodeParameter(value: PsValue): CommandParameter {
  const fields = new Fields(value, 'A command argument');
  return { name: fields.optionalString('N') || undefined, value: fields.value('V') };
}

/** PIPELINE_STATE (MS-PSRP 2.2.2.21); the reason comes with a pipeline that failed or was stopped. */
export interface PipelineStateContent {
  readonly state: PipelineState;
  readonly reason: ErrorRecord | undefined;
}

export function encodePipelineState(state: PipelineState, reason?: ErrorRecord): PsObject {
  const fields: Record<string, PsValue> = { PipelineState: pipelineStateCodes[state] };
  if (reason) fields['ExceptionAsErrorRecord'] = encodeErrorRecord(reason);
  return psObject(fields, []);
}

export function decodePipelineState(value: PsValue | undefined): PipelineStateContent {
  const fields = new Fields(value, 'PIPELINE_STATE');
  const code = fields.integer('PipelineState');
  const state = nameOfCode(pipelineStateCodes, code);
  if (!state) throw new PsrpError('content', `PIPELINE_STATE names the unknown state ${code}.`);
  const reason = fields.value('ExceptionAsErrorRecord');
  return { state, reason: reason instanceof PsObject ? decodeErrorRecord(reason) : undefined };
}
