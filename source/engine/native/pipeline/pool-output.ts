import { takeInTurns } from '../../../async/budget.ts';
import type { PsObject } from '../../../objects/index.ts';
import type { ClientEvent, HostCallEvent, UndecodableEvent } from '../../../psrp/index.ts';
import { envelopeSizeFor } from '../../../wsman/index.ts';
import { PoolEnded } from '../../server/answers.ts';
import { PoolReceiver, repeatWhileAlive } from '../../server/receive-loop.ts';
import type { PipelinePool } from './ports.ts';

/** What a pool does with its own output. */
export interface PoolOutputParts {
  readonly isNeeded: () => boolean;
  /** The error that ends the session, where `error` means that. */
  readonly fatal: (error: unknown) => unknown;
  readonly onOpened: () => void;
  readonly onPrivateData: (data: PsObject | undefined) => void;
  /** The server wants to exchange keys. */
  readonly onKeyRequest: () => void;
  /** Keys are exchanged. */
  readonly onKey: () => void;
  readonly onForHost: (event: HostCallEvent | UndecodableEvent) => void;
}

/** The output of a runspace pool itself, received while it is needed. */
export class PoolOutput {
  readonly #pool: PipelinePool;
  readonly #parts: PoolOutputParts;
  readonly #receiver: PoolReceiver;

  constructor(pool: PipelinePool, parts: PoolOutputParts) {
    this.#pool = pool;
    this.#parts = parts;
    const { shell, signal, objects } = pool;
    this.#receiver = new PoolReceiver(
      {
        shell,
        signal,
        order: objects.stream(),
        isNeeded: parts.isNeeded,
        take: (data) => this.#take(data),
        failed: (error, times) => repeatWhileAlive(error, times, parts.fatal),
      },
      (error) => pool.lose(error),
    );
  }

  /** To be called when something may be needed. */
  wake(): void {
    this.#receiver.wake();
  }

  async #take(data: Uint8Array): Promise<void> {
    const { client } = this.#pool;
    client.receive(data);
    await takeInTurns(
      () => client.nextEvent(),
      async (events) => {
        for (const event of events) this.#accept(event);
      },
    );
  }

  #accept(event: ClientEvent): void {
    switch (event.type) {
      case 'capability':
        this.#pool.shell.maxEnvelopeSize = envelopeSizeFor(event.capability.protocolVersion);
        return;
      case 'applicationPrivateData':
        this.#parts.onPrivateData(event.data);
        return;
      case 'poolState':
        if (event.state === 'opened') this.#parts.onOpened();
        if (event.state === 'broken' || event.state === 'closed') throw new PoolEnded(event.state, event.reason);
        return;
      case 'publicKeyRequest':
        this.#parts.onKeyRequest();
        return;
      case 'keyExchanged':
        this.#parts.onKey();
        return;
      case 'hostCall':
      case 'undecodable':
        this.#parts.onForHost(event);
        return;
    }
  }
}
