import { PsSecureString } from '../../objects/index.ts';
import type { Seal } from '../types/secure.ts';
import { fail } from './failure.ts';
import type { RemotePort } from './remote-port.ts';
import type { Session } from './session.ts';
import { type Work, waitFor } from './work.ts';

/**
 * Brings values over to the server. Keys are exchanged when the first secret is among them: a server is asked for none
 * that nobody needs.
 */
export class Sealing {
  readonly #session: Session;
  readonly #command: string;
  #seal: Seal | undefined;

  constructor(session: Session, command: string) {
    this.#session = session;
    this.#command = command;
  }

  /** `convert` runs again with the server's key where a secret is met. */
  *values<Result>(convert: (seal: Seal) => Result): Work<Result> {
    if (this.#seal) return convert(this.#seal);
    let hasSecret = false;
    const result = convert(() => {
      hasSecret = true;
      return notYet;
    });
    if (!hasSecret) return result;
    this.#seal = yield* waitFor(serverOf(this.#session, this.#command).seal());
    return convert(this.#seal);
  }
}

const notYet = new PsSecureString(new Uint8Array());

/** Throws where no server is there. */
export function serverOf({ remote }: Session, command: string): RemotePort {
  if (remote) return remote;
  throw fail({
    message: 'There is no server here to run this on.',
    id: 'NoServer',
    category: 'ConnectionError',
    activity: command,
  });
}
