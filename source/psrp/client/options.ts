import type { PsValue } from '../../objects/index.ts';
import type { SessionCapability } from '../content/capability.ts';
import type { CommandMetadataRequest } from '../content/command-metadata.ts';
import type { PipelineRequest } from '../content/pipeline.ts';
import type { PoolInit } from '../content/pool.ts';
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
