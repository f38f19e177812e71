import { commandsNamed } from '../../../source/language/index.ts';

/** What every Get- and Test- cmdlet gives in both programs. */
const objects = `
[pscustomobject]@{ Name = 'Adele Vance'; Alias = 'adele'; Identity = 'contoso.com/Users/Adele Vance'; Database = 'DB01'; ItemCount = 1200; TotalItemSize = 3221225472; WhenCreated = [datetime]'2025-05-06 07:08:09'; PrimarySmtpAddress = 'adele@contoso.com'; EmailAddresses = 'SMTP:adele@contoso.com', 'smtp:info@contoso.com'; RecipientTypeDetails = 'UserMailbox'; User = 'CONTOSO\\mira'; AccessRights = @('FullAccess', 'ReadPermission'); IsInherited = $false; MessageCount = 7; RequiredServicesRunning = $true; Status = 'Mounted' }
[pscustomobject]@{ Name = 'Zoë Müller'; Alias = 'zoe'; Identity = 'contoso.com/Users/Zoë Müller'; Database = 'DB02'; ItemCount = 80; TotalItemSize = 52428800; WhenCreated = [datetime]'2026-01-31'; PrimarySmtpAddress = 'zoe@fabrikam.com'; EmailAddresses = @('SMTP:zoe@fabrikam.com'); RecipientTypeDetails = 'UserMailbox'; User = 'NT AUTHORITY\\SELF'; AccessRights = @('FullAccess'); IsInherited = $false; MessageCount = 12; RequiredServicesRunning = $false; Status = 'Healthy' }
[pscustomobject]@{ Name = 'Info Berlin'; Alias = 'info.berlin'; Identity = 'contoso.com/Resources/Info Berlin'; Database = 'DB01'; ItemCount = 5400; TotalItemSize = 900; WhenCreated = [datetime]'2026-02-28'; PrimarySmtpAddress = 'info.berlin@contoso.com'; EmailAddresses = @('SMTP:info.berlin@contoso.com', 'smtp:desk@contoso.com'); RecipientTypeDetails = 'SharedMailbox'; User = 'CONTOSO\\hal'; AccessRights = @('ReadPermission'); IsInherited = $true; MessageCount = 0; RequiredServicesRunning = $true; Status = 'Mounted' }
`;

/** A cmdlet that reads gives the objects; one that changes something says with what it was called, and for what. */
const stub = (name: string): string =>
  /^(?:Get|Test)-/i.test(name)
    ? `function ${name} { process { ${objects.trim().split('\n').join('; ')} } }`
    : `function ${name} { process { "${name} <$($_.Alias)$(if ($_ -is [string]) { $_ })> $($args | ForEach-Object { if ($_ -is [hashtable]) { $t = $_; ($t.Keys | Sort-Object | ForEach-Object { "$_=$($t[$_] -join '+')" }) -join ' ' } else { "[$_]" } })" } }`;

/** The text behind functions of the names that the server would know; where it has to stand first, as it is. */
export function withStubs(text: string, isLocal: (name: string) => boolean): string {
  if (/^\s*(?:\[CmdletBinding|param|using)\b/i.test(text)) return text;
  const own = new Set([...text.matchAll(/\b(?:function|filter)\s+([\w-]+)/gi)].map(([, name]) => name!.toLowerCase()));
  const { names } = commandsNamed(text);
  const stubs = [...new Set(names)].filter(
    (name) => /^[A-Za-z]+-[A-Za-z]\w+$/.test(name) && !isLocal(name) && !own.has(name.toLowerCase()),
  );
  return [...stubs.map(stub), text].join('\n');
}
