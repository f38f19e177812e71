import { abortError } from '../../async/abort.ts';
import type { ConnectRequest, Engine, EngineSession, Failure, ServerAccess, ServerShell } from '../../domain/index.ts';
import { correspondentOf } from '../server/correspondent.ts';
import { failureOf } from '../server/failures.ts';
import { ServerQuestions } from '../server/questions.ts';
import { powerShellEngineFacts } from './capabilities.ts';
import { connect, forConnection } from './connect.ts';
import { deleteShell, listShells } from './direct.ts';
import { failed, PowerShellEnded, PowerShellFailed } from './failures.ts';
import type { Agent } from './link/agent.ts';
import { startAgent } from './link/start-agent.ts';
import type { PowerShellEngineOptions } from './options.ts';
import { transportOf } from './transport.ts';

/** A local PowerShell, one process a connection, with all of its language. */
export class PowerShellEngine implements Engine {
  readonly kind = powerShellEngineFacts.kind;
  readonly capabilities = powerShellEngineFacts.capabilities;
  readonly #options: PowerShellEngineOptions;
  /** Who asks about tickets and shells where PowerShell's own WSMan client is not used. */
  readonly #questions: ServerQuestions;

  constructor(options: PowerShellEngineOptions = {}) {
    this.#options = options;
    this.#questions = new ServerQuestions(options.wsman);
  }

  /** PowerShell's own client gets its tickets from Windows, out of sight. */
  async ticketProblem(access: ServerAccess): Promise<Failure | undefined> {
    return this.#bridges(access) ? this.#questions.ticketProblem(access) : undefined;
  }

  connect(request: ConnectRequest): Promise<EngineSession> {
    return connect(request, this.#options);
  }

  listShells(access: ServerAccess): Promise<readonly ServerShell[]> {
    if (this.#bridges(access)) return this.#questions.listShells(access);
    return this.#ask(access, (agent) => listShells(agent, access));
  }

  deleteShell(access: ServerAccess, shellId: string): Promise<'removed' | 'gone'> {
    if (this.#bridges(access)) return this.#questions.deleteShell(access, shellId);
    return this.#ask(access, (agent) => deleteShell(agent, access, shellId));
  }

  #bridges({ connection }: ServerAccess): boolean {
    return transportOf(connection, this.#options.transport) === 'bridge';
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
