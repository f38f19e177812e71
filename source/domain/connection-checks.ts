/** What a connection's further settings may hold. Each gives why a text can't be one, or undefined where it can. */

/** Names and wildcards of cmdlets to import. */
export function cmdletNameProblem(name: string): string | undefined {
  return /^[\w*?-]{1,128}$/.test(name) ? undefined : `"${name}" is not the name of a cmdlet; * and ? are wildcards.`;
}

/** The Kerberos name of a service. */
export function spnProblem(text: string): string | undefined {
  if (text.length <= 256 && /^[^\s/@\p{Cc}\p{Cf}]+\/[^\s@\p{Cc}\p{Cf}]+(@[^\s@\p{Cc}\p{Cf}]+)?$/u.test(text))
    return undefined;
  return 'A service principal name is the service, a slash and a host: HTTP/mail.contoso.com.';
}

/** A user principal name, or what stands for one. */
export function userProblem(text: string): string | undefined {
  if (text.length > 256) return 'It takes at most 256 characters.';
  return /[\p{Cc}\p{Cf}\s]/u.test(text) ? 'It takes no blanks and no control characters.' : undefined;
}

/** WSMan's name of a session configuration. */
export function configurationProblem(text: string): string | undefined {
  return /^[\w.-]{1,200}$/.test(text) ? undefined : `"${text}" is not the name of a session configuration.`;
}

/** A file by its whole path: exterm is started from other folders too. */
export function wholePathProblem(text: string): string | undefined {
  return /^([/\\]|[a-z]:[/\\])/i.test(text) ? undefined : 'The whole path of the file, from the root on.';
}

/** A server of the sandbox. */
export function sandboxServerProblem(text: string): string | undefined {
  if (/^[a-z]{2}\d\d$/i.test(text)) return undefined;
  return `"${text}" is not one of the sandbox's servers: ex01, ex02, dr01, ex03 and so on.`;
}

/** A program, by name or path. */
export function executableProblem(text: string): string | undefined {
  return text.length > 2048 || /\p{Cc}/u.test(text) ? 'It takes a name or a path.' : undefined;
}

/** What may stand before the noun of a cmdlet. */
export function nounPrefixProblem(text: string): string | undefined {
  if (/^[A-Za-z][A-Za-z0-9]{0,39}$/.test(text)) return undefined;
  return `"${text}" cannot stand before a noun: letters and digits can, at most 40.`;
}

/** Names and wildcards of types. */
export function typeNameProblem(name: string): string | undefined {
  return /^[\w.+*?]{1,256}$/.test(name) ? undefined : `"${name}" is not the name of a type; * and ? are wildcards.`;
}

/** More hosts than anybody has servers that send their accounts on. */
export const mostRedirectHosts = 50;
