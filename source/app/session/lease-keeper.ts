import { deadline } from '../../async/deadline.ts';
import {
  type Engine,
  type EngineKind,
  type EngineSession,
  type Failure,
  mayLeaveShell,
  type ServerAccess,
  sameShell,
} from '../../domain/index.ts';
import type { AppDeps } from '../deps.ts';
import type { LeaseTarget } from './facts.ts';

/** How long a server may take to confirm that a shell is gone; milliseconds. */
const settleTimeout = 5_000;

type LeaseDeps = Pick<AppDeps, 'ledger' | 'processes' | 'clock' | 'timers'>;

/** The ledger's lines of one attempt to connect, written before the shell is asked for and dropped only on proof. */
export class LeaseKeeper {
  readonly #deps: LeaseDeps;
  readonly #trouble: (error: unknown) => void;
  #shellId: string | undefined;
  #settled = false;

  constructor(deps: LeaseDeps, trouble: (error: unknown) => void) {
    this.#deps = deps;
    this.#trouble = trouble;
  }

  get shellId(): string | undefined {
    return this.#shellId;
  }

  /**
   * Resolves once the line is on disk.
   * @param url where a redirection has led; the target's own when left out
   */
  async write(target: LeaseTarget, engine: EngineKind, shellId: string, url = target.url): Promise<void> {
    const now = this.#deps.clock();
    const before = this.#shellId;
    await this.#deps.ledger.add({
      shellId,
      connection: target.name,
      engine,
      url,
      ...(url === target.url ? {} : { redirectedFrom: target.url }),
      configurationName: target.configurationName,
      authentication: target.authentication,
      ...(target.user === undefined ? {} : { user: target.user }),
      ...(target.sandboxServer === undefined ? {} : { sandboxServer: target.sandboxServer }),
      ...this.#deps.processes.own,
      opened: now,
      lastActivity: now,
    });
    this.#shellId = shellId;
    this.#settled = false;
    if (before !== undefined && !sameShell(before, shellId)) await this.#forget(before);
  }

  opened(idleTimeout: number | undefined, now: number): void {
    if (this.#shellId === undefined) return;
    const change = { lastActivity: now, ...(idleTimeout === undefined ? {} : { idleTimeout }) };
    this.#deps.ledger.update(this.#shellId, change).catch(this.#trouble);
  }

  used(now: number): void {
    if (this.#shellId !== undefined && !this.#settled) this.#deps.ledger.touch(this.#shellId, now);
  }

  async drop(): Promise<void> {
    this.#settled = true;
    if (this.#shellId !== undefined) await this.#forget(this.#shellId);
  }

  /** After an orderly close: true where the server has no such shell any more. */
  async close(session: Pick<EngineSession, 'close'>, signal: AbortSignal): Promise<boolean> {
    this.#settled = true;
    const outcome = await session.close(signal).catch(() => 'unknown' as const);
    if (outcome !== 'unknown') await this.drop();
    return outcome !== 'unknown';
  }

  /**
   * After a failure: drops the line where the server refused to open a shell or confirms that there is none, keeps it
   * otherwise. Runs once.
   */
  async settle(
    failure: Failure | undefined,
    session: EngineSession | undefined,
    engine: Engine | undefined,
    access: Omit<ServerAccess, 'signal'> | undefined,
  ): Promise<void> {
    if (this.#settled || this.#shellId === undefined) return;
    this.#settled = true;
    const limit = deadline(this.#deps.timers, settleTimeout);
    try {
      if (session) await this.close(session, limit.signal);
      else if (failure && !mayLeaveShell(failure)) await this.drop();
      else if (engine && access) {
        // Both answers, removed and gone, say that there is no such shell.
        await engine.deleteShell({ ...access, signal: limit.signal }, this.#shellId);
        await this.drop();
      }
    } catch {
      // Nobody could say: the line stays, and the orphans dialog shows it.
    } finally {
      limit.clear();
    }
  }

  async #forget(shellId: string): Promise<void> {
    await this.#deps.ledger.remove([shellId]).catch(this.#trouble);
  }
}
