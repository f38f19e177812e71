import type { PsValue } from '../../objects/index.ts';
import type { SessionCapability } from '../content/capability.ts';
import type { CommandMetadataRequest } from '../content/command-metadata.ts';
import type { PipelineRequest } from '../content/pipeline.ts';
import { applicationArguments, type PoolInit } from '../content/pool.ts';
import { commandTypes } from '../enums.ts';
import { noHost, poolHost } from '../host/info.ts';
import type { LinkLimits } from '../message/link.ts';

export interface RunspacePoolClientOptions extends Partial<PoolInit> {
  /** Any GUID; over WSMan it is the shell's id as well. */
  readonly poolId: string;
  readonly capability?: SessionCapability;
  /** Bytes of a fragment, header included; changeable later. 32 KB is PowerShell's own. */
  readonly maxFragmentSize?: number;
  readonly limits?: Partial<LinkLimits>;
}

/** What is left out: no input, no history, the pool's host. */
export interface CreatePipelineOptions extends Partial<PipelineRequest> {
  readonly pipelineId: string;
  readonly commands: PipelineRequest['commands'];
  /** Objects for the first command, sent with the pipeline; `noInput: false` without them leaves the input open. */
  readonly input?: readonly PsValue[];
}

export interface GetCommandMetadataOptions extends Partial<CommandMetadataRequest> {
  readonly pipelineId: string;
}

export function poolInitOf(options: RunspacePoolClientOptions): PoolInit {
  return {
    minRunspaces: options.minRunspaces ?? 1,
    maxRunspaces: options.maxRunspaces ?? 1,
    threadOptions: options.threadOptions ?? 'Default',
    apartmentState: options.apartmentState ?? 'Unknown',
    hostInfo: options.hostInfo ?? noHost,
    applicationArguments: options.applicationArguments ?? applicationArguments(),
  };
}

export function pipelineRequestOf(options: CreatePipelineOptions): PipelineRequest {
  return {
    commands: options.commands,
    noInput: options.noInput ?? options.input === undefined,
    addToHistory: options.addToHistory ?? false,
    isNested: options.isNested ?? false,
    history: options.history,
    redirectShellErrorOutputPipe: options.redirectShellErrorOutputPipe ?? true,
    apartmentState: options.apartmentState ?? 'Unknown',
    remoteStreamOptions: options.remoteStreamOptions ?? 0,
    hostInfo: options.hostInfo ?? poolHost,
  };
}

export function metadataRequestOf(options: GetCommandMetadataOptions): CommandMetadataRequest {
  return {
    names: options.names ?? ['*'],
    commandTypes:
      options.commandTypes ?? commandTypes.Alias | commandTypes.Function | commandTypes.Filter | commandTypes.Cmdlet,
    namespaces: options.namespaces ?? [],
    argumentList: options.argumentList ?? [],
  };
}
