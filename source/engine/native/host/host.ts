import { randomUUID } from 'node:crypto';
import type { HostPrompts } from '../../../domain/index.ts';
import { errorRecord, type HostCallEvent } from '../../../psrp/index.ts';
import type { RemotePool } from '../pipeline/pool.ts';
import { answerOf } from './answers.ts';

/** The host of a session: answers a server's calls out of the caller's prompts. */
export class SessionHost {
  readonly #instanceId = randomUUID();

  /** Answers through the pool's client. Rejects when nobody answers. */
  async answer(
    pool: RemotePool,
    event: HostCallEvent,
    asked: { readonly prompts: HostPrompts; readonly width: number; readonly signal: AbortSignal },
  ): Promise<void> {
    const { call } = event;
    const value = await answerOf(call, {
      ...asked,
      instanceId: this.#instanceId,
      secure: (text) => pool.secure(text),
    });
    if (asked.signal.aborted) return;
    if (value === undefined) {
      const message = `exterm's host has no ${call.method}.`;
      const error = { message, fullyQualifiedErrorId: 'HostMethodNotSupported', category: 'NotImplemented' } as const;
      pool.client.respondError(event, errorRecord(error));
    } else {
      pool.client.respond(event, value);
    }
  }
}
