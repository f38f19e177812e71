import { describe, onTestFailed, onTestFinished } from 'vitest';
import type { AppDeps } from '../../source/app/deps.ts';
import { sandboxConnections } from '../../source/app/offered-connections.ts';
import { createApp, type ExtermApp } from '../../source/app/screen/create-app.ts';
import { type Connection, type EngineChoice, Secret } from '../../source/domain/index.ts';
import { openDeps } from '../../source/main/wiring.ts';
import { ManualClock, type Sandbox, type SandboxOptions, startSandbox } from '../../source/sandbox/index.ts';
import { describeInCi } from '../support/in-ci.ts';
import { TestScreen } from '../support/screen.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** What `auto` stands for in a journey, also where it would be native: for the sandbox's own connections. */
export interface JourneyEngine {
  readonly deps: (deps: AppDeps) => AppDeps;
  /** Left out: native. */
  readonly choice?: EngineChoice;
  /** The choice for all servers but the first; left out: the same. */
  readonly others?: EngineChoice;
  /** What is imported where a journey is not about importing all; left out: all. */
  readonly cmdlets?: readonly string[];
}

/** Enough for journeys that are not about importing: all 845 cmdlets take each session a second or more. */
export const fewCmdlets: readonly string[] = ['*-Mailbox', 'Get-AcceptedDomain'];

export const nativeEngine: JourneyEngine = { deps: (deps) => ({ ...deps, defaultEngine: 'native' }) };
export const quickNativeEngine: JourneyEngine = { ...nativeEngine, cmdlets: fewCmdlets };

export interface WindowSize {
  readonly columns: number;
  readonly rows: number;
}

export const usualSize: WindowSize = { columns: 80, rows: 24 };

/** Windows that have room for less and for more. */
export const allSizes: readonly WindowSize[] = [{ columns: 60, rows: 16 }, usualSize, { columns: 120, rows: 36 }];

/**
 * A suite in windows of these sizes, of which the title tells `$columns` and `$rows`: in the usual one, and in CI in the
 * others. What has room for what is tried in test/ui/screen, in each window.
 */
export function inWindows(sizes: readonly WindowSize[], title: string, suite: (size: WindowSize) => void): void {
  describe.each(sizes.filter((size) => size === usualSize))(title, suite);
  const others = sizes.filter((size) => size !== usualSize);
  if (others.length > 0) describeInCi('in smaller and larger windows', () => describe.each(others)(title, suite));
}

export interface JourneyOptions {
  /** Native where it is left out. */
  readonly engine?: JourneyEngine;
  readonly columns?: number;
  readonly rows?: number;
  readonly sandbox?: Partial<SandboxOptions>;
  /** Saved before exterm starts; none: the sandbox's servers are offered. */
  readonly saved?: (sandbox: Sandbox) => readonly Connection[];
  /** A folder that another exterm has used before. */
  readonly folder?: string;
  /** The sandbox that another journey has started and ends. */
  readonly reached?: Sandbox;
}

/**
 * The whole program on a screen: the real use cases, engine and storage, against a sandbox in this process whose clock
 * only moves by hand. Waits for what the screen shows, never for time.
 */
export class Journey {
  readonly screen: TestScreen;
  readonly app: ExtermApp;
  readonly sandbox: Sandbox;
  readonly sandboxClock: ManualClock;
  readonly folder: string;
  readonly deps: AppDeps;
  #waitingFor: readonly (string | RegExp)[] = [];
  #seen = '';

  private constructor(parts: Pick<Journey, 'screen' | 'app' | 'sandbox' | 'sandboxClock' | 'folder' | 'deps'>) {
    this.screen = parts.screen;
    this.app = parts.app;
    this.sandbox = parts.sandbox;
    this.sandboxClock = parts.sandboxClock;
    this.folder = parts.folder;
    this.deps = parts.deps;
  }

  static async begin(options: JourneyOptions = {}): Promise<Journey> {
    const folder = options.folder ?? temporaryFolder();
    const sandboxClock = new ManualClock();
    const sandbox =
      options.reached ??
      (await startSandbox({ leftOpen: 0, endAfter: 0, ...options.sandbox }, { clock: sandboxClock }));
    const deps = (options.engine ?? nativeEngine).deps(depsFor(folder, sandbox));
    const { cmdlets, choice, others = choice } = options.engine ?? nativeEngine;
    const saved = options.saved?.(sandbox) ?? (cmdlets || choice ? sandboxConnections : []);
    for (const [index, connection] of saved.entries()) {
      const chosen = index === 0 ? choice : others;
      const engine = connection.engine === 'auto' ? (chosen ?? 'auto') : connection.engine;
      await deps.settings.save({ ...connection, engine, ...(cmdlets && { cmdlets }) });
    }
    const app = createApp(deps);
    const { columns = 80, rows = 24 } = options;
    const screen = new TestScreen(app, { columns, rows });
    await app.start();
    const journey = new Journey({ screen, app, sandbox, sandboxClock, folder, deps });
    // What a person would have seen says more than "timed out".
    onTestFailed(() => {
      process.stderr.write(`Waited for ${journey.#waitingFor.join(', ')} and saw:\n${journey.#seen}\n`);
    });
    onTestFinished(async () => {
      await app.quit();
      await screen.close();
      if (!options.reached) await sandbox.stop();
    });
    return journey;
  }

  /** Resolves with the screen once it shows all of the texts; a change of the state is what makes it look again. */
  async shows(...wanted: readonly (string | RegExp)[]): Promise<string> {
    this.#waitingFor = wanted;
    for (;;) {
      const changed = this.#nextChange();
      const text = await this.screen.text();
      this.#seen = text;
      if (wanted.every((one) => (typeof one === 'string' ? text.includes(one) : one.test(text)))) return text;
      await changed;
    }
  }

  async showsNoMore(unwanted: string): Promise<string> {
    for (;;) {
      const changed = this.#nextChange();
      const text = await this.screen.text();
      this.#seen = text;
      if (!text.includes(unwanted)) return text;
      await changed;
    }
  }

  /** Types a line at the prompt and enters it. */
  async enter(line: string): Promise<void> {
    await this.screen.type(line);
    await this.screen.press('enter');
  }

  /** Opens the connection with that number and waits until its prompt is ready. */
  async open(number: number): Promise<void> {
    await this.screen.press(`alt+${number}`, 'enter');
    await this.shows(/\d+ cmdlets imported/);
  }

  #nextChange(): Promise<void> {
    return new Promise((resolve) => {
      const unsubscribe = this.app.store.subscribe(() => {
        unsubscribe();
        resolve();
      });
    });
  }
}

/** The real dependencies on that folder; sandbox connections lead to the sandbox given. */
export function depsFor(folder: string, sandbox: Sandbox): AppDeps {
  const access = async (name: string) => {
    const server = sandbox.servers.find((one) => one.name === name)!;
    return { url: server.url, credential: { user: server.user, password: Secret.fromText(server.password) } };
  };
  return { ...openDeps(folder, { command: process.execPath, args: [] }), sandbox: { open: access, find: access } };
}

/** A saved connection to one of the sandbox's servers, as if it were a real one. */
export function connectionTo(sandbox: Sandbox, server: string, change: Partial<Connection> = {}): Connection {
  return {
    name: server,
    url: sandbox.servers.find((one) => one.name === server)!.url,
    configurationName: 'Microsoft.Exchange',
    authentication: 'Basic',
    user: 'mira@contoso.com',
    engine: 'native',
    ...change,
  };
}
