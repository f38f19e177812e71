import { isAbort, orAborted } from '../../../async/abort.ts';
import { FailureError } from '../../../domain/index.ts';
import type { PipelineCommand } from '../../../psrp/index.ts';
import type { ChangeAsker, ChangeGate } from '../../server/change-gate.ts';

/** A pipeline's way through the gate, before the server knows of it. A stop cuts it short. */
export class Departure {
  readonly #cancelled = new AbortController();
  #isOver = false;

  /** Rejects with what the gate does, and with an AbortError where it is cancelled or `signal` fires. */
  async through(
    gate: ChangeGate,
    commands: readonly PipelineCommand[],
    asker: ChangeAsker | undefined,
    signal: AbortSignal,
  ): Promise<void> {
    const until = AbortSignal.any([this.#cancelled.signal, signal]);
    const passed = gate.pass(commands, asker, until);
    if (passed !== undefined) await orAborted(passed, until);
    this.#isOver = true;
  }

  /** Stays on this side. False where it has left. */
  cancel(): boolean {
    this.#cancelled.abort();
    return !this.#isOver;
  }

  /** How a pipeline that never left has ended; undefined for one that has, and for what nobody foresaw. */
  endOf(error: unknown): { state: 'stopped' } | { state: 'refused'; error: FailureError } | undefined {
    if (this.#isOver) return undefined;
    if (isAbort(error)) return { state: 'stopped' };
    return error instanceof FailureError ? { state: 'refused', error } : undefined;
  }
}
