import { otherEngine } from './refuse.ts';

interface Family {
  readonly what: string;
  readonly next: string;
  /** Of names without `System.` before them. */
  readonly names: RegExp;
}

/** Types that scripts for Exchange name and that are not here, with what to do instead. The first that fits counts. */
const families: readonly Family[] = [
  {
    what: 'Which TLS is spoken is settled by exterm and the server',
    next: 'Leave the line out.',
    names: /^net\.(?:servicepointmanager|securityprotocoltype)$/,
  },
  {
    what: 'Mail is not sent here',
    next: `Write the report into a file (Export-Csv, ConvertTo-Html | Set-Content), and send that. ${otherEngine}`,
    names: /^net\.mail\.|^web\.mail\./,
  },
  {
    what: 'The network is not reached here but by the session itself',
    next: otherEngine,
    names: /^net\.|^uribuilder$|^servicemodel\./,
  },
  {
    what: 'Windows and dialogs are not opened here',
    next: `Ask by Read-Host; show by Format-Table or Out-GridView. ${otherEngine}`,
    names: /^(?:windows|drawing|media)\.|^microsoft\.visualbasic\./,
  },
  {
    what: "The directory is not reached here but by Exchange's cmdlets",
    next: `Get-User, Get-Group, Get-Recipient and Get-OrganizationalUnit tell of it. ${otherEngine}`,
    names: /^(?:adsi|adsisearcher)$|^directoryservices\./,
  },
  {
    what: 'The registry is not here',
    next: otherEngine,
    names: /^microsoft\.win32\./,
  },
  {
    what: 'Exchange Web Services are not called here',
    next: `What a cmdlet of the server can do is done with less. ${otherEngine}`,
    names: /^microsoft\.exchange\.webservices\./,
  },
  {
    what: 'Who is signed in to this computer is not asked here',
    next: `Leave the question out: what an account may do is for its roles on the server. ${otherEngine}`,
    names: /^security\.(?:principal|accesscontrol)\./,
  },
  {
    what: 'Certificates and keys are not read here',
    next: `Get-ExchangeCertificate tells of a server's. ${otherEngine}`,
    names: /^security\.cryptography\.|^security\.authentication\./,
  },
  {
    what: 'Files are read and written by cmdlets here',
    next: `Get-Content, Set-Content and Add-Content do it, Export-Csv and Import-Csv for tables. ${otherEngine}`,
    names: /^io\./,
  },
  {
    what: 'The console is not reached here but by cmdlets',
    next: 'Write by Write-Host, ask by Read-Host.',
    names: /^console$/,
  },
  {
    what: 'A choice of several is not asked here',
    next: "Ask by Read-Host 'Go on? (y/n)'.",
    names: /^management\.automation\.host\./,
  },
  {
    what: 'Nothing is compiled or loaded here',
    next: `Leave out what loads the types that are known here; docs/language.md lists them. ${otherEngine}`,
    names: /^(?:reflection|runtime|codedom)\.|^appdomain$|^activator$/,
  },
  {
    what: 'Only one thing is run at a time here',
    next: `Run it in a row, or start exterm for the other one: exterm run NAME. ${otherEngine}`,
    names:
      /^(?:threading|timers)\.|^management\.automation\.(?:powershell|runspaces\.)|^(?:powershell|runspace|runspacefactory|initialsessionstate)$/,
  },
  {
    what: 'Processes, services and event logs of this computer are not reached here',
    next: otherEngine,
    names:
      /^(?:diagnostics|serviceprocess)\.|^(?:wmi|wmiclass|wmisearcher|ciminstance|cimsession)$|^management\.(?!automation\.)/,
  },
];

/** What is said of a type, without brackets, that belongs to what is not here; undefined of all others. */
export function elsewhereType(name: string): { readonly what: string; readonly next: string } | undefined {
  const key = name
    .toLowerCase()
    .replace(/^system\./, '')
    .replace(/\[,*\]$/, '');
  return families.find(({ names }) => names.test(key));
}
