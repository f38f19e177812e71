import type { PipelineRun, RunOptions, RunOutcome } from '../../../domain/index.ts';
import type { CommandLookup, Environment, LineEnd, SessionPorts } from '../../../language/index.ts';
import { recordsOf } from '../../records.ts';
import { changeAsker } from '../../server/change-gate.ts';
import type { Correspondent } from '../../server/correspondent.ts';
import type { SessionHost } from '../host/host.ts';
import type { RemotePool } from '../pipeline/pool.ts';
import { SessionLost } from '../pipeline/ports.ts';
import { errorRecords, ownFailure } from './line-errors.ts';
import { LineOutput } from './line-output.ts';
import { LinePrompts } from './line-prompts.ts';
import { RemoteRuns } from './remote-runs.ts';

/** What lines of one session share. */
export interface ReplSurroundings {
  readonly pool: RemotePool;
  readonly host: SessionHost;
  readonly environment: Environment;
  readonly commands: CommandLookup;
  readonly to: Correspondent;
  /** What commands of this side reach beyond the session: files, the clipboard. */
  readonly ports?: Partial<SessionPorts>;
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
      // What the server wrote while the session opened is shown with the first line.
      output.show(pool.takeNotices().flatMap(recordsOf));
      interpreter.session.commands = commands;
      const script = interpreter.read(this.#text);
      this.#facts = errorRecords(script);
      const { width, prompts } = this.#options;
      const asker = changeAsker(prompts);
      this.#remote = new RemoteRuns({
        pool,
        host,
        to,
        output,
        width,
        prompts,
        asker,
        onStopping: () => output.unbound(),
      });
      const end = await interpreter.run(script, {
        out: output,
        streams: output,
        remote: this.#remote,
        ports: this.#ports(),
        signal: this.#stop.signal,
      });
      return this.#outcomeOf(end);
    } catch (error) {
      if (error instanceof SessionLost) return { state: 'lost' };
      output.show([{ stream: 'error', error: ownFailure(error, this.#text) }]);
      return { state: 'failed' };
    } finally {
      await output.end();
    }
  }

  #outcomeOf(end: LineEnd): RunOutcome {
    switch (end.state) {
      case 'failed':
        this.#output.error(end.failure.error);
        return { state: 'failed' };
      case 'stopped':
        return { state: 'stopped' };
      default:
        return { state: 'completed' };
    }
  }

  #ports(): SessionPorts {
    const { width, prompts } = this.#options;
    return {
      clock: {
        now: () => Date.now(),
        sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
      },
      ...this.#repl.ports,
      prompts: new LinePrompts(prompts, this.#output, this.#stop.signal),
      width,
    };
  }
}
