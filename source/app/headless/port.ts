import type {
  Connection,
  ConnectStage,
  Credential,
  Diagnosis,
  Failure,
  HostPrompts,
  ImportProgress,
  PipelineRecord,
  RunOutcome,
  Secret,
  ShellReport,
} from '../../domain/index.ts';
import type { RetryWait } from '../session/facts.ts';
import type { RemovalOutcome } from '../shells/outcome.ts';

/**
 * What the program does without its screen. The same supervisor rules, ledger and failures as behind the screen; a
 * caller gives the credentials and takes the events. Nothing here throws but for an AbortError when `signal` aborts,
 * and then every session that was opened has been closed or is in the ledger.
 */
export interface Headless {
  /** Connects to all at once, imports what the command needs, runs it, closes. Resolves when all have ended. */
  run(request: HeadlessRun): Promise<readonly HeadlessResult[]>;
  /** Connections that are saved no more, but have left sessions in the ledger: `sessions` and `clean` may name them, too. */
  removed(): Promise<readonly Connection[]>;
  /** The leases and, where the server can be asked, its shells. An empty list of names stands for all connections. */
  sessions(request: HeadlessQuery): Promise<HeadlessSessions>;
  /** Removes shells; says of each what came of it. With `dryRun` nothing is removed and `outcome` is undefined. */
  clean(request: HeadlessClean): Promise<HeadlessCleaned>;
  /** Walks the way to a session step by step. Opens a shell for that where it can, and removes it. */
  doctor(request: HeadlessDoctor): Promise<Diagnosis>;
  /**
   * Offers a connection to a PowerShell that the user has open, until that session ends. Gives what ended it; undefined
   * where somebody closed it, `signal` included.
   */
  bridge(request: HeadlessBridge): Promise<Failure | undefined>;
  /** Puts the password of the connection's account into the key ring; the caller wipes it. Rejects with FailureError. */
  rememberPassword(name: string, password: Secret): Promise<void>;
  /** False where none was remembered. Rejects with FailureError. */
  forgetPassword(name: string): Promise<boolean>;
}

/**
 * Gives the credential for a connection, or undefined to go on without one (a ticket). `reason` says why it is needed,
 * where there is more to say than that none is at hand.
 */
export interface CredentialSource {
  (connection: string, user: string | undefined, reason?: string): Promise<Credential | undefined>;
  /** The password came with the command: one that is remembered is not looked for. */
  readonly isGiven?: boolean;
}

export interface HeadlessQuery {
  readonly names: readonly string[];
  readonly credentials: CredentialSource;
  readonly signal: AbortSignal;
  /** Something about the key ring that the user should hear of: what, and what to do about it, which may be empty. */
  readonly onNotice?: (what: string, next: string) => void;
}

export interface HeadlessRun extends HeadlessQuery {
  readonly command: string;
  /** The text of the script that `command` runs: it names the cmdlets that are imported. */
  readonly speaksOf?: string;
  /** The user's profile does not run first. */
  readonly skipsProfile?: boolean;
  /** Cells of a line, for engines that lay text out themselves. */
  readonly width: number;
  /** Milliseconds for connecting, import and command together, after which it is stopped; undefined: no limit. */
  readonly timeout: number | undefined;
  readonly prompts: HostPrompts;
  readonly onEvent: (event: HeadlessEvent) => void | Promise<void>;
}

export type HeadlessEvent = { readonly connection: string } & (
  | { readonly kind: 'stage'; readonly stage: ConnectStage | 'import' | 'run' | 'close' }
  /** The server could not open the session just now, and is asked again. */
  | { readonly kind: 'retry'; readonly retry: RetryWait }
  | { readonly kind: 'import'; readonly progress: ImportProgress }
  | { readonly kind: 'records'; readonly records: readonly PipelineRecord[] }
);

export interface HeadlessResult {
  readonly connection: string;
  /** Undefined where the command was never started; then `failure` says why. */
  readonly outcome: RunOutcome | undefined;
  /** Error records that came. */
  readonly errors: number;
  readonly timedOut: boolean;
  readonly failure: Failure | undefined;
}

export interface HeadlessDoctor {
  readonly name: string;
  readonly credentials: CredentialSource;
  readonly signal: AbortSignal;
  readonly onNotice?: (what: string, next: string) => void;
  /** Called with each change of a step. */
  readonly onChange: (diagnosis: Diagnosis) => void;
}

export interface HeadlessBridge {
  readonly name: string;
  readonly credentials: CredentialSource;
  readonly signal: AbortSignal;
  readonly onNotice?: (what: string, next: string) => void;
  /** Where a connection that asks before changes does so. */
  readonly prompts: HostPrompts;
  /** The lines for that PowerShell; told again, with others, where the server has refused the credentials. */
  readonly onOffered: (lines: readonly string[]) => void;
  readonly onStage: (stage: ConnectStage) => void;
  /** The session is open, with its idle timeout in milliseconds where the server said it. */
  readonly onOpened: (idleTimeout: number | undefined) => void;
}

export interface HeadlessSessions {
  readonly reports: readonly ShellReport[];
  readonly problems: readonly { readonly connection: string; readonly failure: Failure }[];
}

export interface HeadlessClean extends HeadlessQuery {
  readonly selection:
    | { readonly kind: 'orphans' }
    /** Shells of other clients and other computers' exterms that were not used for so many milliseconds. */
    | { readonly kind: 'others'; readonly idle: number }
    /** All of the account's shells but those of living exterms. */
    | { readonly kind: 'all' }
    | { readonly kind: 'id'; readonly shellId: string };
  readonly dryRun: boolean;
  /** Asked once, with what would be removed, before anything is; undefined: go ahead. */
  readonly confirm: ((reports: readonly ShellReport[]) => Promise<boolean>) | undefined;
}

export interface HeadlessCleaned extends HeadlessSessions {
  readonly removals: readonly { readonly report: ShellReport; readonly outcome: RemovalOutcome | undefined }[];
  readonly confirmed: boolean;
}
