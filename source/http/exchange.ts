export interface HttpRequest {
  readonly body: Uint8Array | string;
  readonly contentType: string;
  /** From the first byte sent to the last one received. */
  readonly responseTimeoutMs: number;
  readonly signal?: AbortSignal | undefined;
  /**
   * The server may get the request twice without harm (a Get or Delete; not a Command, Send or Receive). Without it a
   * request is repeated only when nothing of it had been sent, or when it was refused unread with 401.
   */
  readonly repeatable?: boolean | undefined;
}

interface Answered {
  readonly status: number;
  /** Lower-case names; repeated headers are joined by commas. Set-Cookie is left out: the jar has it. */
  readonly headers: ReadonlyMap<string, string>;
  /** The server's request-id header: what support asks for. */
  readonly requestId?: string | undefined;
}

/** Any status but 401 and redirects, 500 with a SOAP fault among them. The body is unsealed. */
export interface HttpAnswer extends Answered {
  readonly kind: 'answer';
  readonly contentType: string;
  readonly body: Uint8Array;
}

/** The server wants the client elsewhere. Nothing follows it here: who may be followed is the connection's to say. */
export interface HttpRedirect extends Answered {
  readonly kind: 'redirect';
  readonly location: string | undefined;
}

export type HttpResponse = HttpAnswer | HttpRedirect;
