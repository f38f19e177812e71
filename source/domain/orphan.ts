import type { ServerShell } from './engine.ts';
import { type Lease, remaining } from './lease.ts';

/** Whose a shell is, as far as the ledger and this computer can tell. */
export type Whose =
  /** This process. */
  | 'this exterm'
  /** Another live exterm on this computer. */
  | 'another exterm'
  /** An exterm on another computer that shares the ledger: whether it lives cannot be seen from here. */
  | 'exterm elsewhere'
  /** An exterm that has ended without closing it. */
  | 'ended exterm'
  /** The server lists it, the ledger does not know it: another console of the same account. */
  | 'another console';

/** A shell as `exterm sessions` and the orphans dialog show it: from the ledger, from the server, or both. */
export interface ShellReport {
  readonly shellId: string;
  readonly connection: string;
  readonly lease: Lease | undefined;
  readonly shell: ServerShell | undefined;
  readonly whose: Whose;
  readonly isOrphan: boolean;
  /** A sentence: why it is an orphan, or why not. */
  readonly why: string;
}

/**
 * What can be known of a lease's process: `left` is this process, where no session holds the shell any more because its
 * end was never confirmed; `unknown` when it ran on another computer.
 */
export type ProcessState = 'this' | 'left' | 'alive' | 'gone' | 'unknown';

/** An unclaimed shell that was used this recently is somebody's open window, not a thing to clean up. Milliseconds. */
export const recentlyUsed = 2 * 60_000;

/**
 * Joins the ledger's leases with the shells that the server lists.
 * @param listed undefined where the server was not asked or refused: then the leases alone speak
 */
export function reportShells(
  connection: string,
  leases: readonly Lease[],
  listed: readonly ServerShell[] | undefined,
  processOf: (lease: Lease) => ProcessState,
  now: number,
): readonly ShellReport[] {
  const shells = new Map((listed ?? []).map((shell) => [shell.shellId.toLowerCase(), shell]));
  const reports = leases.map((lease) => {
    const shell = shells.get(lease.shellId.toLowerCase());
    shells.delete(lease.shellId.toLowerCase());
    return {
      shellId: lease.shellId,
      connection,
      lease,
      shell,
      ...judgeLease(lease, shell, listed, processOf(lease), now),
    };
  });
  const unclaimed = [...shells.values()].map((shell) => ({
    shellId: shell.shellId,
    connection,
    lease: undefined,
    shell,
    ...judgeUnclaimed(shell),
  }));
  return [...reports, ...unclaimed];
}

type Judgement = Pick<ShellReport, 'whose' | 'isOrphan' | 'why'>;

function judgeLease(
  lease: Lease,
  shell: ServerShell | undefined,
  listed: readonly ServerShell[] | undefined,
  process: ProcessState,
  now: number,
): Judgement {
  if (process === 'this') return { whose: 'this exterm', isOrphan: false, why: 'Open in this exterm.' };
  if (process === 'left') {
    return {
      whose: 'this exterm',
      isOrphan: true,
      why: 'This exterm lost touch with it, and the server has not confirmed that it is gone.',
    };
  }
  if (process === 'alive') {
    return { whose: 'another exterm', isOrphan: false, why: `Open in another exterm (process ${lease.pid}).` };
  }
  if (process === 'unknown') {
    return {
      whose: 'exterm elsewhere',
      isOrphan: false,
      why: `Opened by an exterm on ${lease.host}; from here nobody can tell whether it still runs. Remove it by its id if you know better.`,
    };
  }
  const ended = `The exterm that opened it (process ${lease.pid}) has ended without closing it`;
  if (listed && !shell) {
    return {
      whose: 'ended exterm',
      isOrphan: true,
      why: `${ended}; the server has let it go since. Only the ledger's line is left.`,
    };
  }
  if (!listed && remaining(lease, now) === 0) {
    return {
      whose: 'ended exterm',
      isOrphan: true,
      why: `${ended}; its idle timeout has passed, so the server should have let it go.`,
    };
  }
  return {
    whose: 'ended exterm',
    isOrphan: true,
    why: `${ended}; it counts against the sessions this account may have.`,
  };
}

function judgeUnclaimed(shell: ServerShell): Judgement {
  const from = shell.clientIp ? ` from ${shell.clientIp}` : '';
  if (shell.inactivity === undefined) {
    return {
      whose: 'another console',
      isOrphan: false,
      why: `Another console${from} opened it, and the server does not say when it was last used. Remove it by its id if you know better.`,
    };
  }
  if (shell.inactivity < recentlyUsed) {
    return {
      whose: 'another console',
      isOrphan: false,
      why: `Another console${from} used it a moment ago: somebody may be working in it. Remove it by its id if you know better.`,
    };
  }
  return {
    whose: 'another console',
    isOrphan: true,
    why: `Left open by another console${from}: no living exterm claims it and it has not been used lately.`,
  };
}
