import type { PsValue } from '../../objects/index.ts';
import type { SessionCapability } from '../content/capability.ts';
import type { CommandMetadataRequest } from '../content/command-metadata.ts';
import type { PipelineRequest } from '../content/pipeline.ts';
import type { PoolInit, PoolRequest } from '../content/pool.ts';
import type { HostResponse } from '../host/call.ts';

/** What a server learns from the client, in the order in which it came. */
export type ServerEvent =
  | { readonly type: 'capability'; readonly capability: SessionCapability }
  /** The client wants the pool opened: answer with `accept` or `refuse`. */
  | { readonly type: 'init'; readonly poolId: string; readonly init: PoolInit }
  /** Answer with `answerRequest`. */
  | { readonly type: 'poolRequest'; readonly request: PoolRequest }
  | { readonly type: 'keyExchanged' }
  /** `pipelineId` undefined: the answer to a call that the pool made. */
  | { readonly type: 'hostResponse'; readonly pipelineId: string | undefined; readonly response: HostResponse }
  | { readonly type: 'createPipeline'; readonly pipelineId: string; readonly request: PipelineRequest }
  | { readonly type: 'getCommandMetadata'; readonly pipelineId: string; readonly request: CommandMetadataRequest }
  | { readonly type: 'input'; readonly pipelineId: string; readonly value: PsValue }
  | { readonly type: 'endOfInput'; readonly pipelineId: string };
