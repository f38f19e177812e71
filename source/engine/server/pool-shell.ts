import type { ReceiveResult } from '../../wsman/index.ts';

/** What a pool needs of its shell: WSMan's operations, which throw what Endpoint.exchange throws. */
export interface PoolShell {
  readonly id: string;
  maxEnvelopeSize: number;
  /** Bytes of fragments that a Command and a Send take. */
  readonly commandRoom: number;
  readonly sendRoom: number;
  command(commandId: string, payload: Uint8Array, signal: AbortSignal): Promise<void>;
  send(stream: string, commandId: string | undefined, data: Uint8Array, signal: AbortSignal): Promise<void>;
  receive(commandId: string | undefined, signal: AbortSignal): Promise<ReceiveResult>;
  signal(commandId: string, code: string, signal: AbortSignal): Promise<void>;
  get(signal: AbortSignal): Promise<unknown>;
}
