import type { ConnectRequest, EngineSession, ServerAccess } from './engine.ts';
import type { FailureFacts } from './failure-facts.ts';

/** What opening a bridge needs; `signal` holds until its session is open, as a connect request's does. */
export type BridgeRequest = ServerAccess &
  Pick<ConnectRequest, 'shellName' | 'onShell' | 'onStage'> & {
    /** Where a connection that asks before changes does so; absent: nobody can confirm one. */
    readonly prompts?: ConnectRequest['prompts'];
  };

export interface OpenedBridge {
  readonly shellId: string;
  /** Milliseconds from the server's create response; undefined where it did not say. */
  readonly idleTimeout: number | undefined;
}

/** Our WSMan client for a PowerShell that somebody has open: PowerShell itself has none on Linux and macOS. */
export interface RunningBridge {
  /** Three lines for that PowerShell, 7.3 or later: pipe, runspace, import. `$Session` is the session then. */
  readonly lines: readonly string[];
  /** The lines were pasted and the session is open. Rejects with FailureError or AbortError. */
  readonly opened: Promise<OpenedBridge>;
  /** The session is over: what ended it, or undefined where somebody closed it. */
  readonly ended: Promise<FailureFacts | undefined>;
  onTraffic(listener: () => void): void;
  /** Ends the session and deletes its shell; as an engine session's `close`. */
  close(signal: AbortSignal): ReturnType<EngineSession['close']>;
}

/** Listens for one PowerShell of this user on this computer. Nothing goes to the server before it comes. */
export type OpenBridge = (request: BridgeRequest) => Promise<RunningBridge>;
