import { abortError } from '../../async/abort.ts';
import type { FailureFacts } from '../../domain/index.ts';
import type { Correspondent } from '../server/correspondent.ts';
import { factsOfRecord, PowerShellFailed } from './failures.ts';
import type { Agent, Fields, RequestListener } from './link/agent.ts';
import type { AgentMessage } from './link/message.ts';

/** Something that PowerShell is asked to do, and the error that it ended with. What else comes of it is for who extends this. */
export class Errand implements RequestListener {
  protected readonly agent: Agent;
  readonly #to: Correspondent;
  #failure: FailureFacts | undefined;

  constructor(agent: Agent, to: Correspondent) {
    this.agent = agent;
    this.#to = to;
  }

  accept(message: AgentMessage): void {
    if (message.op === 'failure') this.#failure = factsOfRecord(message, this.#to);
  }

  /** Resolves once it is done; a signal stops it. Rejects with PowerShellFailed, PowerShellEnded and AbortError. */
  async done(op: string, fields: Fields, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted) throw abortError(signal);
    const request = this.agent.request(op, fields, this);
    const stop = () => request.stop();
    signal?.addEventListener('abort', stop, { once: true });
    try {
      const end = await request.ended;
      if (signal?.aborted) throw abortError(signal);
      if (end !== 'completed') throw new PowerShellFailed(this.#failure ?? stopped);
    } finally {
      signal?.removeEventListener('abort', stop);
    }
  }
}

const stopped: FailureFacts = { layer: 'powershell', text: 'PowerShell stopped what it was asked to do.' };
