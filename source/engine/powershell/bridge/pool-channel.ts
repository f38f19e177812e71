import { PsObject } from '../../../objects/index.ts';
import { decodeClixml, decodeErrorRecord, type Message, runspacePoolStateCodes } from '../../../psrp/index.ts';
import type { DataPacket } from '../../../psrp/outofproc/index.ts';
import { PoolEnded } from '../../server/answers.ts';
import { PoolReceiver, repeatWhileAlive } from '../../server/receive-loop.ts';
import type { Shell } from '../../server/shell.ts';
import { MessageWatch } from './message-watch.ts';
import type { RelaySurroundings } from './relayed-pipeline.ts';

export interface PoolChannelParts {
  readonly signal: AbortSignal;
  /** Has seen what opened the pool. */
  readonly sent: MessageWatch;
  /** A pipeline runs, or is about to. */
  readonly isRunning: () => boolean;
}

/**
 * The runspace pool's own data between PowerShell and the server. Output is received only while the pool opens, while
 * pipelines run and while an answer is due, so that the server's idle time runs as it is shown.
 */
export class PoolChannel {
  readonly shell: Shell;
  readonly #relay: RelaySurroundings;
  readonly #parts: PoolChannelParts;
  readonly #received = new MessageWatch();
  readonly #receiver: PoolReceiver;
  #isOpened = false;
  #answersDue = 0;

  constructor(shell: Shell, relay: RelaySurroundings, parts: PoolChannelParts) {
    this.shell = shell;
    this.#relay = relay;
    this.#parts = parts;
    this.#receiver = new PoolReceiver(
      {
        shell,
        signal: parts.signal,
        order: relay.objects.stream(),
        isNeeded: () => this.#isNeeded,
        take: (data) => this.#take(data),
        failed: (error, times) => repeatWhileAlive(error, times, (met) => (this.#isOpened ? relay.fatal(met) : met)),
      },
      (error) => relay.lose(error),
    );
  }

  async send({ stream, bytes }: DataPacket): Promise<void> {
    const messages = this.#parts.sent.push(bytes);
    const name = stream === 'PromptResponse' ? 'pr' : 'stdin';
    await this.shell.send(name, undefined, bytes, this.#parts.signal);
    this.#answersDue += messages.filter(({ type }) => wantsAnswer.has(type)).length;
    this.wake();
  }

  /** To be called when output may be needed. */
  wake(): void {
    this.#receiver.wake();
  }

  get #isNeeded(): boolean {
    if (this.#parts.signal.aborted) return false;
    return !this.#isOpened || this.#answersDue > 0 || this.#parts.isRunning();
  }

  async #take(data: Uint8Array): Promise<void> {
    const messages = this.#received.push(data);
    await this.#relay.write({ type: 'Data', stream: 'Default', pipelineId: undefined, bytes: data });
    for (const message of messages) this.#look(message);
  }

  /** What the server tells PowerShell that matters here too. */
  #look({ type, data }: Message): void {
    if (type === 'ENCRYPTED_SESSION_KEY' || type === 'RUNSPACE_AVAILABILITY') {
      this.#answersDue = Math.max(0, this.#answersDue - 1);
    }
    if (type !== 'RUNSPACEPOOL_STATE') return;
    const content = decodeClixml(data);
    const state = content instanceof PsObject ? content.get('RunspaceState') : undefined;
    if (state === runspacePoolStateCodes.opened) {
      this.#isOpened = true;
      this.#relay.onOpened();
    } else if (state === runspacePoolStateCodes.broken || state === runspacePoolStateCodes.closed) {
      const reason = content instanceof PsObject ? content.get('ExceptionAsErrorRecord') : undefined;
      const word = state === runspacePoolStateCodes.broken ? 'broken' : 'closed';
      throw new PoolEnded(word, reason instanceof PsObject ? decodeErrorRecord(reason) : undefined);
    }
  }
}

/** Messages of the pool itself that the server answers. */
const wantsAnswer: ReadonlySet<string> = new Set([
  'PUBLIC_KEY',
  'SET_MAX_RUNSPACES',
  'SET_MIN_RUNSPACES',
  'GET_AVAILABLE_RUNSPACES',
  'RESET_RUNSPACE_STATE',
]);
