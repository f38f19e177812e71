/** Texts of the cases on which a cmdlet differs from PowerShell on purpose, each with the reason. */
export const differences: ReadonlyMap<string, string> = new Map([
  [
    "[datetime]::new(2024, 1, 2, 3, 4, 5, 678, 'Utc') | ConvertTo-Json",
    'The constructors of DateTime that are known here end with milliseconds.',
  ],
  ["'x' | % Length, Foo", 'PowerShell speaks of parameter sets; here the argument that does not fit is named.'],
  [
    '[pscustomobject]@{ a = 1 } | Add-Member ScriptProperty b',
    'PowerShell asks for a value, where somebody can be asked; here the error says that it is missing.',
  ],
  [
    "Write-Information 'info'",
    'PowerShell keeps what it does not show; here what is not shown goes nowhere but into -InformationVariable.',
  ],
  [
    "Write-Information 'info' -InformationVariable iv; $iv.MessageData",
    'PowerShell keeps what it does not show; here what is not shown goes nowhere but into -InformationVariable.',
  ],
  [
    '$x = 5; Get-Variable x',
    "PowerShell's own compiler makes a LocalVariable of some variables; here all are PSVariable.",
  ],
]);
