import type { StoreApi } from 'zustand/vanilla';
import { type Connection, type Credential, copyOf, findConnection } from '../../domain/index.ts';
import { LiveSession, type LiveSessionPorts } from './live-session.ts';
import type { AppState } from './state.ts';

/** The sessions of the screen, by connection: made when one is first asked for, and gone with their connection. */
export class LiveSessions implements Iterable<LiveSession> {
  readonly #store: StoreApi<AppState>;
  readonly #portsOf: (connection: Connection) => LiveSessionPorts;
  readonly #byName = new Map<string, LiveSession>();

  constructor(store: StoreApi<AppState>, portsOf: (connection: Connection) => LiveSessionPorts) {
    this.#store = store;
    this.#portsOf = portsOf;
  }

  /** The session of a connection; undefined where there is no such connection, or exterm is on the way out. */
  of(name: string): LiveSession | undefined {
    const { connections, quitting } = this.#store.getState();
    const connection = findConnection(connections, name);
    if (!connection || quitting) return undefined;
    let session = this.#byName.get(connection.name);
    if (!session) {
      session = new LiveSession(connection, this.#portsOf(connection));
      this.#byName.set(connection.name, session);
    }
    return session;
  }

  /** The one that was made already, even on the way out. */
  existing(name: string): LiveSession | undefined {
    return this.#byName.get(name);
  }

  /** A copy of what the open session signed in with; the caller wipes it. */
  credentialOf({ name }: Connection): Credential | undefined {
    const credential = this.#byName.get(name)?.driver.access?.access.credential;
    return credential && copyOf(credential);
  }

  /** The connection is not what it was, or is no more. */
  forget(name: string): void {
    this.#byName.delete(name);
  }

  [Symbol.iterator](): IterableIterator<LiveSession> {
    return this.#byName.values();
  }
}
