import { withoutModule } from './change-rule.ts';

/** Cmdlets that remote PowerShell does not carry whole, whatever engine runs them, and what to do instead. */
export interface CmdletCaveat {
  readonly cmdlet: string;
  readonly what: string;
  readonly next: string;
}

const cmdletCaveats: readonly CmdletCaveat[] = [
  {
    cmdlet: 'Get-ExchangeCertificate',
    what: 'Get-ExchangeCertificate does not fully support remote PowerShell: some properties are missing or empty.',
    next: 'The Exchange Management Shell on the server shows all of them.',
  },
];

/** The caveats of commands by their names, with or without their modules. */
export function caveatsOf(commands: readonly string[]): readonly CmdletCaveat[] {
  const names = new Set(commands.map((name) => withoutModule(name).toLowerCase()));
  return cmdletCaveats.filter(({ cmdlet }) => names.has(cmdlet.toLowerCase()));
}

/** `$ErrorActionPreference = 'Stop'` of a script's own scope. */
const stopsInScope =
  /^\s*\$(?:script:|local:|private:)?ErrorActionPreference\s*=\s*(?:['"]?Stop\b|\[[\w.]+\]::Stop\b)/im;

/**
 * What holds of a script that PowerShell calls, by its text: imported cmdlets belong to a module, and a module sees the
 * preferences of the global scope alone.
 */
export function scriptCaveatsOf(script: string): readonly Omit<CmdletCaveat, 'cmdlet'>[] {
  if (!stopsInScope.test(script)) return [];
  return [
    {
      what: "With PowerShell the server's cmdlets do not see a script's $ErrorActionPreference: their errors do not stop it.",
      next: "Write $global:ErrorActionPreference = 'Stop', or give them -ErrorAction Stop.",
    },
  ];
}
