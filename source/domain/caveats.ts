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
