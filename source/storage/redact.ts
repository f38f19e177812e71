/**
 * Keeping secrets out of files. A line of the REPL can hold one only where somebody typed it in clear text, so this is
 * a net under the tightrope: it errs on the side of not keeping.
 *
 * A line is not written to the history when it
 * - turns plain text into a SecureString (`ConvertTo-SecureString … -AsPlainText`, `-Force` or not, `.AppendChar(`),
 * - gives a literal to a parameter or a switch whose name speaks of a secret (`-Password 'x'`, `-NewPassword:x`, `/pass:x`, …),
 *   or a credential a text with more than a name in it (`-Credential a:secret`, `-u a:secret`),
 * - assigns a literal to a variable, a property or a key of such a name (`$password = 'x'`, `$pw = 'x'`, `@{ pass = 'x' }`,
 *   `Set-Variable cred x`) or compares one with it,
 * - makes a network or PowerShell credential from text (`PSCredential(`, `NetworkCredential(`), or
 * - has one in a URL or an Authorization header.
 * A variable or a subexpression as the value (`-Password $p`, `-Password (Read-Host …)`) holds no secret and is kept.
 */
const words =
  'passwo?r?d?|passwort|kennwort|passphrase|(?<!by|com|sur|tres)pass|pwd|pswd|pw|secret|apikey|accesskey|token|pin';
const secretNames = `(?:[\\p{L}\\d_]*(?:${words})[\\d_]*)`;
/** What a variable holds that speaks of a credential is hardly the name alone; `-Credential mira` is. */
const heldNames = `(?:[\\p{L}\\d_]*(?:${words}|creds?|credentials?)[\\d_]*)`;
/** A literal where a value is expected, a cast or a parenthesis before it. */
const literal = '(?:\\[[\\w.]+\\]\\s*|\\(\\s*)*@?["\'\\d]';
/** A word that is no command and no variable ends the line: PowerShell takes it for a command, people for a text. */
const bareWord = '[^\\s$(@[{"\'-]+\\s*$';

const signs: readonly RegExp[] = [
  /-AsPlainText\b|\.AppendChar\s*\(/iu,
  /\bConvertTo-SecureString\b(?!\s*(?:$|\|))/iu,
  /\b(?:PSCredential|NetworkCredential)\b\s*\]?\s*(?:::new\s*)?\(|\bPSCredential\b\s*-ArgumentList/iu,
  new RegExp(`[-–—―/]${secretNames}(?:\\s*[:=]\\s*|\\s+)(?![$(\\s|;-]|$)\\S`, 'iu'),
  /(?<![\p{L}\d])[-–—―](?:u|[\p{L}\d]{0,30}cred(?:s|e\p{L}*)?)(?:\s*:\s*|\s+)(?:"[^"]*|'[^']*|[^\s"'$(|;]*)(?<=[^\s:%"'])[:%]/iu,
  new RegExp(
    `(?<![\\p{L}\\d_])${heldNames}["'}]?(?:\\s*,\\s*\\$[\\w:]+){0,8}\\s*[+?]*=\\s*(?:${literal}|${bareWord})`,
    'iu',
  ),
  new RegExp(`\\$(?:\\w+:)?${heldNames}\\s+-[ic]?(?:eq|ne|like|match)\\s+${literal}`, 'iu'),
  new RegExp(`\\b(?:set-variable|new-variable|sv|nv)\\b.{0,200}[\\s:"']${heldNames}\\b`, 'iu'),
  /:\/\/[^\s/:@]*:[^\s/@]+@|\b(?:basic|bearer|negotiate)\s+[\w+/=.~-]{8,}/iu,
];

export function looksSecret(line: string): boolean {
  return signs.some((sign) => sign.test(line));
}

const replaced: readonly [RegExp, string][] = [
  [/\b(authorization\s*:\s*(?:basic|negotiate|kerberos|bearer)\s+)\S+/giu, '$1[secret]'],
  [/\b((?:set-)?cookie\s*:\s*)[^\r\n]+/giu, '$1[secret]'],
  [/((?<![a-z0-9+.-])[a-z][a-z0-9+.-]*:\/\/[^\s/:@]*:)[^\s/@]+(?=@)/giu, '$1[secret]'],
  [new RegExp(`(-${secretNames}(?:\\s*:\\s*|\\s+))(?![$(\\s|;-]|$)(?:"[^"]*"|'[^']*'|\\S+)`, 'giu'), '$1[secret]'],
  [new RegExp(`("?\\b${secretNames}"?\\s*[=:]\\s*)(?:"[^"]*"|'[^']*'|[^\\s,;}]+)`, 'giu'), '$1[secret]'],
];

/** A text for a log or a crash report, with what looks like a secret replaced by `[secret]`. */
export function redact(text: string): string {
  return replaced.reduce((kept, [pattern, replacement]) => kept.replace(pattern, replacement), text);
}
