import type { HttpFailureFacts } from './failure.ts';

/** What an authentication scheme may know of a connection that has just been made. */
export interface ConnectionFacts {
  readonly url: URL;
  /** TLS lies around the connection. */
  readonly encrypted: boolean;
  readonly remoteAddress: string;
  /** The server's certificate as DER bytes: what a channel binding is made from (RFC 5929 4). */
  readonly certificate?: Uint8Array | undefined;
}

/** Why a scheme is not used with a URL. */
export type AuthRefusal = Pick<HttpFailureFacts, 'problem' | 'errorCode'>;

/** What a server answered to a leg. */
export interface AuthAnswer {
  readonly status: number;
  /** Values of WWW-Authenticate, one for each scheme. */
  readonly challenges: readonly string[];
}

export interface HttpMessage {
  readonly contentType: string;
  readonly body: Uint8Array;
}

/**
 * A way to prove who the user is. One scheme serves all channels of a session; what belongs to one TCP connection
 * (a security context, its sequence numbers) lives in the ConnectionAuth that `begin` makes, and ends with it.
 */
export interface AuthScheme {
  /** As in WWW-Authenticate: Basic, Negotiate, Kerberos; Anonymous for none. */
  readonly name: string;
  /** Why the scheme must not be used with that URL; asked before anything is sent. Undefined when it may. */
  refusal(url: URL): AuthRefusal | undefined;
  /** Rejects with what stands in the way as far as it shows without the server: no ticket, say. Undefined where nothing can. */
  prepare?(): Promise<void>;
  begin(facts: ConnectionFacts): ConnectionAuth;
}

/**
 * The scheme's part on one TCP connection. The channel calls `next` first without and then with the server's answer,
 * sending each token with an empty POST, until it gives undefined: the connection is authenticated then. A scheme that
 * has no legs leaves `next` out.
 */
export interface ConnectionAuth {
  /** The Authorization value of the next leg. Throws HttpFailure of the kind auth when the server cannot be satisfied. */
  next?(answer?: AuthAnswer): Promise<string | undefined>;
  /** The Authorization value of an ordinary request, where the connection itself is not what is authenticated. */
  authorization?(): Promise<string>;
  /** Encrypts a request's body; the content type may change. */
  seal?(message: HttpMessage): Promise<HttpMessage>;
  /** The reverse for an answer. Has to throw for a body that was not sealed: the channel hands on what it gets. */
  unseal?(message: HttpMessage & { readonly status: number }): Promise<HttpMessage>;
  /** The connection is gone. Called once; wipes what is secret. */
  dispose(): void;
}
