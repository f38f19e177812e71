import { abortError, orAborted } from '../../async/abort.ts';
import type { RemotePool } from './pipeline/pool.ts';

/**
 * Uses the shell by a cmdlet that every endpoint has to have; what it gives is thrown away, and an error of its own has
 * crossed the wire just as well. Throws SessionLost, AbortError, and what the server refused the pipeline with.
 */
export async function touchPool(pool: RemotePool, signal: AbortSignal): Promise<void> {
  if (signal.aborted) throw abortError(signal);
  const name = 'Get-Command';
  const pipeline = pool.start(
    (client, pipelineId) =>
      client.createPipeline({ pipelineId, commands: [{ name, parameters: [{ name: 'Name', value: name }] }] }),
    {
      onEvents: () => Promise.resolve(),
      onHostCall: () => Promise.reject(new DOMException('Nobody answers what is not shown.', 'AbortError')),
    },
  );
  try {
    const end = await orAborted(pipeline.ended, signal);
    if (end.state === 'refused') throw end.error;
  } finally {
    pipeline.stop();
  }
}
