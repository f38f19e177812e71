import { abortError } from '../../async/abort.ts';
import type { ConnectRequest, Engine, EngineSession, Failure, ServerAccess, ServerShell } from '../../domain/index.ts';
import { correspondentOf } from '../server/correspondent.ts';
import { failureOf } from '../server/failures.ts';
import { ServerQuestions } from '../server/questions.ts';
import { powerShellEngineFacts } from './capabilities.ts';
import { connect, forConnection, usesBridge } from './connect.ts';
import { deleteShell, listShells } from './direct.ts';
import { failed, PowerShellEnded, PowerShellFailed } from './failures.ts';
import type { Agent } from './link/agent.ts';
import { startAgent } from './link/start-agent.ts';
import type { PowerShellEngineOptions } from './options.ts';

/** A local PowerShell, one process a connection, with all of its language. */
export class PowerShellEngine implements Engine {
  readonly kind = powerShellEngineFacts.kind;
  readonly capabilities = powerShellEngineFacts.capabilities;
  readonly #options: PowerShellEngineOptions;
  /** Where PowerShell has no WSMan client, ours asks about tickets and shells. */
  readonly #shells: Pick<Engine, 'ticketProblem' | 'listShells' | 'deleteShell'>;

  constructor(options: PowerShellEngineOptions = {}) {
    this.#options = options;
    this.#shells = usesBridge(options)
      ? new ServerQuestions(options.wsman)
      : {
          listShells: (access) => this.#ask(access, (agent) => listShells(agent, access)),
          deleteShell: (access, shellId) => this.#ask(access, (agent) => deleteShell(agent, access, shellId)),
        };
  }

  /** PowerShell's own client gets its tickets from Windows, out of sight. */
  async ticketProblem(access: ServerAccess): Promise<Failure | undefined> {
    return this.#shells.ticketProblem?.(access);
  }

  connect(request: ConnectRequest): Promise<EngineSession> {
    return connect(request, this.#options);
  }

  listShells(access: ServerAccess): Promise<readonly ServerShell[]> {
    return this.#shells.listShells(access);
  }

  deleteShell(access: ServerAccess, shellId: string): Promise<'removed' | 'gone'> {
    return this.#shells.deleteShell(access, shellId);
  }

  /** One thing in a PowerShell of its own, which is killed where the signal aborts. */
  async #ask<T>(access: ServerAccess, work: (agent: Agent) => Promise<T>): Promise<T> {
    const { signal } = access;
    const agent = await startAgent(forConnection(this.#options, access.connection), signal);
    const stop = () => agent.kill();
    signal.addEventListener('abort', stop, { once: true });
    try {
      if (signal.aborted) stop();
      return await work(agent);
    } catch (error) {
      if (signal.aborted) throw abortError(signal);
      if (error instanceof PowerShellEnded || error instanceof PowerShellFailed) throw failed(error.facts);
      throw failureOf(error, correspondentOf(access));
    } finally {
      signal.removeEventListener('abort', stop);
      await agent.close();
    }
  }
}
