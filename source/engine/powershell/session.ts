import { abortError, isAbort, orAborted, settledOrAborted } from '../../async/abort.ts';
import { neverRejects } from '../../async/background.ts';
import type {
  Catalogue,
  CompletionResult,
  EngineSession,
  FailureFacts,
  ImportRequest,
  PipelineRun,
  PowerShellSettings,
  ProbeAnswer,
  RunOptions,
} from '../../domain/index.ts';
import { mayChange } from '../../domain/index.ts';
import { isIncomplete } from '../../language/index.ts';
import { type ChangeAsker, type ChangeGate, changeAsker } from '../server/change-gate.ts';
import type { Correspondent } from '../server/correspondent.ts';
import { Loss } from '../server/loss.ts';
import { Errand } from './errand.ts';
import { failed, PowerShellEnded, PowerShellFailed } from './failures.ts';
import { importSession, withoutPrefix } from './import.ts';
import type { Agent } from './link/agent.ts';
import { CompletionListener } from './repl/completion.ts';
import { LineRun, lostRun } from './repl/line-run.ts';
import { ServerNames } from './repl/server-names.ts';

export type CloseResult = Awaited<ReturnType<EngineSession['close']>>;

/** The server's side of a session, however PowerShell reaches it. */
export interface RemoteSide {
  readonly shellId: string;
  readonly idleTimeout: number | undefined;
  /** Resolves with what is known when the session is lost; undefined where it was closed on purpose. */
  readonly lost: Promise<FailureFacts | undefined>;
  /** As the port's. */
  probe(signal: AbortSignal): Promise<ProbeAnswer>;
  /** Deletes the shell. Never rejects. */
  close(signal: AbortSignal): Promise<CloseResult>;
  /** As the port's. */
  onTraffic(listener: () => void): void;
  /** Commands whose connection was lost while the session went on; absent where only PowerShell could know. */
  readonly lostCommands?: () => number;
}

/** The line that PowerShell works on, as far as what it sends to the server is concerned. */
export interface RunningLine {
  asker: ChangeAsker | undefined;
}

/** Who holds changes back: exterm itself where it sees what goes to the server, else PowerShell asks it first. */
export interface ChangeControl {
  readonly gate: ChangeGate;
  readonly isWithinPowerShell: boolean;
}

export interface PowerShellSessionParts {
  readonly agent: Agent;
  readonly remote: RemoteSide;
  readonly to: Correspondent;
  readonly line: RunningLine;
  readonly changes: ChangeControl;
  readonly settings: PowerShellSettings;
  readonly laysOut: boolean;
}

/** A session that a PowerShell process of its own has open. */
export class PowerShellSession implements EngineSession {
  readonly shellId: string;
  readonly idleTimeout: number | undefined;
  readonly #parts: PowerShellSessionParts;
  readonly #runs = new Set<LineRun>();
  readonly #loss = new Loss();
  #closing: Promise<CloseResult> | undefined;
  #variables: readonly string[] = [];
  readonly #over = new AbortController();
  readonly #names: ServerNames;

  constructor(parts: PowerShellSessionParts) {
    const { agent, remote } = parts;
    this.#parts = parts;
    this.#names = new ServerNames(parts);
    this.shellId = remote.shellId;
    this.idleTimeout = remote.idleTimeout;
    neverRejects(agent.over.then(({ facts }) => this.#lose(facts)));
    neverRejects(remote.lost.then((facts) => facts && this.#lose(facts)));
    agent.onSessionLost = (text) => this.#lose({ layer: 'powershell', fqeid: 'PSSessionStateBroken', text });
    agent.onLeft = (text) => this.#lose({ layer: 'local', network: 'powershell.left', text });
    agent.onVariables = (names) => {
      this.#variables = names;
    };
    agent.onStrayOutput = (text) => [...this.#runs].at(0)?.acceptStray(text);
  }

  async importCatalogue(request: ImportRequest): Promise<Catalogue> {
    const { remote } = this.#parts;
    const lost = remote.lostCommands?.() ?? 0;
    return this.#import(request).catch((error: unknown) => {
      // What was asked can be asked again: nothing was changed by it.
      const isWorthIt = !isAbort(error) && !this.#loss.facts && (remote.lostCommands?.() ?? 0) > lost;
      if (!isWorthIt) throw error;
      return this.#import(request);
    });
  }

  #import(request: ImportRequest): Promise<Catalogue> {
    const { agent, to, settings, changes } = this.#parts;
    return this.#inPowerShell(async () => {
      const catalogue = await importSession(agent, request, settings, to);
      this.#names.imported(catalogue);
      if (changes.isWithinPowerShell && !changes.gate.isOpen) {
        const names = catalogue.cmdlets
          .map(({ name }) => name)
          .filter((name) => mayChange(withoutPrefix(name, settings)));
        await new Errand(agent, to).done('guard', { names: { texts: names } }, request.signal);
      }
      return catalogue;
    });
  }

  /** Has it done by PowerShell, with the failures of the port. */
  async #inPowerShell<T>(work: () => Promise<T>): Promise<T> {
    if (this.#loss.facts) throw failed(this.#loss.facts);
    try {
      const result = await work();
      // PowerShell takes an import that a lost session cut short for one that found nothing.
      if (this.#loss.facts) throw failed(this.#loss.facts);
      return result;
    } catch (error) {
      if (isAbort(error)) throw error;
      if (error instanceof PowerShellEnded || error instanceof PowerShellFailed) {
        throw failed(this.#loss.facts ?? error.facts);
      }
      throw error;
    }
  }

  run(text: string, options: RunOptions): PipelineRun {
    const { agent, laysOut, line, changes } = this.#parts;
    if (this.#loss.facts || this.#closing) return lostRun();
    this.#names.stop();
    const run = new LineRun(text, options, {
      agent,
      laysOut,
      isLost: () => this.#loss.facts !== undefined && !isLeft(this.#loss.facts),
      hasLeft: () => this.#loss.facts !== undefined && isLeft(this.#loss.facts),
      mayChange: (command, signal) => changes.gate.reasonAgainst([command], line.asker, signal),
    });
    this.#runs.add(run);
    // Nobody answers: as with a server's question the line cannot go on.
    const asker = changeAsker({
      ask: (prompt, signal) =>
        options.prompts.ask(prompt, signal).catch((error: unknown) => {
          run.stop();
          throw error;
        }),
    });
    line.asker = asker;
    const over = () => {
      this.#runs.delete(run);
      if (line.asker === asker) line.asker = undefined;
    };
    run.outcome.then(over, over);
    return run;
  }

  async complete(text: string, cursor: number, signal: AbortSignal): Promise<CompletionResult> {
    const listener = new CompletionListener(cursor);
    // PowerShell completes in the runspace that a running line uses.
    if (this.#runs.size > 0 || this.#loss.facts) return listener.result;
    const named = await this.#names.complete(text, cursor, signal);
    if (named || this.#runs.size > 0 || this.#loss.facts) return named ?? listener.result;
    const request = this.#parts.agent.request('complete', { text: { text }, cursor }, listener);
    try {
      await orAborted(request.ended, signal);
    } catch {
      if (signal.aborted) throw abortError(signal);
      return new CompletionListener(cursor).result;
    }
    return listener.result;
  }

  /** PowerShell finds commands in modules and on PATH as well: only it could tell. */
  get commandNames(): undefined {
    return undefined;
  }

  get variables(): readonly string[] {
    return this.#variables;
  }

  isComplete(text: string): boolean {
    return !isIncomplete(text);
  }

  probe(signal: AbortSignal): Promise<ProbeAnswer> {
    if (this.#loss.facts) return Promise.reject(failed(this.#loss.facts));
    return this.#parts.remote.probe(signal);
  }

  /** By a cmdlet in the session, without the user's runspace; waits for a line that runs. */
  touch(signal: AbortSignal): Promise<void> {
    const { agent, to } = this.#parts;
    const until = AbortSignal.any([signal, this.#over.signal]);
    return this.#inPowerShell(() => new Errand(agent, to).done('touch', {}, until));
  }

  close(signal: AbortSignal): Promise<CloseResult> {
    this.#closing ??= this.#close(signal);
    return this.#closing;
  }

  onLost(listener: (facts: FailureFacts) => void): void {
    this.#loss.onLost(listener);
  }

  onTraffic(listener: () => void): void {
    this.#parts.remote.onTraffic(listener);
  }

  async #close(signal: AbortSignal): Promise<CloseResult> {
    const { agent, remote } = this.#parts;
    this.#over.abort();
    this.#names.stop();
    try {
      for (const run of this.#runs) run.stop();
      await settledOrAborted(Promise.allSettled([...this.#runs].map((run) => run.outcome)), signal);
      return await remote.close(signal);
    } finally {
      await agent.close();
    }
  }

  /** Nothing more comes of this session; PowerShell itself lives until it is closed. */
  #lose(facts: FailureFacts): void {
    if (this.#loss.facts || this.#closing) return;
    this.#loss.tell(facts);
    // The line that ends its session ends well.
    if (!isLeft(facts)) for (const run of this.#runs) run.abandon();
  }
}

const isLeft = ({ network }: FailureFacts) => network === 'powershell.left';
