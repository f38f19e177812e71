import { setTimeout } from 'node:timers/promises';
import type { PipelineRun, RunOptions, RunOutcome } from '../../../domain/index.ts';
import {
  type CommandLookup,
  type Environment,
  type LineEnd,
  notRun,
  type SessionPorts,
} from '../../../language/index.ts';
import { recordsOf } from '../../records.ts';
import { changeAsker } from '../../server/change-gate.ts';
import type { Correspondent } from '../../server/correspondent.ts';
import type { SessionHost } from '../host/host.ts';
import type { RemotePool } from '../pipeline/pool.ts';
import { SessionLost } from '../pipeline/ports.ts';
import { errorRecords, ownFailure, type Quoted } from './line-errors.ts';
import { LineOutput } from './line-output.ts';
import { LinePrompts } from './line-prompts.ts';
import { RemoteRuns } from './remote-runs.ts';
import type { SessionTranscript } from './transcript.ts';

/** What lines of one session share. */
export interface ReplSurroundings {
  readonly pool: RemotePool;
  readonly host: SessionHost;
  readonly environment: Environment;
  readonly commands: CommandLookup;
  readonly to: Correspondent;
  /** What commands of this side reach beyond the session: files, the clipboard. */
  readonly ports?: Partial<SessionPorts>;
  /** A script that runs before the line, where it is there. */
  readonly profile?: string;
  /** Where Start-Transcript has what lines give written to. */
  readonly transcript?: SessionTranscript;
}

/** What `exit` was given: nothing, or what is no number, is 0. */
function exitCodeOf(code: Extract<LineEnd, { state: 'exited' }>['code']): number {
  return typeof code === 'number' ? code & 0xff : 0;
}

/** A line of the REPL at work. */
export class LineRun implements PipelineRun {
  readonly records: PipelineRun['records'];
  readonly outcome: Promise<RunOutcome>;
  readonly #text: string;
  readonly #options: RunOptions;
  readonly #repl: ReplSurroundings;
  readonly #output: LineOutput;
  readonly #stop = new AbortController();
  #facts: ReturnType<typeof errorRecords> | undefined;
  #remote: RemoteRuns | undefined;

  constructor(text: string, options: RunOptions, repl: ReplSurroundings) {
    this.#text = text;
    this.#options = options;
    this.#repl = repl;
    const { semantics } = repl.environment.interpreter.session;
    this.#output = new LineOutput(
      semantics,
      (error) => this.#facts!(error),
      () => this.stop(),
      repl.transcript,
    );
    this.records = this.#output.records;
    this.outcome = this.#run();
  }

  stop(): void {
    this.#output.unbound();
    this.#remote?.stop();
    this.#stop.abort();
  }

  async #run(): Promise<RunOutcome> {
    const output = this.#output;
    try {
      const { environment, commands, pool, host, to } = this.#repl;
      const { interpreter } = environment;
      // What the server wrote while the session opened is shown with the first line that is read.
      if (!this.#options.leavesNoTrace) output.show(pool.takeNotices().flatMap(recordsOf));
      interpreter.session.commands = commands;
      const { width, prompts } = this.#options;
      const asker = changeAsker(prompts);
      const onStopping = () => output.unbound();
      this.#remote = new RemoteRuns({ pool, host, to, output, width, prompts, asker, onStopping });
      this.#repl.transcript?.begin(this.#text, width, !this.#quoted.holdsSecret);
      await this.#profile();
      return this.#outcomeOf(await this.#runText(this.#text));
    } catch (error) {
      if (error instanceof SessionLost) return { state: 'lost' };
      output.show([{ stream: 'error', error: ownFailure(error, this.#quoted) }]);
      return { state: 'failed' };
    } finally {
      await output.end();
    }
  }

  get #quoted(): Quoted {
    return { text: this.#text, holdsSecret: this.#options.holdsSecret === true };
  }

  #runText(text: string, file?: string): Promise<LineEnd> {
    const { interpreter } = this.#repl.environment;
    const script = interpreter.read(text, file);
    this.#facts = errorRecords(script, this.#quoted.holdsSecret);
    return interpreter.run(script, {
      out: this.#output,
      streams: this.#output,
      ...(this.#remote && { remote: this.#remote }),
      ports: this.#ports(),
      signal: this.#stop.signal,
    });
  }

  /** Runs the user's profile; what fails in it is told, and the line runs all the same. */
  async #profile(): Promise<void> {
    const { profile, ports } = this.#repl;
    if (profile === undefined || !ports?.files || !(await ports.files.info(profile))) return;
    let text = '';
    try {
      const decoder = new TextDecoder();
      for await (const part of ports.files.read(profile)) text += decoder.decode(part, { stream: true });
      const end = await this.#runText(text + decoder.decode(), profile);
      if (end.state === 'failed') this.#output.error(end.failure.error);
    } catch (error) {
      if (error instanceof SessionLost) throw error;
      const failure = ownFailure(error, { ...this.#quoted, text });
      this.#output.show([{ stream: 'error', error: { ...failure, message: `${profile}: ${failure.message}` } }]);
    }
  }

  #outcomeOf(end: LineEnd): RunOutcome {
    switch (end.state) {
      case 'failed':
        this.#output.error(end.failure.error);
        this.#sayNotRun();
        return { state: 'failed' };
      case 'stopped':
        this.#sayNotRun();
        return { state: 'stopped' };
      case 'exited':
        return { state: 'completed', exitCode: exitCodeOf(end.code) };
      default:
        return { state: 'completed' };
    }
  }

  /** After what ended a text before its end. */
  #sayNotRun(): void {
    const { reached } = this.#repl.environment.interpreter.session;
    const words = reached && notRun(reached, !this.#quoted.holdsSecret);
    if (words !== undefined) this.#output.warning(words);
  }

  /** A timer that outlived the line would keep the program from ending; what sleeps on its way out is not stopped twice. */
  #sleep(milliseconds: number): Promise<void> {
    const { signal } = this.#stop;
    return setTimeout(milliseconds, undefined, signal.aborted ? {} : { signal });
  }

  #ports(): SessionPorts {
    const { width, prompts, clipboard } = this.#options;
    return {
      clock: {
        now: () => Date.now(),
        sleep: (milliseconds) => this.#sleep(milliseconds),
      },
      ...this.#repl.ports,
      ...(this.#repl.transcript && { transcript: this.#repl.transcript.port }),
      ...(clipboard && { clipboard }),
      clearScreen: () => this.#output.show([{ stream: 'clear' }]),
      prompts: new LinePrompts(prompts, this.#output, this.#stop.signal),
      width,
    };
  }
}
