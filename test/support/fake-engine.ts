import {
  type Catalogue,
  type CompletionResult,
  type ConnectRequest,
  type ConnectStage,
  classify,
  connectStages,
  type Engine,
  type EngineKind,
  type EngineSession,
  type Failure,
  type FailureFacts,
  type ImportRequest,
  type PipelineRun,
  type ProbeAnswer,
  type RunOptions,
  type ServerAccess,
  type ServerShell,
} from '../../source/domain/index.ts';
import { aborted, FakeLine, whenAborted } from './fake-line.ts';
import { activityOf, type FakeServer, refused } from './fake-server.ts';

/** A place where the engine waits until the test lets it go on. */
export interface Hold {
  readonly reached: Promise<void>;
  release(): void;
  fail(facts: FailureFacts): void;
}

class Gate implements Hold {
  readonly #arrive = Promise.withResolvers<void>();
  readonly #go = Promise.withResolvers<void>();

  get reached(): Promise<void> {
    return this.#arrive.promise;
  }

  release(): void {
    this.#go.resolve();
  }

  fail(facts: FailureFacts): void {
    this.#go.reject(refused(facts));
  }

  async pass(signal: AbortSignal): Promise<void> {
    this.#arrive.resolve();
    await Promise.race([this.#go.promise, whenAborted(signal)]);
  }
}

/** A whole engine whose server lies in memory and whose every step a test can hold, fail or script. */
export class FakeEngine implements Engine {
  readonly kind: EngineKind;
  readonly capabilities;
  readonly server: FakeServer;
  readonly sessions: FakeSession[] = [];
  readonly requests: ConnectRequest[] = [];
  /** Where shells were listed or deleted: `delete https://…`. */
  readonly asked: string[] = [];
  /** The names that each import asked for. */
  readonly imports: (readonly string[])[] = [];
  cmdlets: readonly string[] = ['Get-Mailbox', 'Set-Mailbox', 'Get-Queue'];
  /** What a submitted line does; without one it gives its own text as one line. */
  script: ((line: FakeLine, connection: string) => Promise<void>) | undefined;
  /** What is wrong with the ticket of whoever is logged on, as this computer sees it. */
  ticket: FailureFacts | undefined;
  /** Where redirections lead those that open a shell. */
  movesTo: string | undefined;
  readonly #gates = new Map<string, Gate>();

  constructor(server: FakeServer, kind: EngineKind = 'native') {
    this.kind = kind;
    this.server = server;
    this.capabilities = { language: 'pipelines', listsShells: true } as const;
  }

  /** Makes the next passage of that place wait: a connect stage, `import`, `probe`, `touch` or `close`. */
  hold(place: ConnectStage | 'import' | 'probe' | 'touch' | 'close' | 'created'): Hold {
    const gate = new Gate();
    this.#gates.set(place, gate);
    return gate;
  }

  async pass(place: string, signal: AbortSignal): Promise<void> {
    const gate = this.#gates.get(place);
    this.#gates.delete(place);
    await gate?.pass(signal);
  }

  get session(): FakeSession {
    return this.sessions.at(-1)!;
  }

  async ticketProblem(): Promise<Failure | undefined> {
    return this.ticket && classify(this.ticket);
  }

  async connect(request: ConnectRequest): Promise<EngineSession> {
    this.requests.push(request);
    const { signal } = request;
    let owner = '';
    for (const stage of connectStages) {
      if (signal.aborted) throw aborted();
      request.onStage(stage);
      await this.pass(stage, signal);
      this.server.meet();
      if (stage === 'authenticate') owner = this.server.signIn(request);
      if (stage === 'open') {
        await request.onShell(request.shellId);
        if (this.movesTo !== undefined) await request.onShell(request.shellId, this.movesTo);
        this.server.add(request.shellId, owner);
        await this.pass('created', signal);
      }
    }
    const session = new FakeSession(this, request.shellId, request.connection.name);
    this.sessions.push(session);
    return session;
  }

  async listShells(access: ServerAccess): Promise<readonly ServerShell[]> {
    this.asked.push(`list ${access.connection.url}`);
    this.server.meet();
    const user = this.server.signIn(access);
    if (!this.server.lists) throw refused({ layer: 'wsman', code: 0x80338000, text: 'Enumeration is not supported.' });
    return [...this.server.shells.values()]
      .filter(({ owner }) => owner === user)
      .map((shell) => ({
        ...activityOf(shell, this.server),
        shellId: shell.shellId,
        name: 'Session',
        owner: shell.owner,
        clientIp: '192.0.2.7',
        processId: 4711,
        state: 'Connected',
        resourceUri: 'http://schemas.microsoft.com/powershell/Microsoft.Exchange',
        memoryUsed: '58MB',
      }));
  }

  async deleteShell(access: ServerAccess, shellId: string): Promise<'removed' | 'gone'> {
    this.asked.push(`delete ${access.connection.url}`);
    this.server.meet();
    this.server.signIn(access);
    if (access.signal.aborted) throw aborted();
    return this.server.shells.delete(shellId.toLowerCase()) ? 'removed' : 'gone';
  }
}

export class FakeSession implements EngineSession {
  readonly shellId: string;
  readonly connection: string;
  readonly idleTimeout: number | undefined;
  readonly #engine: FakeEngine;
  readonly #lostListeners: ((facts: FailureFacts) => void)[] = [];
  readonly #trafficListeners: (() => void)[] = [];
  #line: FakeLine | undefined;
  /** How many lines were run on it, how often it was asked about and touched. */
  lines = 0;
  probes = 0;
  touches = 0;

  constructor(engine: FakeEngine, shellId: string, connection = '') {
    this.#engine = engine;
    this.shellId = shellId;
    this.connection = connection;
    this.idleTimeout = engine.server.idleTimeout;
  }

  async importCatalogue(request: ImportRequest): Promise<Catalogue> {
    this.#engine.imports.push(request.names);
    const names = this.#engine.cmdlets.filter((name) => request.names.length === 0 || request.names.includes(name));
    request.onProgress({ received: 0, total: names.length, current: undefined });
    await this.#engine.pass('import', request.signal);
    for (const [index, name] of names.entries()) {
      this.#engine.server.meet();
      this.traffic();
      request.onProgress({ received: index + 1, total: names.length, current: name });
    }
    return { cmdlets: names.map((name) => ({ name, parameters: [] })) };
  }

  run(text: string, options: RunOptions): PipelineRun {
    this.lines += 1;
    const line = new FakeLine(text, options, () => this.traffic());
    this.#line = line;
    const script = this.#engine.script ?? (async (one: FakeLine) => one.emit([{ stream: 'text', text: one.text }]));
    void script(line, this.connection).then(
      () => line.end({ state: line.stopped.aborted ? 'stopped' : 'completed' }),
      () => line.end({ state: line.stopped.aborted ? 'stopped' : 'failed' }),
    );
    return line;
  }

  complete(text: string, cursor: number): Promise<CompletionResult> {
    const candidates = this.#engine.cmdlets
      .filter((name) => name.startsWith(text.slice(0, cursor)))
      .map((name) => ({ text: name, kind: 'cmdlet' as const, hint: '' }));
    return Promise.resolve({ start: 0, end: cursor, candidates });
  }

  commandNames: ReadonlySet<string> | undefined;
  variables: readonly string[] = [];

  isComplete(text: string): boolean {
    return !text.endsWith('|');
  }

  async probe(signal: AbortSignal): Promise<ProbeAnswer> {
    this.probes += 1;
    const { server } = this.#engine;
    await this.#engine.pass('probe', signal);
    server.meet();
    if (!server.answersProbes) return { kind: 'cannotAsk' };
    const shell = server.find(this.shellId);
    if (!shell) throw refused({ layer: 'wsman', code: 0x8033805b });
    const { inactivity, idleTimeout } = activityOf(shell, server);
    return inactivity === undefined ? { kind: 'alive' } : { kind: 'activity', inactivity, idleTimeout };
  }

  async touch(signal: AbortSignal): Promise<void> {
    this.touches += 1;
    await this.#engine.pass('touch', signal);
    this.#engine.server.meet();
    if (!this.#engine.server.find(this.shellId)) throw refused({ layer: 'wsman', code: 0x8033805b });
    this.traffic();
  }

  async close(signal: AbortSignal): Promise<'removed' | 'gone' | 'unknown'> {
    this.#line?.stop();
    try {
      await this.#engine.pass('close', signal);
      this.#engine.server.meet();
    } catch {
      return 'unknown';
    }
    return this.#engine.server.shells.delete(this.shellId.toLowerCase()) ? 'removed' : 'gone';
  }

  onLost(listener: (facts: FailureFacts) => void): void {
    this.#lostListeners.push(listener);
  }

  onTraffic(listener: () => void): void {
    this.#trafficListeners.push(listener);
  }

  traffic(): void {
    const shell = this.#engine.server.find(this.shellId);
    if (shell) shell.lastUse = this.#engine.server.clock();
    for (const listener of this.#trafficListeners) listener();
  }

  /** The connection breaks, or the server says that the shell is gone. */
  lose(facts: FailureFacts): void {
    this.#line?.end({ state: 'lost' });
    for (const listener of this.#lostListeners) listener(facts);
  }
}
