import { abortError, isAbort, settledOrAborted } from '../../async/abort.ts';
import { withGrace } from '../../async/deadline.ts';
import type {
  Catalogue,
  CompletionResult,
  Credential,
  EngineSession,
  FailureFacts,
  ImportRequest,
  PipelineRun,
  ProbeAnswer,
  RunOptions,
} from '../../domain/index.ts';
import {
  type CommandLookup,
  commandLookup,
  commandsOf,
  Environment,
  isIncomplete,
  noCommands,
} from '../../language/index.ts';
import type { Endpoint } from '../server/endpoint.ts';
import { factsOf, failureOf } from '../server/failures.ts';
import { Loss } from '../server/loss.ts';
import { probeShell } from '../server/probe.ts';
import type { Shell } from '../server/shell.ts';
import { importCatalogue } from './catalogue.ts';
import type { SessionHost } from './host/host.ts';
import type { RemotePool } from './pipeline/pool.ts';
import { SessionLost } from './pipeline/ports.ts';
import { completeWith } from './repl/completing.ts';
import { LineRun } from './repl/line-run.ts';
import { LocalPorts } from './repl/session-ports.ts';
import { SessionTranscript } from './repl/transcript.ts';
import { touchPool } from './touch.ts';

export interface NativeSessionParts {
  readonly endpoint: Endpoint;
  readonly shell: Shell;
  readonly pool: RemotePool;
  readonly host: SessionHost;
  readonly idleTimeout: number | undefined;
  /** The session's own copy, wiped when it ends. */
  readonly credential: Credential | undefined;
  /** A script of the user's that runs before the first line, where it is there. */
  readonly profile: string | undefined;
}

type CloseResult = Awaited<ReturnType<EngineSession['close']>>;

/** An open shell with its runspace pool, over WSMan. */
export class NativeSession implements EngineSession {
  readonly shellId: string;
  readonly idleTimeout: number | undefined;
  readonly #parts: NativeSessionParts;
  readonly #environment = new Environment({
    environment: (name) => process.env[name],
    processId: process.pid,
  });
  readonly #local: LocalPorts;
  readonly #transcript: SessionTranscript | undefined;
  #profile: string | undefined;
  readonly #loss = new Loss();
  #commands: CommandLookup = noCommands;
  #importedAll = false;
  #closing: Promise<CloseResult> | undefined;
  readonly #running = new Set<LineRun>();

  constructor(parts: NativeSessionParts) {
    this.#parts = parts;
    this.shellId = parts.shell.id;
    this.#profile = parts.profile;
    this.#local = new LocalPorts(this.#environment.interpreter.session.semantics);
    const { files } = this.#local.ports;
    this.#transcript = files && new SessionTranscript(files, parts.endpoint.to.host);
    this.idleTimeout = parts.idleTimeout;
    parts.pool.onLost((error) => this.#lost(error));
  }

  async importCatalogue(request: ImportRequest): Promise<Catalogue> {
    const { pool, endpoint } = this.#parts;
    try {
      const catalogue = await importCatalogue(pool, request, endpoint.to);
      this.#commands = commandLookup(catalogue.cmdlets);
      this.#importedAll = request.names.length === 0;
      return catalogue;
    } catch (error) {
      if (isAbort(error)) throw error;
      throw failureOf(error instanceof SessionLost ? error.cause : error, endpoint.to);
    }
  }

  run(text: string, options: RunOptions): PipelineRun {
    const { pool, host, endpoint } = this.#parts;
    const profile = options.skipsProfile ? undefined : this.#profile;
    this.#profile = undefined;
    const repl = {
      ...{ pool, host, environment: this.#environment, commands: this.#commands, to: endpoint.to },
      ports: this.#local.ports,
      ...(profile !== undefined && { profile }),
      ...(this.#transcript && { transcript: this.#transcript }),
    };
    const noted = this.#local.began(text, !options.holdsSecret);
    const run = new LineRun(text, options, repl);
    this.#running.add(run);
    const ended = () => {
      this.#running.delete(run);
      noted();
    };
    run.outcome.then(ended, ended);
    return run;
  }

  complete(text: string, cursor: number, signal: AbortSignal): Promise<CompletionResult> {
    const parts = { pool: this.#parts.pool, files: this.#local.ports.files, environment: this.#environment };
    return completeWith({ ...parts, commands: this.#commands }, text, cursor, signal);
  }

  get commandNames(): ReadonlySet<string> | undefined {
    return this.#importedAll ? commandsOf(this.#commands, this.#environment) : undefined;
  }

  get variables(): readonly string[] {
    return this.#environment.variableNames;
  }

  isComplete(text: string): boolean {
    return !isIncomplete(text);
  }

  probe(signal: AbortSignal): Promise<ProbeAnswer> {
    const { shell, pool, endpoint } = this.#parts;
    return probeShell(shell, endpoint.to, signal, (fault) => pool.lose(fault));
  }

  async touch(signal: AbortSignal): Promise<void> {
    const { pool, endpoint } = this.#parts;
    try {
      await touchPool(pool, signal);
    } catch (error) {
      if (signal.aborted) throw abortError(signal);
      throw failureOf(error instanceof SessionLost ? error.cause : error, endpoint.to);
    }
  }

  close(signal: AbortSignal): Promise<CloseResult> {
    this.#closing ??= this.#close(signal);
    return this.#closing;
  }

  onLost(listener: (facts: FailureFacts) => void): void {
    this.#loss.onLost(listener);
  }

  onTraffic(listener: () => void): void {
    this.#parts.shell.onTraffic(listener);
  }

  async #close(signal: AbortSignal): Promise<CloseResult> {
    const { shell, pool, endpoint, credential } = this.#parts;
    const until = withGrace(signal, endpoint.timeouts.closeGrace);
    // What a line does on this side does not end with its pipelines.
    for (const line of this.#running) line.stop();
    try {
      await settledOrAborted(pool.stopPipelines(), signal);
      pool.end('closed');
      return await shell.delete(until);
    } catch {
      return 'unknown';
    } finally {
      await this.#transcript?.stop();
      endpoint.close();
      credential?.password.wipe();
      this.#environment.wipeSecrets();
    }
  }

  #lost(error: unknown): void {
    this.#environment.wipeSecrets();
    this.#loss.tell(factsOf(error, this.#parts.endpoint.to));
  }
}
