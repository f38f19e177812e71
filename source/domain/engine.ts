import type { Connection, EngineKind } from './connection.ts';
import type { Failure } from './failure.ts';
import type { FailureFacts } from './failure-facts.ts';
import type { HostPrompts } from './prompt.ts';
import type { PipelineRecord } from './record.ts';
import type { Credential } from './secret.ts';

/**
 * The port between the engines and everything above. Nothing above it knows which engine it has, but for what
 * `capabilities` says. Every promise settles: with its result, with a FailureError, or with an AbortError when its
 * signal was aborted.
 */
export interface Engine {
  readonly kind: EngineKind;
  readonly capabilities: EngineCapabilities;
  /**
   * Why the ticket of the connection's user, or of whoever is logged on, cannot be used, found out without asking the
   * server. Undefined where it can, or where nobody can tell; absent where the engine never knows.
   */
  ticketProblem?(access: ServerAccess): Promise<Failure | undefined>;
  /** Opens a shell and its runspace pool. On failure nothing stays open that the server would answer for. */
  connect(request: ConnectRequest): Promise<EngineSession>;
  /** The shells that the server lists for this account. FailureError where the endpoint refuses to enumerate. */
  listShells(access: ServerAccess): Promise<readonly ServerShell[]>;
  /** Deletes a shell by id, whoever opened it. `gone`: the server does not know it (any more). */
  deleteShell(access: ServerAccess, shellId: string): Promise<'removed' | 'gone'>;
}

export interface EngineCapabilities {
  /** All of PowerShell in the REPL, or pipelines of remote cmdlets with local filters. */
  readonly language: 'powershell' | 'pipelines';
  readonly listsShells: boolean;
}

/** The steps of connecting, in order. `import` follows as a call of its own. */
export const connectStages = ['resolve', 'tcp', 'authenticate', 'open', 'negotiate'] as const;
export type ConnectStage = (typeof connectStages)[number];

/** What is needed to talk to a server about shells. */
export interface ServerAccess {
  readonly connection: Connection;
  /** Undefined: the ticket of whoever is logged on. The engine borrows it and never wipes it. */
  readonly credential: Credential | undefined;
  readonly signal: AbortSignal;
}

export interface ConnectRequest extends ServerAccess {
  /** The id the shell is to have; an engine that cannot choose it tells the real one through `onShell`. */
  readonly shellId: string;
  /** What the server is to call the shell, for others that list it (see `shellNameOf`); its own choice where left out. */
  readonly shellName?: string;
  /**
   * Called with the shell's id before the request that creates it goes out (native), or as soon as it is known
   * (powershell), and awaited: the ledger's line is on disk before the server has a shell. Called again where another
   * id or, after a redirection, another URL is the right one; `url` is there when it is not the connection's.
   */
  readonly onShell: (shellId: string, url?: string) => Promise<void>;
  /** A stage begins. The one before it has ended. */
  readonly onStage: (stage: ConnectStage) => void;
  /** The server could not open the shell just now, and is asked again after a pause. */
  readonly onRetry?: (retry: ConnectRetry) => void;
  readonly prompts: HostPrompts;
}

export interface ConnectRetry {
  /** The try that comes next, from 2, and how many there are at most. */
  readonly attempt: number;
  readonly most: number;
  /** Milliseconds until then. */
  readonly delay: number;
  /** What the last one ended with. */
  readonly failure: Failure;
}

/** An open shell with its runspace pool. */
export interface EngineSession {
  readonly shellId: string;
  /** Milliseconds from the server's create response; undefined where it did not say. */
  readonly idleTimeout: number | undefined;
  /** Fetches names and parameters of the cmdlets; `names` may hold wildcards, empty means all. */
  importCatalogue(request: ImportRequest): Promise<Catalogue>;
  /** Starts a line of the REPL. Never throws: what is wrong with the line comes as an error record or by `outcome`. */
  run(text: string, options: RunOptions): PipelineRun;
  /**
   * Candidates for the word at `cursor` (UTF-16 offset). Where what the server's objects are called is wanted it is asked,
   * once and boundedly, and only while no line runs.
   */
  complete(text: string, cursor: number, signal: AbortSignal): Promise<CompletionResult>;
  /** Whether `text` is a whole statement or wants another line. */
  isComplete(text: string): boolean;
  /**
   * Names, lower case, of all commands that a line can run now, aliases and functions of the session's included, as they
   * were after the last one; undefined where that cannot be told without asking, as PowerShell finds commands in modules
   * and on PATH too, or where only some were imported. Then nothing is marked as unknown.
   */
  readonly commandNames: ReadonlySet<string> | undefined;
  /** Names, without `$`, of the variables that lines have set, as they were after the last one. */
  readonly variables: readonly string[];
  /**
   * Asks the server about this shell, which is no use of it. Rejects where the shell is gone or the server out of reach;
   * `cannotAsk` from an engine that has no such question, and where the server does not take it.
   */
  probe(signal: AbortSignal): Promise<ProbeAnswer>;
  /**
   * Uses the shell a little, by what the server counts as use: resolves once the server has answered, and its idle time
   * has begun anew. What a line would say of it is thrown away. An engine that cannot reach the server beside the user's
   * own lines rejects with FailureError, as any does where the server refuses.
   */
  touch(signal: AbortSignal): Promise<void>;
  /**
   * Stops what runs, waits for it until `signal` aborts, deletes the shell. `removed` and `gone` mean that the server
   * has no such shell; `unknown` that it could not be asked, so the lease must stay.
   */
  close(signal: AbortSignal): Promise<'removed' | 'gone' | 'unknown'>;
  /** Called once when the session is lost other than by `close`. */
  onLost(listener: (facts: FailureFacts) => void): void;
  /**
   * Called when something crossed the wire that the server counts as use of the shell; drives the countdown. Cheap and
   * frequent. Neither a probe nor what a line does on this computer is any. An engine that does not see each answer tells
   * at least when the server begins and ends something for it.
   */
  onTraffic(listener: () => void): void;
}

export interface ImportRequest {
  readonly names: readonly string[];
  readonly onProgress: (step: ImportStep) => void;
  readonly signal: AbortSignal;
}

export interface ImportStep {
  readonly received: number;
  /** Undefined where nobody counts first. */
  readonly total: number | undefined;
  /** An estimate of the share done, 0 to 1, from who knows no total. */
  readonly share?: number | undefined;
  /** The cmdlet that came last. */
  readonly current: string | undefined;
}

export interface RunOptions {
  /** Cells that a line of laid-out text may have. */
  readonly width: number;
  readonly prompts: HostPrompts;
  /** Puts a text into the system's clipboard; false where it did not take it. Absent: there is none. */
  readonly clipboard?: (text: string) => Promise<boolean>;
  /** The text looks as if it held a secret: it is kept in no history and quoted in no error. */
  readonly holdsSecret?: boolean;
  /** The user's profile, which runs before a session's first line, does not. */
  readonly skipsProfile?: boolean;
  /** Nobody reads what the line says: what the server wrote while the session opened waits for one that is read. */
  readonly leavesNoTrace?: boolean;
}

/** A running line. Iterate `records` to its end; reading slowly slows the server, not the memory. */
export interface PipelineRun {
  /** Batches in order of arrival, never empty. */
  readonly records: AsyncIterable<readonly PipelineRecord[]>;
  /** Settles when the pipeline has ended; never rejects. */
  readonly outcome: Promise<RunOutcome>;
  /** Asks the server to stop; `outcome` settles as `stopped`. May be called twice. */
  stop(): void;
}

export type RunOutcome =
  /** `exitCode`: it ended with `exit`. */
  | { readonly state: 'completed'; readonly exitCode?: number }
  | { readonly state: 'stopped' }
  /** The line was refused or the pipeline ended in a terminating error; the error record has been delivered. */
  | { readonly state: 'failed' }
  /** The session went with it; `onLost` listeners have been told. */
  | { readonly state: 'lost' };

/** The imported cmdlets with their parameters. */
export interface Catalogue {
  readonly cmdlets: readonly CatalogueCmdlet[];
}

export interface CatalogueCmdlet {
  readonly name: string;
  readonly parameters: readonly CatalogueParameter[];
}

export interface CatalogueParameter {
  readonly name: string;
  readonly typeName: string;
  readonly isSwitch: boolean;
  readonly aliases: readonly string[];
}

export interface CompletionResult {
  /** What the candidates replace, UTF-16 offsets. */
  readonly start: number;
  readonly end: number;
  readonly candidates: readonly CompletionCandidate[];
  /** What may stand there, where nothing completes it. */
  readonly help?: string | undefined;
}

export interface CompletionCandidate {
  readonly text: string;
  readonly kind:
    | 'cmdlet'
    | 'function'
    | 'alias'
    | 'keyword'
    | 'operator'
    | 'parameter'
    | 'value'
    | 'variable'
    | 'property'
    | 'method'
    | 'type';
  /** A type or a short description; empty for none. */
  readonly hint: string;
}

/** What came of asking the server about a shell. */
export type ProbeAnswer =
  /** Milliseconds without use by the server's own count, and how many it allows, where it says that too. */
  | { readonly kind: 'activity'; readonly inactivity: number; readonly idleTimeout: number | undefined }
  /** The server has the shell, and does not say how long it has idled. */
  | { readonly kind: 'alive' }
  /** Nobody knows. */
  | { readonly kind: 'cannotAsk' };

/** A shell as the server lists it (exchange.md's fields); absent where the server does not say. Texts are data. */
export interface ServerShell {
  readonly shellId: string;
  readonly name: string | undefined;
  readonly owner: string | undefined;
  readonly clientIp: string | undefined;
  readonly processId: number | undefined;
  readonly state: string | undefined;
  readonly resourceUri: string | undefined;
  readonly memoryUsed: string | undefined;
  /** Milliseconds without use by the server's own count. */
  readonly inactivity: number | undefined;
  readonly runTime: number | undefined;
  readonly idleTimeout: number | undefined;
}
