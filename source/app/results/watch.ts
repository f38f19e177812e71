import type { Timers } from '../../async/deadline.ts';
import type { PipelineRecord, RunOutcome } from '../../domain/index.ts';
import { itemsOf, type PsValue } from '../../objects/index.ts';
import type { Result } from './result.ts';
import type { Results } from './results.ts';
import { bytesOf } from './size.ts';

/** What a watch looks at again and again. */
export interface WatchSource {
  /** The session takes a line now: nothing runs on it and nothing waits. `ended`: it is open no more. */
  readonly readiness: () => 'ready' | 'busy' | 'ended';
  /** Runs the line, handing on what it gives; undefined where the session did not take it. */
  readonly run: (take: (record: PipelineRecord) => void, signal: AbortSignal) => Promise<RunOutcome> | undefined;
  /** Milliseconds that the session may idle, and since when nobody but watches has used it. */
  readonly idle: () => { readonly allowed: number | undefined; readonly since: number };
  /** The property that says which server a row came from, where there are several. */
  readonly column?: string;
}

export interface WatchPorts {
  readonly source: WatchSource;
  readonly results: Results;
  readonly timers: Timers;
  readonly clock: () => number;
  /** Another look has been taken. */
  readonly looked: (result: Result) => void;
  readonly changed: () => void;
}

export type WatchState =
  | { readonly kind: 'waiting'; readonly until: number }
  | { readonly kind: 'running' | 'busy' }
  | { readonly kind: 'paused'; readonly why: string }
  | { readonly kind: 'ended'; readonly why: string };

/** How soon a busy session is looked at again, milliseconds. */
const busyPause = 1000;

/** Rows of a look that are kept, as far as the memory of all results has room for them. */
const mostRows = 20_000;

/** Looks in a row that fail before it is given up. */
const mostFailures = 3;

/** One look while it is taken. */
interface Look {
  readonly running: AbortController;
  /** What its rows take so far. */
  bytes: number;
}

/**
 * A line that is run every few seconds. It waits while its session is busy, ends with it, and does not keep it alive
 * unless it is told to: running a line is use of the session, so a watch that nobody else has used the session beside for
 * as long as it may idle pauses, and the session is left to end.
 */
export class Watch {
  readonly connection: string;
  readonly line: string;
  readonly seconds: number;
  keepsAlive = false;
  /** What went wrong with the last look; empty where nothing did. */
  trouble = '';
  /** Looks that have been taken. */
  looks = 0;
  readonly #ports: WatchPorts;
  #state: WatchState = { kind: 'busy' };
  #failures = 0;
  #cancel: (() => void) | undefined;
  #running: AbortController | undefined;
  /** Bytes that it has of the memory of all results. */
  #room = 0;

  constructor(connection: string, line: string, seconds: number, ports: WatchPorts) {
    this.connection = connection;
    this.line = line;
    this.seconds = seconds;
    this.#ports = ports;
  }

  get state(): WatchState {
    return this.#state;
  }

  start(): void {
    this.#look();
  }

  togglePause(): void {
    if (this.#state.kind === 'ended') return;
    if (this.#state.kind === 'paused') {
      this.#failures = 0;
      this.#look();
    } else this.#stop({ kind: 'paused', why: 'p goes on' });
  }

  toggleKeepAlive(): void {
    this.keepsAlive = !this.keepsAlive;
    this.#ports.changed();
  }

  /** Its pane has been closed: nobody looks at its rows any more. */
  close(): void {
    this.end('its pane was closed');
    this.#leaveRoom(0);
  }

  /** Its session has ended. */
  end(why: string): void {
    if (this.#state.kind !== 'ended') this.#stop({ kind: 'ended', why });
  }

  #stop(state: WatchState): void {
    this.#cancel?.();
    this.#running?.abort();
    this.#enter(state);
  }

  #enter(state: WatchState): void {
    this.#state = state;
    this.#ports.changed();
  }

  #later(milliseconds: number): void {
    this.#cancel?.();
    this.#cancel = this.#ports.timers.after(milliseconds, () => this.#look());
  }

  #look(): void {
    const { source, clock } = this.#ports;
    this.#cancel?.();
    const readiness = source.readiness();
    if (readiness === 'ended') {
      this.#enter({ kind: 'ended', why: `${this.connection} is not open any more` });
      return;
    }
    if (readiness === 'busy') {
      if (this.#state.kind !== 'busy') this.#enter({ kind: 'busy' });
      this.#later(busyPause);
      return;
    }
    const { allowed, since } = source.idle();
    if (!this.keepsAlive && this.looks > 0 && allowed !== undefined && clock() - since >= allowed) {
      const minutes = Math.round(allowed / 60_000);
      const why = `nothing else has used ${this.connection} for ${minutes} min; p goes on, K keeps it alive`;
      this.#enter({ kind: 'paused', why });
      return;
    }
    const running = new AbortController();
    this.#running = running;
    const { results } = this.#ports;
    const result = results.begin({ connection: this.connection, line: this.line, at: clock() });
    result.source = source.column;
    let error = '';
    const look: Look = { running, bytes: 0 };
    const take = (record: PipelineRecord) => {
      if (running.signal.aborted) return;
      if (record.stream === 'error' && error === '') error = record.error.message;
      if (record.stream !== 'output') return;
      for (const value of itemsOf(record.value)) this.#keep(result, value, look);
    };
    const run = source.run(take, running.signal);
    if (!run) {
      this.#later(busyPause);
      return;
    }
    this.#enter({ kind: 'running' });
    run.then(
      (outcome) => this.#looked(result, outcome, error, look),
      (reason: unknown) => this.#looked(result, { state: 'failed' }, String(reason), look),
    );
  }

  #keep(result: Result, value: PsValue, look: Look): void {
    if (value === null) return;
    const bytes = bytesOf(value);
    if (result.length >= mostRows || !this.#hasRoom(look.bytes + bytes)) {
      result.left += 1;
      return;
    }
    look.bytes += bytes;
    result.push(value, bytes);
  }

  /** Whether a look may have so many bytes: what the one before it had is there already, both being in memory for a while. */
  #hasRoom(bytes: number): boolean {
    const more = 2 * bytes - this.#room;
    if (more <= 0) return true;
    if (!this.#ports.results.rowMemory.take(more)) return false;
    this.#room += more;
    return true;
  }

  #leaveRoom(bytes: number): void {
    this.#ports.results.rowMemory.give(this.#room - bytes);
    this.#room = bytes;
  }

  #looked(result: Result, { state }: RunOutcome, error: string, { running, bytes }: Look): void {
    if (running.signal.aborted || this.#running !== running) return;
    this.#running = undefined;
    this.looks += 1;
    result.isGrowing = false;
    this.trouble = error === '' && state === 'failed' ? 'the line failed' : error;
    const hasFailed = state === 'failed' || (this.trouble !== '' && result.length === 0);
    this.#failures = hasFailed ? this.#failures + 1 : 0;
    // What was seen stays where there is nothing to take its place.
    if (state !== 'lost' && state !== 'stopped' && (!hasFailed || this.looks === 1)) {
      this.#leaveRoom(2 * bytes);
      this.#ports.looked(result);
    }
    if (state === 'lost') {
      this.#enter({ kind: 'ended', why: `${this.connection} was lost` });
      return;
    }
    if (state === 'stopped') {
      this.#enter({ kind: 'paused', why: 'it was stopped; p goes on' });
      return;
    }
    if (this.#failures >= mostFailures) {
      this.#enter({ kind: 'paused', why: `it failed ${mostFailures} times; p tries again` });
      return;
    }
    this.#enter({ kind: 'waiting', until: this.#ports.clock() + this.seconds * 1000 });
    this.#later(this.seconds * 1000);
  }
}
