/**
 * What the system's security library does for authentication over HTTP: GSS-API (RFC 2743, 2744), or SSPI on Windows. All
 * that may wait for a domain controller, or work through a large body, runs on another thread: no method blocks the loop.
 */

/** By Kerberos' own tokens (RFC 4121), or by SPNEGO (RFC 4178) that carries them. */
export type Mechanism = 'Kerberos' | 'Negotiate';

/** Who signs in by a password. `password` is UTF-8 and lent: it is read, never changed and never kept. */
export interface PasswordAccount {
  /** User principal name, or the name alone for one of the default realm; on Windows also `CONTOSO\mira`. */
  readonly user: string;
  readonly password: Uint8Array;
}

/** Whose ticket is used. */
export interface TicketHolder {
  /** User principal name; whoever is logged on when left out. */
  readonly user?: string | undefined;
  /** Name of the credential cache, where the library has such: the user's default one when left out. */
  readonly cache?: string | undefined;
}

export interface SecurityProvider {
  /**
   * Gets what contexts are made with. A library may already ask the domain here, or only with the first step of a
   * context: a wrong password, an unknown user, a ticket that is missing are thrown by either, as SecurityError with the
   * library's code. A password is tried once.
   */
  acquire(source: PasswordAccount | TicketHolder, mechanism: Mechanism): Promise<SecurityCredential>;
}

export interface SecurityCredential {
  /** `mira@CONTOSO.COM`; undefined where the library does not say before a context is complete. */
  readonly principal: string | undefined;
  /** Seconds that the ticket was good for when it was acquired; undefined where the library renews it itself. */
  readonly secondsLeft: number | undefined;
  /** A context with one service, to be disposed of before the credential is released. Nothing is sent or asked yet. */
  begin(options: ContextOptions): SecurityContext;
  /** Gives the credential back; a ticket that came from a password is gone with it. Harmless when called again. */
  release(): void;
}

export interface ContextOptions {
  /** `HTTP/ex01.contoso.com`, with or without `@REALM`. */
  readonly servicePrincipalName: string;
  /**
   * The application data of a channel binding, `tls-server-end-point:` and a hash (RFC 5929 4), for the server to compare;
   * undefined without TLS. The library's own structure around it is the implementation's to make.
   */
  readonly channelBinding: Uint8Array | undefined;
  /** Hands the user's ticket on to the server. Asked of the library only then. */
  readonly delegates: boolean;
  /**
   * Negotiation may come to NTLM where Kerberos cannot be used, by which a server proves nothing. A library that has
   * none, or that negotiates nothing, need not look.
   */
  readonly allowsNtlm: boolean;
}

export interface SecurityStep {
  /** To be sent to the server; empty for none. */
  readonly token: Uint8Array;
  /** The context is complete on this side. */
  readonly isDone: boolean;
}

/** What a context grants, once it is complete (RFC 2743 1.2.1, 1.2.3; ISC_RET_ flags of SSPI). */
export interface Granted {
  /** The server has proved who it is. NTLM cannot. */
  readonly mutual: boolean;
  /** Messages are encrypted, and changed, repeated and missing ones are noticed. */
  readonly sealing: boolean;
  /** Kerberos is what protects the messages, be it chosen or negotiated. */
  readonly kerberos: boolean;
}

/**
 * A message in the two pieces that a sealed body carries (MS-WSMV 2.2.9.1). `header` is the token that stands before the
 * data: what EncryptMessage writes into its TOKEN buffer, or the wrap token of GSS-API rotated to that form, up to 256
 * bytes. `data` is as long as the plain text.
 */
export interface SealedMessage {
  readonly header: Uint8Array;
  readonly data: Uint8Array;
}

/**
 * One security context with a server. Calls may overlap: an implementation does them one after the other, in the order in
 * which they were made, because both libraries count messages and neither may be in one context twice at a time.
 */
export interface SecurityContext {
  /** The next leg: first without, then with the token that the server answered. Throws SecurityError. */
  step(answer?: Uint8Array): Promise<SecurityStep>;
  /** All false before the context is complete. */
  readonly granted: Granted;
  /** Encrypts a message. Throws SecurityError; TokenError where the library's token is of a form that cannot travel. */
  seal(plain: Uint8Array): Promise<SealedMessage>;
  /**
   * Decrypts an answer. `plainLength` is what the sender says in bytes. Throws SecurityError for a message that was
   * changed, came before or does not follow the one before it, and TokenError for one that was signed but not encrypted
   * (its quality of protection says so).
   */
  unseal(sealed: SealedMessage, plainLength: number): Promise<Uint8Array>;
  /** Frees the context once what runs in it is over. Every call after that throws SecurityError. */
  dispose(): Promise<void>;
}
