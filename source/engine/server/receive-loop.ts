import { setTimeout as sleep } from 'node:timers/promises';
import { PsrpError, type StreamOrder } from '../../psrp/index.ts';
import { type ReceiveResult, WsmanError } from '../../wsman/index.ts';
import { CommandLost } from './answers.ts';
import { saysAskAgain } from './endpoint.ts';
import { isLostWait } from './lost-link.ts';
import type { PoolShell } from './pool-shell.ts';

export interface ReceiveLoopParts {
  readonly shell: Pick<PoolShell, 'receive'>;
  /** Undefined: the pool's own output. */
  readonly commandId: string | undefined;
  readonly signal: AbortSignal;
  readonly order: StreamOrder;
  /** Asked before each Receive. */
  readonly isNeeded: () => boolean;
  /** Takes what came, in its order. What it throws ends the loop. */
  readonly take: (data: Uint8Array) => Promise<void>;
  /** The server says that the command is over. */
  readonly done?: () => void;
  /** A Receive failed, so many `times` in a row: throws what ends the loop; otherwise it goes out again. */
  readonly failed: (error: unknown, times: number) => void | Promise<void>;
}

export interface ReceiveClock {
  /** Milliseconds. */
  readonly now: () => number;
  /** Rejects with an AbortError as soon as the signal fires. */
  readonly pause: (milliseconds: number, signal: AbortSignal) => Promise<void>;
}

const realClock: ReceiveClock = {
  now: () => performance.now(),
  pause: (milliseconds, signal) => sleep(milliseconds, undefined, { signal }),
};

/** A server that has nothing was asked to wait for a poll's time: within so many milliseconds it answers too early. */
const early = 500;
/** Milliseconds of the first pause, doubled each time, and of the longest. */
const firstPause = { early: 25, failed: 250 };
const longestPause = 1000;

/**
 * Asks for a command's or a pool's output as long as somebody needs it (MS-PSRP 3.1.5.3.7). Answers without output that
 * come at once, and requests that fail, are followed by pauses that grow until something comes.
 */
export class ReceiveLoop {
  readonly #parts: ReceiveLoopParts;
  readonly #clock: ReceiveClock;
  #earlyAnswers = 0;
  #failures = 0;
  /** A Receive was repeated, and no output has come since: the first one's may be lost. */
  #isUncertain = false;

  constructor(parts: ReceiveLoopParts, clock: ReceiveClock = realClock) {
    this.#parts = parts;
    this.#clock = clock;
  }

  /** Resolves when nobody needs more or the server says that the command is over. Rejects with what ended it otherwise. */
  async run(): Promise<void> {
    try {
      while (this.#parts.isNeeded()) {
        const answer = await this.#ask();
        if (answer && (await this.#take(answer))) return;
      }
    } catch (error) {
      const isBroken = error instanceof PsrpError || error instanceof WsmanError;
      throw this.#isUncertain && this.#isCommand && isBroken ? new CommandLost(error) : error;
    }
  }

  get #isCommand(): boolean {
    return this.#parts.commandId !== undefined;
  }

  /** What came; undefined where nothing did, and the next question is due. */
  async #ask(): Promise<ReceiveResult | undefined> {
    const { shell, commandId, signal, order, failed } = this.#parts;
    const asked = this.#clock.now();
    try {
      const answer = await shell.receive(commandId, signal);
      this.#failures = 0;
      if (hasSomething(answer)) {
        this.#earlyAnswers = 0;
        return answer;
      }
    } catch (error) {
      if (!saysAskAgain(error)) {
        await failed(error, ++this.#failures);
        this.#isUncertain = true;
        order.resume();
        await this.#pause(firstPause.failed, this.#failures);
        return undefined;
      }
      this.#failures = 0;
    }
    this.#earlyAnswers = this.#clock.now() - asked < early ? this.#earlyAnswers + 1 : 0;
    if (this.#earlyAnswers > 0) await this.#pause(firstPause.early, this.#earlyAnswers);
    return undefined;
  }

  /** True where the command is over. */
  async #take({ streams, commandState }: ReceiveResult): Promise<boolean> {
    const { order, take, done } = this.#parts;
    for (const { data } of streams) {
      if (order.take(data) && this.#isCommand) throw new CommandLost();
      await take(data);
      this.#isUncertain = false;
    }
    if (commandState?.state !== 'Done') return false;
    done?.();
    return true;
  }

  #pause(first: number, times: number): Promise<void> {
    return this.#clock.pause(Math.min(first * 2 ** (times - 1), longestPause), this.#parts.signal);
  }
}

function hasSomething({ streams, commandState }: ReceiveResult): boolean {
  return commandState?.state === 'Done' || streams.some(({ data }) => data.length > 0);
}

/** How often in a row a command's Receive goes out again because it got no answer of the server's. */
const mostLostWaits = 2;

/** A command's `failed`. Whether its output is still whole shows in what comes next. */
export function repeatLostWait(error: unknown, times: number): void {
  if (!isLostWait(error) || times > mostLostWaits) throw error;
}

/** Faults and lost connections in a row that a pool's Receive may meet while the shell itself answers. */
const mostFaults = 3;

/** A pool's `failed`; `fatal` tells the error that ends the session, where it means that. */
export async function repeatWhileAlive(
  error: unknown,
  times: number,
  fatal: (error: unknown) => unknown,
): Promise<void> {
  const end = await fatal(error);
  if (end !== undefined) throw end;
  if (times > mostFaults) throw error;
}

/** A pool's loop, which rests while nobody needs the pool's output. */
export class PoolReceiver {
  readonly #parts: ReceiveLoopParts;
  readonly #onError: (error: unknown) => void;
  #running: Promise<void> | undefined;

  constructor(parts: Omit<ReceiveLoopParts, 'commandId'>, onError: (error: unknown) => void) {
    this.#parts = { ...parts, commandId: undefined };
    this.#onError = onError;
  }

  /** To be called when somebody may need output. */
  wake(): void {
    if (this.#running || !this.#parts.isNeeded()) return;
    this.#running = new ReceiveLoop(this.#parts)
      .run()
      .catch(this.#onError)
      .finally(() => {
        this.#running = undefined;
        this.wake();
      });
  }
}
