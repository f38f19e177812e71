import { durationText, leftText } from './duration.ts';
import type { ServerShell } from './engine.ts';
import { type Lease, remaining } from './lease.ts';
import { shellOwnerOf } from './shell-name.ts';

/** Whose a shell is, as far as the ledger and this computer can tell. */
export type Whose =
  /** This process. */
  | 'this exterm'
  /** Another live exterm on this computer. */
  | 'another exterm'
  /** An exterm of another computer or another ledger: whether it lives cannot be seen from here. */
  | 'exterm elsewhere'
  /** An exterm that has ended without closing it. */
  | 'ended exterm'
  /** The server lists it, no exterm knows it: another program of the same account, a console for one. */
  | 'another client';

/** A shell as `exterm sessions` and the orphans dialog show it: from the ledger, from the server, or both. */
export interface ShellReport {
  readonly shellId: string;
  readonly connection: string;
  readonly lease: Lease | undefined;
  readonly shell: ServerShell | undefined;
  readonly whose: Whose;
  /** An exterm of this ledger opened it and is no more. Shells of anybody else are never orphans, however long they idle. */
  readonly isOrphan: boolean;
  /** A sentence: why it is an orphan, or why not. */
  readonly why: string;
}

/**
 * What can be known of a lease's process: `left` is this process, where no session holds the shell any more because its
 * end was never confirmed; `unknown` when it ran on another computer.
 */
export type ProcessState = 'this' | 'left' | 'alive' | 'gone' | 'unknown';

/** From here on a shell is near its end, and its report says so. Milliseconds. */
const nearEnd = 5 * 60_000;

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
      why: `Opened by an exterm on ${lease.host}; from here nobody can tell whether it still runs.${lastUseOf(shell)} ${byHand}`,
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
    why: `${ended}; it counts against the sessions this account may have.${shell ? endOf(shell) : ''}`,
  };
}

const byHand = 'Remove it with exterm clean --id if you know better.';

/** A shell that the ledger does not have: somebody may be working in it, whatever its idle time. */
function judgeUnclaimed(shell: ServerShell): Judgement {
  const owner = shellOwnerOf(shell.name);
  const from = shell.clientIp ? ` from ${shell.clientIp}` : '';
  const who = owner
    ? `An exterm on ${owner.host} (process ${owner.pid}) opened it and has it in a ledger of its own`
    : `Another client${from} opened it, and no exterm knows it`;
  const why = `${who}: somebody may be working in it.${lastUseOf(shell)} ${byHand}`;
  return { whose: owner ? 'exterm elsewhere' : 'another client', isOrphan: false, why };
}

/** When it was last used, by the server's clock. */
function lastUseOf(shell: ServerShell | undefined): string {
  if (!shell) return '';
  if (shell.inactivity === undefined) return ' The server does not say when it was last used.';
  const used = shell.inactivity < 60_000 ? 'It was used a moment ago.' : `Idle for ${durationText(shell.inactivity)}.`;
  return ` ${used}${endOf(shell)}`;
}

/** What the server will do by itself before long. */
function endOf({ inactivity, idleTimeout }: ServerShell): string {
  if (inactivity === undefined || idleTimeout === undefined) return '';
  const left = idleTimeout - inactivity;
  return left > nearEnd ? '' : ` The server ends it in ${leftText(left)} unless it is used.`;
}

/** What `clean --others` takes: shells of other clients and other exterms that have been idle for so many milliseconds. */
export function isIdleStranger({ whose, shell }: ShellReport, idle: number): boolean {
  const isStranger = whose === 'another client' || whose === 'exterm elsewhere';
  return isStranger && shell?.inactivity !== undefined && shell.inactivity >= idle;
}
