import type { ClientEvent, HostCallEvent, ObjectOrder, RunspacePoolClient } from '../../../psrp/index.ts';
import type { ChangeAsker, ChangeGate } from '../../server/change-gate.ts';
import type { PoolShell } from '../../server/pool-shell.ts';
import type { Manner } from './said-once.ts';

/** The pool is no more; everything that waited for it ends with this. */
export class SessionLost extends Error {
  constructor(cause: unknown) {
    super('The session was lost.', { cause });
    this.name = 'SessionLost';
  }
}

/** What a pipeline needs of the runspace pool that it runs in. */
export interface PipelinePool {
  readonly shell: PoolShell;
  readonly client: RunspacePoolClient;
  /** Milliseconds until a stopped pipeline is terminated, and as long again until it is given up. */
  readonly stopTimeout: number;
  readonly objects: ObjectOrder;
  /** What every pipeline passes before it is sent. */
  readonly gate: ChangeGate;
  /** What is known of how the server has messages shown. */
  readonly manner: Manner;
  /** Set once the pool is no more. */
  readonly lost: SessionLost | undefined;
  /** Fires when the pool is no more. */
  readonly signal: AbortSignal;
  /** The pipeline has ended, and its command is to be released on the server without anybody waiting for it. */
  released(pipelineId: string, release: Promise<void>): void;
  /** What ends the session, where the error means that. */
  fatal(error: unknown): Promise<unknown>;
  /** The session cannot go on: something came that it cannot do without, or did not come. */
  lose(error: unknown): void;
}

/** What a pipeline's caller does with what it gives. */
export interface PipelineListener {
  /** Who is asked before a change; absent: nobody can be. */
  readonly asker?: ChangeAsker;
  /** Events in order; the next ones are fetched when the promise resolves. `weight` is their size on the wire. */
  onEvents(events: readonly ClientEvent[], weight: number): Promise<void>;
  /** A host call that wants an answer, given by the pool's client. `signal` fires when nobody needs it any more. */
  onHostCall(event: HostCallEvent, signal: AbortSignal): Promise<void>;
  /** The pipeline is being stopped, by whomever: `onEvents` must not keep it waiting from now on. */
  onStopping?(): void;
}
