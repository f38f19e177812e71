/** Which rule of the protocol was broken; callers branch on this, people read the message. */
export type PsrpErrorCode = 'fragment' | 'message' | 'content' | 'state' | 'version' | 'limit' | 'key';

/** Data or a call that MS-PSRP does not allow. The message names what was wrong and never holds payload. */
export class PsrpError extends Error {
  readonly code: PsrpErrorCode;
  constructor(code: PsrpErrorCode, message: string) {
    super(message);
    this.name = 'PsrpError';
    this.code = code;
  }
}
