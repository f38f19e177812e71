import { abortError } from '../../async/abort.ts';
import type { Engine, Failure, ServerAccess, ServerShell } from '../../domain/index.ts';
import { correspondentOf } from './correspondent.ts';
import { Endpoint } from './endpoint.ts';
import { failureOf } from './failures.ts';
import type { ServerOptions } from './options.ts';
import { basicSchemeFor } from './scheme.ts';
import { Shell } from './shell.ts';
import { listShells } from './shells.ts';

/** What an engine is asked about a server without a session on it; our own WSMan client answers for both engines. */
export class ServerQuestions implements Pick<Engine, 'ticketProblem' | 'listShells' | 'deleteShell'> {
  readonly #options: ServerOptions;

  constructor(options: ServerOptions = {}) {
    this.#options = options;
  }

  async ticketProblem(access: ServerAccess): Promise<Failure | undefined> {
    try {
      await (this.#options.schemeFor ?? basicSchemeFor)(access).prepare?.();
      return undefined;
    } catch (error) {
      const { failure } = failureOf(error, correspondentOf(access));
      // Anything else is said by the attempt itself: a password would not help there.
      return failure.kind === 'credentials' ? failure : undefined;
    }
  }

  listShells(access: ServerAccess): Promise<readonly ServerShell[]> {
    return this.#ask(access, (endpoint) => listShells(endpoint, access.connection.configurationName, access.signal));
  }

  deleteShell(access: ServerAccess, shellId: string): Promise<'removed' | 'gone'> {
    return this.#ask(access, (endpoint) => new Shell(endpoint, shellId).delete(access.signal));
  }

  /** One thing over a connection of its own. */
  async #ask<T>(access: ServerAccess, work: (endpoint: Endpoint) => Promise<T>): Promise<T> {
    const { signal } = access;
    if (signal.aborted) throw abortError(signal);
    let endpoint: Endpoint | undefined;
    try {
      endpoint = await Endpoint.of(access, this.#options);
      return await work(endpoint);
    } catch (error) {
      if (signal.aborted) throw abortError(signal);
      throw failureOf(error, correspondentOf(access));
    } finally {
      endpoint?.close();
    }
  }
}
