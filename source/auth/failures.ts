import { HttpFailure } from '../http/index.ts';
import { badSealedBody, codeText } from './gss/codes.ts';
import { GssError } from './gss/status.ts';
import { WrapTokenError } from './gss/wrap-token.ts';
import { MultipartError } from './sealed-body.ts';

/**
 * The failure of authentication that an error of the library stands for. Its text ends with the mechanism's code, by
 * which the failure catalogue knows it; anything else than a GssError comes back as it is.
 */
export function authFailure(error: unknown, origin: string, facts: { status?: number } = {}): unknown {
  if (!(error instanceof GssError)) return error;
  const { minor } = error;
  const code = codeText(minor);
  const bare = error.message.replace(/[.\s]+$/, '');
  const text = minor === 0 || bare.includes(code) ? `${bare}.` : `${bare} (${code}).`;
  return new HttpFailure('auth', text, { origin, code, ...facts }, error);
}

/** The failure of an answer's body that is not sealed as it has to be; anything unknown comes back as it is. */
export function sealFailure(error: unknown, origin: string, status: number): unknown {
  const isOurs = error instanceof GssError || error instanceof MultipartError || error instanceof WrapTokenError;
  if (!isOurs) return error;
  const text = `The encrypted message could not be opened: ${error.message} (${codeText(badSealedBody)}).`;
  return new HttpFailure('protocol', text, { origin, status, sent: true, answered: true }, error);
}

/** An answer that came readable where it had to be sealed. */
export function unsealedFailure(host: string, origin: string, status: number): HttpFailure {
  const text = `${host} answered without encryption, so the answer was not used (${codeText(badSealedBody)}).`;
  return new HttpFailure('protocol', text, { origin, status, sent: true, answered: true });
}
