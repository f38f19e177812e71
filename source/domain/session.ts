/**
 * A session's life as a state × event table. The table is the whole truth: what is not in it is illegal and throws.
 * Effects are names; the supervisor runs them.
 */
export const sessionStates = [
  'closed',
  'probing',
  'authenticating',
  'opening',
  'importing',
  'ready',
  'busy',
  'closing',
  'expired',
  'broken',
  'failed',
] as const;
export type SessionState = (typeof sessionStates)[number];

export const sessionEvents = [
  'connect',
  'reached',
  'authenticated',
  'opened',
  'imported',
  'submitted',
  'finished',
  'close',
  'closed',
  'connectFailed',
  'lost',
  'idledOut',
] as const;
export type SessionEvent = (typeof sessionEvents)[number];

const sessionEffects = [
  /** Resolve, connect, authenticate, open: one call of the engine that reports stages as it goes. */
  'beginConnect',
  'abortConnect',
  'beginImport',
  /** Delete the shell; the lease goes when the server confirms it. */
  'closeShell',
  /** Settle what is left of a failed or lost session: keep the lease unless the server is known to have no shell. */
  'settleLease',
  'dropLease',
] as const;
export type SessionEffect = (typeof sessionEffects)[number];

export interface Transition {
  readonly next: SessionState;
  readonly effects: readonly SessionEffect[];
}

type Row = Partial<Record<SessionEvent, Transition>>;

const to = (next: SessionState, ...effects: SessionEffect[]): Transition => ({ next, effects });

const connectable: Row = { connect: to('probing', 'beginConnect') };
const connecting: Row = {
  close: to('closing', 'abortConnect'),
  connectFailed: to('failed', 'settleLease'),
};
const open: Row = {
  close: to('closing', 'closeShell'),
  lost: to('broken', 'settleLease'),
  idledOut: to('expired', 'dropLease'),
};

export const sessionTable: Readonly<Record<SessionState, Row>> = {
  closed: connectable,
  probing: { ...connecting, reached: to('authenticating') },
  authenticating: { ...connecting, authenticated: to('opening') },
  opening: { ...connecting, opened: to('importing', 'beginImport') },
  importing: { ...open, imported: to('ready'), connectFailed: to('failed', 'closeShell') },
  ready: { ...open, submitted: to('busy') },
  busy: { ...open, finished: to('ready') },
  // A shell that cannot be asked any more keeps its lease; the close itself has ended either way.
  closing: { closed: to('closed'), lost: to('closed', 'settleLease'), connectFailed: to('closed', 'settleLease') },
  expired: connectable,
  broken: connectable,
  failed: connectable,
};

/** The next state and the effects to run. Throws on a pair that the table does not have. */
export function transition(state: SessionState, event: SessionEvent): Transition {
  const found = sessionTable[state][event];
  if (!found) throw new Error(`A session that is ${state} cannot take the event "${event}".`);
  return found;
}

export function accepts(state: SessionState, event: SessionEvent): boolean {
  return sessionTable[state][event] !== undefined;
}

/** States in which the server may have a shell of ours. */
export function holdsShell(state: SessionState): boolean {
  return state === 'opening' || state === 'importing' || state === 'ready' || state === 'busy' || state === 'closing';
}

export function isConnecting(state: SessionState): boolean {
  return state === 'probing' || state === 'authenticating' || state === 'opening' || state === 'importing';
}
