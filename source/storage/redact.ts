/**
 * Keeping secrets out of files. A line of the REPL can hold one only where somebody typed it in clear text, so this is
 * a net under the tightrope: it errs on the side of not keeping.
 *
 * A line is not written to the history when it
 * - turns plain text into a SecureString (`ConvertTo-SecureString … -AsPlainText`, `-Force` or not),
 * - gives a literal to a parameter whose name speaks of a secret (`-Password 'x'`, `-NewPassword:x`, `-ApiKey x`, …),
 * - assigns a literal to a variable of such a name (`$password = 'x'`), or
 * - makes a network or PowerShell credential from text (`PSCredential(`, `NetworkCredential(`).
 * A variable or a subexpression as the value (`-Password $p`, `-Password (Read-Host …)`) holds no secret and is kept.
 */
const secretNames = '(?:[\\p{L}\\d]*(?:password|passwd|passphrase|pwd|secret|apikey|accesskey|token|pin))';

const signs: readonly RegExp[] = [
  /-AsPlainText\b/iu,
  /\bConvertTo-SecureString\b(?!\s*(?:$|\|))/iu,
  /\b(?:PSCredential|NetworkCredential)\b\s*\]?\s*(?:::new\s*)?\(|\bPSCredential\b\s*-ArgumentList/iu,
  new RegExp(`-${secretNames}(?:\\s*:\\s*|\\s+)(?![$(\\s|;-]|$)\\S`, 'iu'),
  new RegExp(`\\$(?:\\w+:)?${secretNames}\\s*=\\s*(?:\\[[\\w.]+\\]\\s*)?["'\\d]`, 'iu'),
];

export function looksSecret(line: string): boolean {
  return signs.some((sign) => sign.test(line));
}

const replaced: readonly [RegExp, string][] = [
  [/\b(authorization\s*:\s*(?:basic|negotiate|kerberos|bearer)\s+)\S+/giu, '$1[secret]'],
  [/\b((?:set-)?cookie\s*:\s*)[^\r\n]+/giu, '$1[secret]'],
  [/(\b[a-z][a-z0-9+.-]*:\/\/[^\s/:@]*:)[^\s/@]+(?=@)/giu, '$1[secret]'],
  [new RegExp(`(-${secretNames}(?:\\s*:\\s*|\\s+))(?![$(\\s|;-]|$)(?:"[^"]*"|'[^']*'|\\S+)`, 'giu'), '$1[secret]'],
  [new RegExp(`("?\\b${secretNames}"?\\s*[=:]\\s*)(?:"[^"]*"|'[^']*'|[^\\s,;}]+)`, 'giu'), '$1[secret]'],
];

/** A text for a log or a crash report, with what looks like a secret replaced by `[secret]`. */
export function redact(text: string): string {
  return replaced.reduce((kept, [pattern, replacement]) => kept.replace(pattern, replacement), text);
}
