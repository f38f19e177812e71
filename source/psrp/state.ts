import type { PipelineState, RunspacePoolState } from './enums.ts';
import { PsrpError } from './errors.ts';

/** Next state by state and event; a pair that is not listed is illegal. */
export type TransitionTable<State extends string, Event extends string> = {
  readonly [state in State]?: { readonly [event in Event]?: State };
};

export type ClientPoolState = Exclude<RunspacePoolState, 'connecting' | 'disconnected' | 'opening'>;

/** What moves a client's pool: its own calls, and messages of the server. */
export type ClientPoolEvent =
  | 'open'
  | 'capability'
  | 'privateData'
  | 'poolMessage'
  | 'use'
  | 'opened'
  | 'serverClosed'
  | 'serverBroken'
  | 'close'
  | 'closed'
  | 'broke';

/**
 * The client's runspace pool (MS-PSRP 3.1.1.3, 3.1.5.4). `poolMessage` stands for host calls, events, availability and
 * the key exchange, `use` for what needs an open pool. The server may send its private data before or
 * after it says Opened.
 */
export const clientPoolTransitions: TransitionTable<ClientPoolState, ClientPoolEvent> = {
  beforeOpen: { open: 'negotiationSent', close: 'closed', closed: 'closed', broke: 'broken' },
  negotiationSent: {
    capability: 'negotiationSucceeded',
    serverBroken: 'broken',
    serverClosed: 'closed',
    close: 'closing',
    closed: 'closed',
    broke: 'broken',
  },
  negotiationSucceeded: {
    privateData: 'negotiationSucceeded',
    poolMessage: 'negotiationSucceeded',
    opened: 'opened',
    serverBroken: 'broken',
    serverClosed: 'closed',
    close: 'closing',
    closed: 'closed',
    broke: 'broken',
  },
  opened: {
    privateData: 'opened',
    poolMessage: 'opened',
    use: 'opened',
    serverBroken: 'broken',
    serverClosed: 'closed',
    close: 'closing',
    closed: 'closed',
    broke: 'broken',
  },
  closing: {
    privateData: 'closing',
    poolMessage: 'closing',
    opened: 'closing',
    capability: 'closing',
    serverBroken: 'closed',
    serverClosed: 'closed',
    close: 'closing',
    closed: 'closed',
    broke: 'closed',
  },
  closed: { close: 'closed', closed: 'closed', broke: 'closed' },
  broken: { close: 'broken', closed: 'broken', broke: 'broken' },
};

export type ServerPoolState = 'beforeOpen' | 'negotiationSucceeded' | 'opening' | 'opened' | 'closed' | 'broken';
export type ServerPoolEvent = 'capability' | 'init' | 'accept' | 'refuse' | 'poolMessage' | 'use' | 'close' | 'broke';

/** The server's runspace pool (MS-PSRP 3.2.1.2.3, 3.2.5.4). `opening` waits for `accept` or `refuse`. */
export const serverPoolTransitions: TransitionTable<ServerPoolState, ServerPoolEvent> = {
  beforeOpen: { capability: 'negotiationSucceeded', close: 'closed', broke: 'broken' },
  negotiationSucceeded: { init: 'opening', close: 'closed', broke: 'broken' },
  opening: { accept: 'opened', refuse: 'broken', poolMessage: 'opening', close: 'closed', broke: 'broken' },
  opened: { poolMessage: 'opened', use: 'opened', close: 'closed', broke: 'broken' },
  closed: { close: 'closed', broke: 'closed' },
  broken: { close: 'closed', broke: 'broken' },
};

export type PipelineEvent =
  | 'start'
  | 'data'
  | 'input'
  | 'stop'
  | 'running'
  | 'stopping'
  | 'stopped'
  | 'completed'
  | 'failed'
  | 'broke';

/** Where a pipeline that has begun goes, whether it is being stopped or not. */
const fromBegun = {
  stop: 'stopping',
  stopping: 'stopping',
  stopped: 'stopped',
  completed: 'completed',
  failed: 'failed',
  broke: 'failed',
} as const;

/**
 * A pipeline on either side (MS-PSRP 3.1.1.4). `data` is any record or host call, `input` an object sent to it. A stop
 * races with the end, so `completed` and `failed` are legal while stopping, and a stop after the end changes nothing.
 */
export const pipelineTransitions: TransitionTable<Exclude<PipelineState, 'disconnected'>, PipelineEvent> = {
  notStarted: { start: 'running', stop: 'stopped', broke: 'failed' },
  running: { data: 'running', input: 'running', running: 'running', ...fromBegun },
  stopping: { data: 'stopping', input: 'stopping', running: 'stopping', ...fromBegun },
  stopped: { stop: 'stopped', broke: 'stopped' },
  completed: { stop: 'completed', broke: 'completed' },
  failed: { stop: 'failed', broke: 'failed' },
};

/** A table with a current state. */
export class StateMachine<State extends string, Event extends string> {
  private readonly what: string;
  private readonly table: TransitionTable<State, Event>;
  private state: State;

  constructor(what: string, table: TransitionTable<State, Event>, initial: State) {
    this.what = what;
    this.table = table;
    this.state = initial;
  }

  get current(): State {
    return this.state;
  }

  /** Moves on and returns true where the state changed. An illegal pair throws; `cause` names what came. */
  on(event: Event, cause: string = event): boolean {
    const next = this.table[this.state]?.[event];
    if (next === undefined)
      throw new PsrpError('state', `${cause} is not allowed while the ${this.what} is ${this.state}.`);
    const changed = next !== this.state;
    this.state = next;
    return changed;
  }
}

export function isFinal(state: PipelineState): boolean {
  return state === 'completed' || state === 'failed' || state === 'stopped';
}
