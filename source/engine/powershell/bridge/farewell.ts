import { randomBytes } from 'node:crypto';
import { psObject } from '../../../objects/index.ts';
import {
  type ErrorRecord,
  encodeClixml,
  encodeErrorRecord,
  encodeMessage,
  errorRecord,
  fragmentMessage,
  pipelineStateCodes,
  RunspacePoolServer,
  runspacePoolStateCodes,
} from '../../../psrp/index.ts';
import { encodePacket, type Packet } from '../../../psrp/outofproc/index.ts';

/** Why a session or a pipeline ended, in words for PowerShell's user. */
export interface Reason {
  readonly message: string;
  readonly fqeid: string;
}

/** Object ids that no server's counting reaches. */
const objectId = 0x7fff_ffff_0000_0000n;
const fragmentSize = 32_768;

function recordOf({ message, fqeid }: Reason): ErrorRecord {
  return errorRecord({ message, fullyQualifiedErrorId: fqeid, category: 'OpenError' });
}

/** PIPELINE_STATE Failed (MS-PSRP 2.2.2.21) as fragments, for a pipeline that the server never had or has let go. */
export function failedPipeline(poolId: string, pipelineId: string, reason: Reason): Uint8Array {
  const content = {
    PipelineState: pipelineStateCodes.failed,
    ExceptionAsErrorRecord: encodeErrorRecord(recordOf(reason)),
  };
  const data = encodeClixml(psObject(content, []));
  const message = encodeMessage({ destination: 'client', type: 'PIPELINE_STATE', poolId, pipelineId, data });
  return fragmentMessage(objectId, message, fragmentSize);
}

/** PIPELINE_STATE Stopped, for a pipeline that was stopped before the server had it. */
export function stoppedPipeline(poolId: string, pipelineId: string): Uint8Array {
  const data = encodeClixml(psObject({ PipelineState: pipelineStateCodes.stopped }, []));
  const message = encodeMessage({ destination: 'client', type: 'PIPELINE_STATE', poolId, pipelineId, data });
  return fragmentMessage(objectId, message, fragmentSize);
}

/** RUNSPACEPOOL_STATE Broken (MS-PSRP 2.2.2.9) as fragments, for a pool whose server is out of reach. */
export function brokenPool(poolId: string, reason: Reason): Uint8Array {
  const content = {
    RunspaceState: runspacePoolStateCodes.broken,
    ExceptionAsErrorRecord: encodeErrorRecord(recordOf(reason)),
  };
  const data = encodeClixml(psObject(content, []));
  const message = encodeMessage({
    destination: 'client',
    type: 'RUNSPACEPOOL_STATE',
    poolId,
    pipelineId: undefined,
    data,
  });
  return fragmentMessage(objectId, message, fragmentSize);
}

/** What a server answers that does not open the pool: its capability, then why. */
export function refusedPool(creationXml: Uint8Array, reason: Reason): Uint8Array {
  const server = new RunspacePoolServer({ randomBytes });
  server.open(creationXml);
  server.refuse(recordOf(reason));
  const parts: Uint8Array[] = [];
  for (let data = server.nextFor(undefined); data; data = server.nextFor(undefined)) parts.push(data.bytes);
  return Buffer.concat(parts);
}

/** Acknowledges a packet that nobody works any more. */
export function acknowledgementOf({ type, pipelineId }: Packet): string {
  const answers = { Data: 'DataAck', Command: 'CommandAck', Signal: 'SignalAck', Close: 'CloseAck' } as const;
  const answer = answers[type as keyof typeof answers];
  return answer === undefined ? '' : encodePacket({ type: answer, pipelineId });
}
