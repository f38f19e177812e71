import {
  type ConnectRequest,
  type ConnectStage,
  classify,
  connectStages,
  FailureError,
  mayLeaveShell,
  type ServerAccess,
} from '../../domain/index.ts';
import { HttpFailure, type StageEvent } from '../../http/index.ts';
import { consoleHost, RunspacePoolClient } from '../../psrp/index.ts';
import type { CreateResult } from '../../wsman/index.ts';
import { abortError, addressOf, correspondentOf, failureOf } from './failures.ts';
import { SessionHost } from './host/host.ts';
import type { NativeEngineOptions } from './options.ts';
import { RemotePool } from './pipeline/pool.ts';
import { NativeSession } from './session.ts';
import { Endpoint } from './wire/endpoint.ts';
import { Shell } from './wire/shell.ts';

/** Cells of the host that a pool is opened with; each pipeline says its own. */
const poolHostSize = { width: 120, height: 50 };

/** Reports each stage once, in order: one that the connection does not show begins when a later one does. */
class Stages {
  readonly #report: (stage: ConnectStage) => void;
  #next = 0;

  constructor(report: (stage: ConnectStage) => void) {
    this.#report = report;
  }

  begin(stage: ConnectStage): void {
    for (const last = connectStages.indexOf(stage); this.#next <= last; this.#next++) {
      this.#report(connectStages[this.#next]!);
    }
  }

  /** A connection is being made. Basic authentication proves itself with the request that opens the shell. */
  onConnection({ stage, state }: StageEvent): void {
    if (stage === 'tls') return;
    if (state === 'begun') this.begin(stage);
    else if (stage === 'authenticate' && state === 'done') this.begin('open');
  }
}

/** Opens a shell and its runspace pool. Rejects with FailureError or AbortError, and leaves nothing open then. */
export async function connect(request: ConnectRequest, options: NativeEngineOptions): Promise<NativeSession> {
  const { signal, connection } = request;
  if (signal.aborted) throw abortError(signal);
  // A copy of its own: the session needs the password again for each connection it makes.
  const credential = request.credential && {
    user: request.credential.user,
    password: request.credential.password.clone(),
  };
  const access: ServerAccess = { connection, credential, signal };
  let attempt: Attempt | undefined;
  try {
    attempt = new Attempt(await Endpoint.of(access, options), request);
    const idleTimeout = await attempt.run();
    const { endpoint, shell, pool, host } = attempt;
    return new NativeSession({ endpoint, shell, pool, host, idleTimeout, credential });
  } catch (error) {
    await attempt?.undo();
    credential?.password.wipe();
    if (signal.aborted) throw abortError(signal);
    throw failureOf(error, correspondentOf(access));
  }
}

class Attempt {
  readonly endpoint: Endpoint;
  readonly shell: Shell;
  readonly pool: RemotePool;
  readonly host = new SessionHost();
  readonly #request: ConnectRequest;
  readonly #stages: Stages;
  #mayHaveShell = false;

  constructor(endpoint: Endpoint, request: ConnectRequest) {
    this.endpoint = endpoint;
    this.#request = request;
    this.#stages = new Stages(request.onStage);
    this.shell = new Shell(endpoint, request.shellId);
    const { prompts } = request;
    this.pool = new RemotePool({
      shell: this.shell,
      client: new RunspacePoolClient({ poolId: request.shellId, hostInfo: consoleHost(poolHostSize, 'exterm') }),
      stopTimeout: endpoint.timeouts.stop,
      onHostCall: (event, signal) => this.host.answer(this.pool, event, { prompts, width: poolHostSize.width, signal }),
    });
  }

  /** @returns the idle timeout that the server said, in milliseconds */
  async run(): Promise<number | undefined> {
    const { signal } = this.#request;
    await this.#request.onShell(this.shell.id);
    this.endpoint.watchStages((event) => this.#stages.onConnection(event));
    const { shell } = await this.#create(signal);
    this.endpoint.watchStages(undefined);
    this.#stages.begin('negotiate');
    await this.#negotiate(signal);
    return shell.idleTimeoutMs;
  }

  /** Takes back what the server may have opened, and ends all connections. */
  async undo(): Promise<void> {
    this.pool.end('broke');
    try {
      if (this.#mayHaveShell) await this.shell.delete(AbortSignal.timeout(undoTimeout));
    } catch {
      // The ledger has the shell's id: the next start finds it there.
    } finally {
      this.endpoint.close();
    }
  }

  async #create(signal: AbortSignal): Promise<CreateResult> {
    this.#mayHaveShell = true;
    try {
      const created = await this.shell.create(this.pool.client.open(), signal);
      if (this.shell.id !== this.#request.shellId) await this.#request.onShell(this.shell.id);
      return created;
    } catch (error) {
      const isUnsent = error instanceof HttpFailure && error.facts.sent !== true;
      if (isUnsent || !mayLeaveShell(failureOf(error, this.endpoint.to).failure)) this.#mayHaveShell = false;
      throw error;
    }
  }

  async #negotiate(signal: AbortSignal): Promise<void> {
    const { operation } = this.endpoint.timeouts;
    const deadline = AbortSignal.timeout(operation);
    try {
      await this.pool.opened(AbortSignal.any([signal, deadline]));
    } catch (error) {
      if (!deadline.aborted || signal.aborted) throw error;
      throw new FailureError(
        classify({ layer: 'network', network: 'responseTimeout', ...addressOf(this.endpoint.to) }),
      );
    }
  }
}

const undoTimeout = 5_000;
