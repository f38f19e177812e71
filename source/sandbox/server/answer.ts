import type { FaultStage } from './fault-plan.ts';

/** A request that has passed authentication. */
export interface AuthenticatedRequest {
  /** User principal name, lower case. */
  readonly user: string;
  readonly clientIp: string;
  readonly body: Uint8Array;
  /** Aborts when the client has gone away. */
  readonly signal: AbortSignal;
  /** Also in the `request-id` header; Exchange's error texts repeat it. */
  readonly requestId: string;
}

/** A whole HTTP answer. */
export interface Answer {
  readonly status: number;
  readonly contentType: string | undefined;
  readonly body: Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What an endpoint makes of a request: where in the conversation it stands, and the work to do for it. */
export interface Operation {
  readonly stage: FaultStage | undefined;
  readonly shellId: string | undefined;
  run(): Promise<Answer>;
}

export const soapContentType = 'application/soap+xml;charset=UTF-8';

export function soapAnswer(envelope: string, status = 200): Answer {
  return { status, contentType: soapContentType, body: Buffer.from(envelope, 'utf8') };
}

export function plainAnswer(status: number, text = '', headers: Readonly<Record<string, string>> = {}): Answer {
  return {
    status,
    contentType: text === '' ? undefined : 'text/html; charset=us-ascii',
    body: Buffer.from(text, 'utf8'),
    headers,
  };
}
