import { type PowerShellSettings, powerShellTransports } from './connection.ts';
import { executableProblem, nounPrefixProblem, typeNameProblem } from './connection-checks.ts';
import { choiceField, type FieldsOf, listField, switchField, textField } from './field-kinds.ts';

/** Those that the powershell engine alone has a use for. */
export const powerShellFields: FieldsOf<PowerShellSettings> = {
  executable: textField(
    {
      label: 'PowerShell',
      help: 'powershell engine: name or path of the PowerShell to start',
      otherwise: 'the first on PATH',
      option: '--powershell <executable>',
    },
    executableProblem,
  ),
  transport: choiceField(
    {
      label: 'Transport',
      help: "powershell engine: reach the server by PowerShell's own client (wsman) or over exterm's (bridge, from PowerShell 7.3 on)",
      otherwise: 'wsman on Windows, bridge elsewhere and to the sandbox',
      option: '--transport <way>',
    },
    powerShellTransports,
  ),
  loadProfile: switchField({
    label: 'Profile',
    help: 'powershell engine: run your PowerShell profile first',
    otherwise: 'no',
    option: '--load-profile',
    takenBack: 'start PowerShell without your profile again',
  }),
  prefix: textField(
    {
      label: 'Prefix',
      help: 'powershell engine: goes before the noun of each cmdlet, Get-<text>Mailbox',
      otherwise: 'none',
      option: '--prefix <text>',
    },
    nounPrefixProblem,
    { type: 'string', maxLength: 40 },
  ),
  formatTypeNames: listField(
    {
      label: 'Format types',
      help: 'powershell engine: types whose format data are imported, separated by commas',
      otherwise: 'those of the cmdlets',
      option: '--format-types <names>',
    },
    { most: 1000, noun: 'type', problem: typeNameProblem },
  ),
};
