/** What a connection's further settings may hold, for whoever takes them as text. */

/** The parts of a list that is written with commas, without blanks and empty ones. */
export function listedNames(text: string): readonly string[] {
  return text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

/** Why a text can't be the name of a cmdlet to import, or undefined where it can. */
export function cmdletNameProblem(name: string): string | undefined {
  return /^[\w*?-]{1,128}$/.test(name) ? undefined : `"${name}" is not the name of a cmdlet; * and ? are wildcards.`;
}

/** Why a text can't be the Kerberos name of a service, or undefined where it can. */
export function spnProblem(text: string): string | undefined {
  if (text.length <= 256 && /^[^\s/@\p{Cc}\p{Cf}]+\/[^\s@\p{Cc}\p{Cf}]+(@[^\s@\p{Cc}\p{Cf}]+)?$/u.test(text))
    return undefined;
  return 'A service principal name is the service, a slash and a host: HTTP/mail.contoso.com.';
}

/** More hosts than anybody has servers that send their accounts on. */
export const mostRedirectHosts = 50;
