import { gigabyte, minute } from './quantities.ts';
import type { MoveRequest, Recipient } from './records.ts';

export type MoveStatus = 'Queued' | 'InProgress' | 'Suspended' | 'AutoSuspended' | 'CompletionInProgress' | 'Completed';

/** Copying stops here until the switch: the last twentieth of the way. */
const readyAt = 95;

/** A request waits this long before it is picked up. */
const queuedFor = 15_000;

function copied(move: MoveRequest, now: number): number {
  return move.done + (move.since === undefined ? 0 : Math.max(0, now - move.since));
}

/** 0 to 100, whole. */
export function movePercent(move: MoveRequest, now: number): number {
  if (move.completed !== undefined) return 100;
  const percent = Math.floor((Math.max(0, copied(move, now) - queuedFor) * 100) / move.takes);
  return Math.min(percent, move.suspendsWhenReady ? readyAt : 99);
}

export function moveStatus(move: MoveRequest, now: number): MoveStatus {
  if (move.completed !== undefined) return 'Completed';
  const percent = movePercent(move, now);
  if (move.since === undefined) return 'Suspended';
  if (copied(move, now) < queuedFor) return 'Queued';
  if (percent >= readyAt) return move.suspendsWhenReady ? 'AutoSuspended' : 'CompletionInProgress';
  return 'InProgress';
}

/** Stops the clock of a move; nothing happens to one that stands or is done. */
export function suspendMove(move: MoveRequest, now: number, comment: string): void {
  move.done = copied(move, now);
  move.since = undefined;
  move.suspendComment = comment;
}

export function resumeMove(move: MoveRequest, now: number, suspendsWhenReady: boolean): void {
  move.done = copied(move, now);
  if (move.suspendsWhenReady) move.done = Math.min(move.done, queuedFor + (move.takes * readyAt) / 100);
  move.since = now;
  move.suspendComment = '';
  move.suspendsWhenReady = suspendsWhenReady;
}

/** Where the mailbox that moves is found. */
interface Recipients {
  recipient(guid: string): Recipient | undefined;
}

/** Switches the mailbox to its new database once the copying has ended. */
export function settleMove(directory: Recipients, move: MoveRequest, now: number): void {
  if (move.completed !== undefined || move.since === undefined || move.suspendsWhenReady) return;
  const left = queuedFor + move.takes - copied(move, now);
  if (left > 0) return;
  move.completed = now + left;
  const mailbox = directory.recipient(move.mailbox)?.mailbox;
  if (mailbox) mailbox.database = move.target;
}

/** How long a mailbox takes to be copied: two minutes, and one more for each 2 GB. Milliseconds. */
export function moveDuration(bytes: bigint): number {
  return 2 * minute + (Number(bytes) / Number(2n * gigabyte)) * minute;
}
