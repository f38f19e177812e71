import {
  type Catalogue,
  type Connection,
  type ConnectStage,
  type EngineKind,
  type Failure,
  type ImportProgress,
  remaining,
  type SessionState,
  startImport,
} from '../../domain/index.ts';

/** What is true of a session now, without anything that belongs to a screen. */
export interface SessionFacts {
  readonly state: SessionState;
  readonly engine: EngineKind;
  readonly shellId: string | undefined;
  /** Stages of the attempt that runs or ran last, each with when it began; the last may still run. */
  readonly stages: readonly StageTime[];
  /** The server could not open the session just now; undefined once it has, or where it was not asked again. */
  readonly retry: RetryWait | undefined;
  readonly importing: ImportProgress | undefined;
  readonly catalogue: Catalogue | undefined;
  readonly openedAt: number | undefined;
  readonly lastActivity: number | undefined;
  readonly idleTimeout: number | undefined;
  readonly failure: Failure | undefined;
  readonly runningSince: number | undefined;
  /** When somebody has asked for what runs to be stopped: the server may take its time to let go of it. */
  readonly stoppingSince: number | undefined;
}

export function freshFacts(engine: EngineKind): SessionFacts {
  return {
    state: 'closed',
    engine,
    shellId: undefined,
    stages: [],
    retry: undefined,
    importing: undefined,
    catalogue: undefined,
    openedAt: undefined,
    lastActivity: undefined,
    idleTimeout: undefined,
    failure: undefined,
    runningSince: undefined,
    stoppingSince: undefined,
  };
}

/** The shell is open, and the import begins. */
export function openedFacts(facts: SessionFacts, shellId: string, now: number): SessionFacts {
  const stages = nextStage(facts.stages, 'import', now);
  return { ...facts, shellId, openedAt: now, stages, retry: undefined, importing: startImport(now) };
}

/** Milliseconds of the countdown; undefined while the server's idle timeout is not known. */
export function timeLeft(facts: Pick<SessionFacts, 'idleTimeout' | 'lastActivity'>, now: number): number | undefined {
  if (facts.idleTimeout === undefined || facts.lastActivity === undefined) return undefined;
  return remaining({ idleTimeout: facts.idleTimeout, lastActivity: facts.lastActivity }, now);
}

/** Ends the stage that runs and begins another; undefined only ends. */
export function nextStage(
  stages: readonly StageTime[],
  stage: ConnectStage | 'import' | undefined,
  now: number,
): readonly StageTime[] {
  const ended = stages.map((one) => (one.endedAt === undefined ? { ...one, endedAt: now } : one));
  return stage === undefined ? ended : [...ended, { stage, startedAt: now, endedAt: undefined }];
}

export interface SessionObserver {
  /** `now`: the state changed. `soon`: a number did, and showing it can wait for the next frame. */
  changed(facts: SessionFacts, urgency: 'now' | 'soon'): void;
  /** Something went wrong beside the session's own course, such as a ledger that cannot be written. */
  trouble(failure: Failure): void;
  /** A remote action has ended: ids and counts, never command text. */
  acted(text: string, outcome: 'done' | 'failed'): void;
}

/** The part of a connection that its ledger lines repeat. */
export type LeaseTarget = Pick<
  Connection,
  'name' | 'url' | 'configurationName' | 'authentication' | 'user' | 'sandboxServer'
>;

export interface StageTime {
  readonly stage: ConnectStage | 'import';
  readonly startedAt: number;
  readonly endedAt: number | undefined;
}

export interface RetryWait {
  /** The try that is waited for or under way, from 2, and how many there are at most. */
  readonly attempt: number;
  readonly most: number;
  /** Milliseconds of the pause before it, and when that ends, milliseconds since 1970 UTC. */
  readonly delay: number;
  readonly at: number;
  /** What the one before it ended with. */
  readonly failure: Failure;
}
