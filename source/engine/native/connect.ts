import { abortError } from '../../async/abort.ts';
import type { ConnectRequest } from '../../domain/index.ts';
import { consoleHost, RunspacePoolClient } from '../../psrp/index.ts';
import { ChangeGate } from '../server/change-gate.ts';
import { Opening } from '../server/opening.ts';
import type { ServerOptions } from '../server/options.ts';
import { SessionHost } from './host/host.ts';
import { RemotePool } from './pipeline/pool.ts';
import { NativeSession } from './session.ts';

/** Cells of the host that a pool is opened with; each pipeline says its own. */
const poolHostSize = { width: 120, height: 50 };

/** Opens a shell and its runspace pool. Rejects with FailureError or AbortError, and leaves nothing open then. */
export async function connect(
  request: ConnectRequest,
  options: ServerOptions,
  profile?: string,
): Promise<NativeSession> {
  const { signal, prompts, shellId } = request;
  const opening = await Opening.begin(request, options);
  const { endpoint, credential } = opening;
  const shell = opening.shellOf(shellId);
  const host = new SessionHost();
  const pool: RemotePool = new RemotePool({
    shell,
    client: new RunspacePoolClient({ poolId: shellId, hostInfo: consoleHost(poolHostSize, 'exterm') }),
    stopTimeout: endpoint.timeouts.stop,
    gate: new ChangeGate(request.connection),
    onHostCall: (event, until) => host.answer(pool, event, { prompts, width: poolHostSize.width, signal: until }),
  });
  try {
    const created = await opening.open(pool.client.open(), signal);
    await opening.negotiated((until) => pool.opened(until), signal);
    const idleTimeout = created.shell.idleTimeoutMs;
    return new NativeSession({ endpoint, shell, pool, host, idleTimeout, credential, profile });
  } catch (error) {
    pool.end('broke');
    await opening.undo();
    if (signal.aborted) throw abortError(signal);
    throw opening.failureOf(error);
  }
}
