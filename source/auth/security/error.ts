/** The words and facts of a security library's failure, as far as they say more than its code. */
export interface SecurityErrorFacts {
  /** Whose ticket was found, and whose was wanted. */
  readonly principal?: string;
  readonly wanted?: string;
}

/** What the system's security library failed with. The message is the library's own, in its own language. */
export class SecurityError extends Error {
  /** Kerberos' code (com_err) or Windows' (SEC_E_…), unsigned 32 bits; 0 where there is none. */
  readonly code: number;
  readonly facts: SecurityErrorFacts;

  constructor(code: number, text: string, facts: SecurityErrorFacts = {}) {
    super(text);
    this.name = 'SecurityError';
    this.code = code >>> 0;
    this.facts = facts;
  }
}

/** A sealed token of another form than the one that travels, or that is signed only: the text says why. */
export class TokenError extends SecurityError {
  constructor(text: string) {
    super(0, text);
    this.name = 'TokenError';
  }
}
