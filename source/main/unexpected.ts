import { reasonOf } from '../storage/file-trouble.ts';

/** What to do about sessions that nobody closed; a line for standard error. */
export const inLedger = 'Sessions that were open are in the ledger: exterm clean --orphans removes them.\n';

/** What happened that exterm has no sentence for; lines for standard error. */
export function whatHappened(error: unknown): string {
  const { message, code, path, stack } = Object(error) as NodeJS.ErrnoException;
  if (code !== undefined && path !== undefined) {
    const reason = reasonOf(error);
    return `exterm cannot use ${path}. ${reason}${reason.endsWith('.') ? '' : '.'}\nMake that possible, or choose another folder with EXTERM_CONFIG_DIR.\n`;
  }
  const details = process.env['EXTERM_DEBUG'] ? `${stack ?? error}\n` : 'EXTERM_DEBUG=1 shows where.\n';
  return `exterm failed in a way that it does not know: ${message ?? error}\n${details}`;
}

/** The same where the program ends with it: what was open may still be. */
export function unexpected(error: unknown): string {
  const { code, path } = Object(error) as NodeJS.ErrnoException;
  return code !== undefined && path !== undefined ? whatHappened(error) : whatHappened(error) + inLedger;
}
