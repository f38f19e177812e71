import type { PowerShellTransport } from '../../domain/index.ts';
import type { ServerOptions } from '../server/options.ts';

/** How long the engine waits for PowerShell; all in milliseconds. */
export interface PowerShellTimeouts {
  /** The process until its agent has reported. */
  readonly start: number;
  /** A line that is to stop until it is asked again, over and over. */
  readonly stopAgain: number;
  /** A line that is to stop until the whole process is ended: a call into .NET cannot be stopped. */
  readonly stop: number;
  /** The process once its pipe has been closed. */
  readonly end: number;
  /** What a Delete still gets after the caller's deadline for closing has passed. */
  readonly closeGrace: number;
}

export const defaultPowerShellTimeouts: PowerShellTimeouts = {
  start: 60_000,
  stopAgain: 250,
  stop: 15_000,
  end: 3_000,
  closeGrace: 2_000,
};

export interface PowerShellEngineOptions {
  /** Name or path, unless the connection names one; what PATH has where both leave it out. NODE_POWERSHELL goes first. */
  readonly executable?: string;
  /** `process.env` where it is left out. */
  readonly environment?: NodeJS.ProcessEnv;
  /**
   * How PowerShell reaches the server, unless the connection says it: `wsman` by its own client, which it has on Windows
   * only, `bridge` over ours. Left out: what the platform has.
   */
  readonly transport?: PowerShellTransport;
  /** Who lays out objects: the screen from the objects themselves, or PowerShell, whose text then comes beside them. */
  readonly layout?: 'exterm' | 'powershell';
  readonly timeouts?: Partial<PowerShellTimeouts>;
  /** For the bridge, for listing and deleting shells: our own WSMan client's options. */
  readonly wsman?: ServerOptions;
}
