import type { AppDeps, Sandbox } from '../../source/app/deps.ts';
import { createApp } from '../../source/app/screen/create-app.ts';
import { viewOf } from '../../source/app/screen/store.ts';
import { TurnBudget } from '../../source/async/budget.ts';
import type {
  Connection,
  Credential,
  EngineKind,
  Lease,
  PipelineRecord,
  ProcessState,
} from '../../source/domain/index.ts';
import { arranged, Secret, usualPreferences } from '../../source/domain/index.ts';
import type { LeaseChange, Ledger } from '../../source/storage/index.ts';
import { FakeEngine } from './fake-engine.ts';
import { FakeServer } from './fake-server.ts';
import { HandClock, until } from './hand-clock.ts';

export const ex01: Connection = {
  name: 'ex01',
  url: 'https://ex01.contoso.com/PowerShell/',
  configurationName: 'Microsoft.Exchange',
  authentication: 'Basic',
  user: 'mira@contoso.com',
  engine: 'auto',
};

/** An error that says this and nothing else of itself. */
export const errorRecord = (message: string): PipelineRecord => ({
  stream: 'error',
  error: {
    message,
    fqeid: '',
    category: '',
    target: '',
    exceptionType: '',
    recommendedAction: '',
    source: undefined,
  },
});

/** Another server of the same account. */
export const ex02: Connection = { ...ex01, name: 'ex02', url: 'https://ex02.contoso.com/PowerShell/' };

export function credential(password = 'right', user = 'mira@contoso.com'): Credential {
  return { user, password: Secret.fromText(password) };
}

/** A ledger in memory: what the use cases do with it, without a disk. */
export class MemoryLedger implements Ledger {
  readonly leases = new Map<string, Lease>();
  /** Every change in order, for tests that care when something was written. */
  readonly log: string[] = [];

  list(): Promise<readonly Lease[]> {
    return Promise.resolve([...this.leases.values()]);
  }

  add(lease: Lease): Promise<void> {
    this.leases.set(lease.shellId.toLowerCase(), lease);
    this.log.push(`add ${lease.shellId}`);
    return Promise.resolve();
  }

  update(shellId: string, change: LeaseChange): Promise<void> {
    const lease = this.leases.get(shellId.toLowerCase());
    if (lease) this.leases.set(shellId.toLowerCase(), { ...lease, ...change });
    return Promise.resolve();
  }

  remove(shellIds: readonly string[]): Promise<void> {
    for (const shellId of shellIds) {
      if (this.leases.delete(shellId.toLowerCase())) this.log.push(`remove ${shellId}`);
    }
    return Promise.resolve();
  }

  touch(shellId: string, lastActivity: number): void {
    void this.update(shellId, { lastActivity });
  }

  flush(): Promise<void> {
    return Promise.resolve();
  }

  flushSync(): void {
    this.log.push('flushed');
  }
}

export interface Harness {
  readonly clock: HandClock;
  readonly server: FakeServer;
  readonly engine: FakeEngine;
  readonly ledger: MemoryLedger;
  readonly deps: AppDeps;
  readonly saved: Connection[];
  /** Lines that went to a history on disk. */
  readonly history: string[];
  /** How the processes of leases are judged, by pid; absent: gone. */
  readonly processes: Map<number, ProcessState>;
  sandboxRuns: boolean;
  /** As if another program had changed the settings file. */
  settingsChanged: () => void;
}

const own = { pid: 100, processStarted: 'now', host: 'console' };

export function harness(connections: readonly Connection[] = [ex01], kind: EngineKind = 'native'): Harness {
  const clock = new HandClock();
  const server = new FakeServer(clock.now);
  const engine = new FakeEngine(server, kind);
  const ledger = new MemoryLedger();
  const saved = [...connections];
  const history: string[] = [];
  const processes = new Map<number, ProcessState>([[own.pid, 'this']]);
  let ids = 0;
  let questions = 0;
  let preferences = usualPreferences;
  const sandbox: Sandbox = {
    open: async () => ({ url: 'http://127.0.0.1:8080/PowerShell/', credential: credential() }),
    find: async () =>
      made.sandboxRuns ? { url: 'http://127.0.0.1:8080/PowerShell/', credential: credential() } : undefined,
  };
  const deps: AppDeps = {
    engines: { [kind]: engine },
    defaultEngine: kind,
    settings: {
      file: 'config.json',
      connections: () => [...saved],
      save: async (connection, existing) => {
        const at = saved.findIndex((one) => one.name === existing);
        if (at < 0) saved.push(connection);
        else saved[at] = connection;
        return undefined;
      },
      arrange: async (names) => {
        saved.splice(0, saved.length, ...arranged(saved, names));
      },
      remove: async (name) => {
        const at = saved.findIndex((one) => one.name === name);
        if (at >= 0) saved.splice(at, 1);
        return at >= 0;
      },
      lost: () => undefined,
      watch: (changed) => {
        made.settingsChanged = changed;
        return () => {};
      },
      preferences: () => preferences,
      savePreferences: async (change) => {
        preferences = { ...preferences, ...change };
      },
    },
    ledger,
    history: {
      read: (connection) => [{ id: 'old', connection, line: 'Get-Queue' }],
      append: ({ connection, line }) => history.push(`${connection}: ${line}`) > 0,
      ended: () => {},
      rename: () => {},
      remove: () => {},
    },
    processes: { own, judge: async () => (lease) => processes.get(lease.pid) ?? 'gone' },
    sandbox,
    clock: clock.now,
    timers: clock,
    // A turn is spent by work, not by time: after 200 questions.
    budget: new TurnBudget({ milliseconds: 200, now: () => ++questions }),
    newId: () => `SHELL-${++ids}`,
    notices: [],
  };
  const made: Harness = {
    clock,
    server,
    engine,
    ledger,
    deps,
    saved,
    history,
    processes,
    sandboxRuns: true,
    settingsChanged: () => {},
  };
  return made;
}

/** A running app on the harness, with words for what the tests do with it. */
export async function startApp(on: Harness = harness()) {
  const app = createApp(on.deps);
  await app.start();
  const view = (name = 'ex01') => app.store.getState().sessions[name]!;
  const state = () => app.store.getState();
  const top = () => state().dialogs.at(-1);
  return {
    ...on,
    app,
    view,
    state,
    top,
    lines: (name = 'ex01') => {
      const { transcript } = viewOf(state(), name)!;
      const kept: string[] = [];
      for (let n = transcript.start; n < transcript.end; n++) kept.push(transcript.line(n)!.text);
      return kept;
    },
    reaches: (wanted: string, name = 'ex01') => until(() => view(name).state === wanted, `${name} ${wanted}`),
    /** Answers the credential dialog once it is there. */
    signIn: async (password = 'right', keepForRun = false) => {
      await until(() => top()?.kind === 'credential', 'a credential dialog');
      app.answerDialog(top()!.id, { kind: 'credential', credential: credential(password), keepForRun });
    },
    open: async (name = 'ex01') => {
      app.connect(name);
      await until(() => top()?.kind === 'credential' || view(name).state === 'ready', 'a question or readiness');
      if (top()?.kind === 'credential') {
        app.answerDialog(top()!.id, { kind: 'credential', credential: credential() });
      }
      await until(() => view(name).state === 'ready', `${name} ready`);
    },
  };
}
