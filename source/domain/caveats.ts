/** Cmdlets that remote PowerShell does not carry whole, whatever engine runs them, and what to do instead. */
export interface CmdletCaveat {
  readonly cmdlet: string;
  readonly what: string;
  readonly next: string;
}

export const cmdletCaveats: readonly CmdletCaveat[] = [
  {
    cmdlet: 'Get-ExchangeCertificate',
    what: 'Get-ExchangeCertificate does not fully support remote PowerShell: some properties are missing or empty.',
    next: 'The Exchange Management Shell on the server shows all of them.',
  },
];

/** Characters of a line that are looked at. */
const longest = 20_000;

/** Strings and comments, where a name is no command. */
const quoted = /'(?:[^']|'')*'|"(?:[^"`]|`[\s\S]|"")*"|<#[\s\S]*?#>|#[^\r\n]*/g;

/** The caveats of the cmdlets that stand in the line where commands stand. */
export function caveatsOf(line: string): readonly CmdletCaveat[] {
  const bare = line
    .slice(0, longest)
    .replace(quoted, (text) => (text.startsWith('#') || text.startsWith('<') ? ' ' : "''"));
  return cmdletCaveats.filter(({ cmdlet }) =>
    new RegExp(`(?:^|[|;&({=\\r\\n])\\s*(?:[\\w.]+\\\\)?${cmdlet}(?![\\w-])`, 'i').test(bare),
  );
}
