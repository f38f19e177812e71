import { isConnecting } from '../../domain/index.ts';
import type { SessionView } from './state.ts';

export function isOpen(session: SessionView): boolean {
  return session.state === 'ready' || session.state === 'busy' || session.state === 'importing';
}

/** Whether `connect` is something that the session can take. */
export function isConnectable(session: SessionView): boolean {
  return ['closed', 'expired', 'broken', 'failed'].includes(session.state);
}

/** Whether ^C has something to stop. */
export function canStop(session: SessionView): boolean {
  return session.state === 'busy' || isConnecting(session.state);
}
