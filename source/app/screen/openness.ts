import { isConnecting } from '../../domain/index.ts';
import type { SessionView } from './state.ts';

export function isOpen(session: SessionView): boolean {
  return session.state === 'ready' || session.state === 'busy' || session.state === 'importing';
}

/** Whether `connect` is something that the session can take. */
export function isConnectable(session: SessionView): boolean {
  return ['closed', 'expired', 'broken', 'failed'].includes(session.state);
}

/** Why ^C has nothing to stop, or undefined where it has. */
export function whyNotStopped(session: SessionView | undefined): string | undefined {
  if (session?.stoppingSince !== undefined) {
    return `${session.connection} has been asked to stop. F6 disconnects without waiting for it.`;
  }
  return session && (session.state === 'busy' || isConnecting(session.state))
    ? undefined
    : 'Nothing is running. ^Q quits.';
}
