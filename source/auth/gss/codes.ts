/** NERR_BadUsername of Windows. */
export const badUserName = 2202;
/** WSMan's codes for what makes Kerberos impossible before anything is sent. */
export const kerberosToAddress = 0x8033810b;
export const kerberosToLocalhost = 0x8033810e;
/** WSMan's code for an encrypted body of an invalid format. */
export const badSealedBody = 0x803380f9;

/** As the failure catalogue finds it in a text. */
export function codeText(code: number): string {
  return `0x${(code >>> 0).toString(16).toUpperCase().padStart(8, '0')}`;
}
