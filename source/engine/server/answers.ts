import type { FailureWord } from '../../domain/index.ts';
import type { ErrorRecord } from '../../psrp/index.ts';
import type { WsmanFault } from '../../wsman/index.ts';

/** An answer that is not SOAP, so that only its status and type speak. */
export class PlainAnswer extends Error {
  readonly status: number;
  readonly contentType: string;
  readonly location: string | undefined;
  readonly requestId: string | undefined;
  /** The catalogue's word for it, where it is not the status that speaks. */
  readonly word: FailureWord | undefined;

  constructor(
    answer: {
      status: number;
      contentType?: string;
      location?: string | undefined;
      requestId?: string | undefined;
    },
    word?: FailureWord,
  ) {
    super(`HTTP status ${answer.status} without WS-Management`);
    this.name = 'PlainAnswer';
    this.status = answer.status;
    this.contentType = answer.contentType ?? '';
    this.location = answer.location;
    this.requestId = answer.requestId;
    this.word = word;
  }
}

/**
 * The connection under a command was lost, so that it is not known what became of it or of its output, while the shell
 * is still there.
 */
export class CommandLost extends Error {
  constructor(cause?: unknown) {
    super('The connection was lost while the command ran.', { cause });
    this.name = 'CommandLost';
  }
}

/** A fault together with the HTTP answer that carried it. */
export class FaultAnswer extends Error {
  readonly fault: WsmanFault;
  readonly status: number;
  readonly requestId: string | undefined;

  constructor(fault: WsmanFault, answer: { status: number; requestId?: string | undefined }) {
    super(fault.message);
    this.name = 'FaultAnswer';
    this.fault = fault;
    this.status = answer.status;
    this.requestId = answer.requestId;
  }
}

/** The runspace pool said that it is broken or closed, and why. */
export class PoolEnded extends Error {
  readonly state: string;
  readonly reason: ErrorRecord | undefined;

  constructor(state: string, reason: ErrorRecord | undefined) {
    super(reason?.message ?? `The server's runspace pool is ${state}.`);
    this.name = 'PoolEnded';
    this.state = state;
    this.reason = reason;
  }
}
