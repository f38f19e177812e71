import type { ConnectRequest, Engine, EngineSession, Failure, ServerAccess, ServerShell } from '../../domain/index.ts';
import { Endpoint } from '../server/endpoint.ts';
import { abortError, correspondentOf, failureOf } from '../server/failures.ts';
import { basicSchemeFor } from '../server/scheme.ts';
import { Shell } from '../server/shell.ts';
import { listShells } from '../server/shells.ts';
import { nativeEngineFacts } from './capabilities.ts';
import { connect } from './connect.ts';
import type { NativeEngineOptions } from './options.ts';

/** PowerShell remoting without PowerShell: our own MS-PSRP client over WSMan. */
export class NativeEngine implements Engine {
  readonly kind = nativeEngineFacts.kind;
  readonly capabilities = nativeEngineFacts.capabilities;
  readonly #options: NativeEngineOptions;

  constructor(options: NativeEngineOptions = {}) {
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

  connect(request: ConnectRequest): Promise<EngineSession> {
    return connect(request, this.#options);
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
