import type { PipelineRecord } from '../../domain/index.ts';
import type { PsValue } from '../../objects/index.ts';
import type { Seal } from '../types/secure.ts';
import type { ErrorObject } from './failure.ts';

export interface RemoteCommand {
  readonly name: string;
  readonly parameters: readonly RemoteParameter[];
}

/**
 * As MS-PSRP 2.2.3.13 has it. Where the catalogue knows the parameter: its full name and the value, `true` for a switch.
 * Where it does not, PowerShell's own spelling, which leaves the binding to the server: `-Name` with null, `-Name:` with
 * its value, and no name for an argument.
 */
export interface RemoteParameter {
  readonly name: string | undefined;
  readonly value: PsValue;
}

/** What a remote pipeline gives, in the order in which it came. */
export type RemoteEvent =
  | { readonly kind: 'output'; readonly value: PsValue }
  /** A record of the error stream. */
  | { readonly kind: 'error'; readonly error: ErrorObject }
  /** What the server has its host show. */
  | { readonly kind: 'shown'; readonly records: readonly PipelineRecord[] }
  /** For -WarningVariable and -InformationVariable; shown by whoever has the host. */
  | { readonly kind: 'warning' | 'information'; readonly value: PsValue };

export type RemoteEnd =
  | { readonly state: 'completed' | 'stopped' }
  /** With an error that ended it on the server, or that kept it from running there at all. */
  | { readonly state: 'failed' | 'refused'; readonly error: ErrorObject };

/** A pipeline of server commands at work. */
export interface RemoteRun {
  /** The next events, undefined after the last. What is not asked for stays on the server. */
  next(): Promise<readonly RemoteEvent[] | undefined>;
  /** Whether `next` has something to give now, the end included. */
  readonly hasArrived: boolean;
  /** Resolves when it has. */
  arrival(): Promise<void>;
  /** How it ended, once `next` gave undefined. Rejects where the session was lost. */
  readonly ended: Promise<RemoteEnd>;
  /** A promise where more is to be sent only later. */
  send(value: PsValue): Promise<void> | undefined;
  endInput(): void;
  stop(): void;
}

/** How the interpreter reaches the server. A server runs one pipeline at a time: `start` waits for the one before. */
export interface RemotePort {
  start(commands: readonly RemoteCommand[], options: { readonly hasInput: boolean }): Promise<RemoteRun>;
  /** Encrypts for this server, once keys have been exchanged with it. */
  seal(): Promise<Seal>;
}
