import type { Connection, EngineKind } from './connection.ts';
import type { DiagnosisStepId } from './diagnosis-steps.ts';
import type { ServerAccess } from './engine.ts';
import type { Failure } from './failure.ts';

export interface DiagnosisStep {
  readonly id: DiagnosisStepId;
  readonly title: string;
  readonly state: 'waiting' | 'running' | 'ok' | 'warning' | 'failed' | 'skipped';
  /** Undefined while it has not ended, and where it was skipped. */
  readonly milliseconds: number | undefined;
  /** What was found; for a skipped step, why. Parts may come from a server. */
  readonly detail: string;
  /** Cause and remedy of what failed, or of what the warning is about. */
  readonly failure: Failure | undefined;
}

export interface Diagnosis {
  readonly connection: string;
  readonly url: string;
  readonly engine: EngineKind;
  readonly steps: readonly DiagnosisStep[];
}

/** What came of a step that was walked. */
export interface Finding {
  readonly state: 'ok' | 'warning' | 'failed';
  readonly detail: string;
  readonly failure?: Failure;
}

/** Whether all holds: warnings are allowed, a step that could not be walked is not. */
export function holds({ steps }: Diagnosis): boolean {
  return steps.every(({ state }) => state === 'ok' || state === 'warning');
}

/** The failure that stands at the beginning of all that does not hold. */
export function firstFailure({ steps }: Diagnosis): Failure | undefined {
  return steps.find(({ state }) => state === 'failed')?.failure;
}

/** What an HTTP server says to a request without credentials. Texts are data. */
export interface HttpAnswerFacts {
  /** Where the answer came from: another URL than the connection's after a redirection that it allows. */
  readonly url: string;
  readonly status: number;
  readonly contentType: string | undefined;
  /** The header Server, `Microsoft-IIS/10.0`. */
  readonly server: string | undefined;
  /** Exchange's own name for the front end that answered. */
  readonly frontEnd: string | undefined;
  readonly location: string | undefined;
  readonly requestId: string | undefined;
  /** The server's clock, milliseconds since 1970 UTC, from the header Date: whole seconds. */
  readonly date: number | undefined;
  /** Authentication schemes of a 401, as the server spells them. */
  readonly offered: readonly string[];
}

/** The stages of reaching a server; `tls` on https only. */
export type ReachStage = 'resolve' | 'tcp' | 'tls';

/** What is known once the name has been resolved. */
export interface NameFacts {
  /** All addresses of the server's name, or of the proxy's; none for a URL that holds an address. */
  readonly addresses: readonly string[];
  /** Host and port of the proxy on the way. */
  readonly proxy: string | undefined;
}

/** How a server was reached. */
export interface ReachFacts extends NameFacts {
  /** The one that answered. */
  readonly address: string;
  /** The end of the certificate's life, milliseconds since 1970 UTC; undefined without TLS. */
  readonly validTo: number | undefined;
}

/**
 * Looks at the way to a server, without credentials. Rejects with FailureError or, when the signal was aborted, with
 * AbortError.
 */
export interface EndpointProbe {
  /**
   * Connects as a session would, and hangs up. A stage that has begun ends with the next one, or with the promise;
   * `found` is what is known by then.
   */
  reach(access: Unauthenticated, onStage: (stage: ReachStage, found: NameFacts) => void): Promise<ReachFacts>;
  /** One empty POST to the URL, over a connection of its own; redirections that a session would follow are followed. */
  ask(access: Unauthenticated): Promise<HttpAnswerFacts>;
}

export type Unauthenticated = Omit<ServerAccess, 'credential'>;

/** The tickets that a session would use. */
export interface TicketFacts {
  /** `mira@CONTOSO.COM`, as far as it is known. */
  readonly principal: string | undefined;
  /** Seconds that the ticket of the logon is still good for; undefined by a password, and where the system renews it. */
  readonly secondsLeft: number | undefined;
  /** Of whoever is logged on, without a password. */
  readonly isLogon?: boolean;
  /** There is no ticket: it came to NTLM, which the connection allows. */
  readonly isNtlm?: boolean;
  /** `HTTP/ex01.contoso.com`. */
  readonly servicePrincipalName: string;
}

/** What an engine can tell of this computer beside the sessions that it opens. */
export interface EngineDiagnosis {
  /**
   * Looks at what is cheap to look at before a password is asked for: what starts, the server's name, its port, its
   * certificate, the scheme. Rejects with the FailureError that a session would meet whatever the password is, or with
   * an AbortError. What cannot be told without credentials is no obstacle.
   */
  obstacle?(access: Unauthenticated): Promise<void>;
  /** The local PowerShell that it drives; absent for an engine that drives none. Rejects with FailureError. */
  inspect?(connection: Connection, signal: AbortSignal): Promise<PowerShellFacts>;
  /** Gets the tickets, as a session would; absent where the operating system does that out of sight. */
  ticket?(access: ServerAccess): Promise<TicketFacts>;
}

/** A PowerShell as it describes itself. Undefined: it did not say. */
export interface PowerShellFacts {
  readonly executable: string;
  /** `5.1.19041.4522`. */
  readonly version: string;
  readonly isWindows: boolean;
  /** The policy in force, such as `RemoteSigned`. */
  readonly executionPolicy: string | undefined;
  /** Whether a group policy sets it, which a parameter of the process cannot override. */
  readonly isPolicyForced: boolean;
  readonly languageMode: string | undefined;
  /** Release number of .NET Framework 4 (378389 is 4.5); undefined without it, and off Windows. */
  readonly netFramework: number | undefined;
  /** PowerShell has a WSMan client of its own. */
  readonly hasWsman: boolean;
  /** The engine reaches servers by its own client instead. */
  readonly bridges: boolean;
}
