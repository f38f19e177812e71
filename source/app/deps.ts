import type { TurnBudget } from '../async/budget.ts';
import type { Timers } from '../async/deadline.ts';
import type {
  Connection,
  Credential,
  EndpointProbe,
  Engine,
  EngineDiagnosis,
  EngineKind,
  OpenBridge,
} from '../domain/index.ts';
import type {
  HistoryStore,
  KeyRing,
  LastSet,
  Ledger,
  LineLog,
  Processes,
  SavedCommands,
  Settings,
  Spool,
  StorageNotice,
} from '../storage/index.ts';

export interface SandboxAccess {
  readonly url: string;
  /** The caller owns it and wipes it. */
  readonly credential: Credential;
}

/** The sandbox organisation, a process of its own that connections with a `sandboxServer` use. */
export interface Sandbox {
  /** Where that server is; starts the sandbox where it does not run. FailureError when it cannot. */
  open(server: string, signal: AbortSignal): Promise<SandboxAccess>;
  /** The same without starting it; undefined where it does not run, and then it has no shells either. */
  find(server: string, signal: AbortSignal): Promise<SandboxAccess | undefined>;
}

/** What the user's own editor has made of a text, or why it gives nothing. */
export type EditedText = { readonly text: string } | { readonly problem: string };

/** Opens the user's own editor on a text; the terminal is the editor's until the promise settles. Never rejects. */
export type TextEditor = (text: string) => Promise<EditedText>;

/** All that the use cases reach the world through. The composition root makes it; tests make their own. */
export interface AppDeps {
  /** Absent ones cannot be used on this computer; a connection that wants one fails and says so. */
  readonly engines: Readonly<Partial<Record<EngineKind, Engine>>>;
  /** Our WSMan client for a PowerShell that the user has open; absent: there is none to offer. */
  readonly openBridge?: OpenBridge;
  /** What `auto` stands for here. */
  readonly defaultEngine: EngineKind;
  readonly settings: Settings;
  /** What the transcripts of all sessions may take together; absent: 64 MB. */
  readonly transcriptBytes?: number | undefined;
  /** How many servers connect, or run a line, at the same time; absent: 8. */
  readonly atOnce?: number | undefined;
  /** Where results go that do not fit into memory; absent: they are not kept then. */
  readonly spool?: Spool;
  /** The system's clipboard; false: it did not take it. Absent: there is none. */
  readonly clipboard?: (text: string) => Promise<boolean>;
  /** Absent: there is none. */
  readonly editor?: TextEditor;
  readonly ledger: Ledger;
  readonly history: HistoryStore;
  /** The record on disk of the lines that were run; absent: this program was put together without. */
  readonly lineLog?: LineLog;
  /** Lines under a name; absent: this program was put together without. */
  readonly savedCommands?: SavedCommands;
  /** What was open last; absent: this program was put together without. */
  readonly lastSet?: LastSet;
  readonly processes: Processes;
  readonly sandbox: Sandbox;
  /** Milliseconds since 1970 UTC. */
  readonly clock: () => number;
  readonly timers: Timers;
  /** The user's profile does not run before a session's first line. */
  readonly skipsProfile?: boolean;
  /** What long work takes of a turn of the event loop. */
  readonly budget: Pick<TurnBudget, 'isSpent' | 'nextTurn'>;
  /** A new GUID, upper case: shell ids. */
  readonly newId: () => string;
  /** The operating system's; absent: passwords are not remembered. */
  readonly keyRing?: KeyRing;
  /** What the doctor looks at the world with; absent: it walks the steps that need no more than the engine. */
  readonly diagnosis?: DiagnosisDeps;
  /** What storage said while it was opened. */
  readonly notices: readonly StorageNotice[];
}

export interface DiagnosisDeps {
  readonly endpoint: EndpointProbe;
  readonly engines: Readonly<Partial<Record<EngineKind, EngineDiagnosis>>>;
}

/** The sandbox is there for whoever has nothing set up: our own engine needs nothing of this computer. */
export function engineKindOf(connection: Connection, deps: Pick<AppDeps, 'defaultEngine'>): EngineKind {
  if (connection.engine !== 'auto') return connection.engine;
  return connection.sandboxServer === undefined ? deps.defaultEngine : 'native';
}
