import { psObject } from '../../../objects/index.ts';
import {
  encodeClixml,
  encodeErrorRecord,
  encodeMessage,
  errorRecord,
  fragmentMessage,
  pipelineStateCodes,
} from '../../../psrp/index.ts';

/** An object id that no server's counting reaches. */
const objectId = 0x7fff_ffff_0000_0000n;

/** PIPELINE_STATE Failed (MS-PSRP 2.2.2.21) as fragments, for a pipeline that the server never had or has let go. */
export function failedState(
  poolId: string,
  pipelineId: string,
  reason: { readonly message: string; readonly fqeid: string },
): Uint8Array {
  const record = errorRecord({ message: reason.message, fullyQualifiedErrorId: reason.fqeid, category: 'OpenError' });
  const content = psObject(
    { PipelineState: pipelineStateCodes.failed, ExceptionAsErrorRecord: encodeErrorRecord(record) },
    [],
  );
  const message = encodeMessage({
    destination: 'client',
    type: 'PIPELINE_STATE',
    poolId,
    pipelineId,
    data: encodeClixml(content),
  });
  return fragmentMessage(objectId, message, 32_768);
}
