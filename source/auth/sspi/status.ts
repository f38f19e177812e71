import { SecurityError, type SecurityErrorFacts } from '../security/error.ts';
import type { SspiNative } from './native.ts';

/** SECURITY_STATUS values that the program goes by; what they mean to people stands in the failure catalogue. */
export const sspiStatus = {
  ok: 0,
  continueNeeded: 0x90312,
  /** NTLM is blocked (ERROR_NTLM_BLOCKED). */
  ntlmBlocked: 1937,
} as const;

/** Windows' own words, which are in the user's language and hold no code. */
export function sspiError(native: SspiNative, status: number, facts?: SecurityErrorFacts): SecurityError {
  const code = `0x${status.toString(16).toUpperCase().padStart(8, '0')}`;
  return new SecurityError(status, native.words(status) || `SSPI status ${code}`, facts);
}
