/** Texts of the cases on which this language differs from PowerShell on purpose, each with the reason. */
export const differences: ReadonlyMap<string, string> = new Map([
  ['[switch]$true', 'A switch is a truth value here; it answers IsPresent all the same.'],
  ['[System.Collections.Generic.List[int]].FullName', "No assembly's name and version stand in the name of a type."],
  ['(1,2,3).Where{ $_ -gt 1 }.GetType().FullName', "No assembly's name and version stand in the name of a type."],
  [
    "'a,b;c'.Split(',',';')",
    'Split takes several characters, as in Windows PowerShell; PowerShell 7 takes the second for a count.',
  ],
  [
    "'a-b_c'.Split('-','_')",
    'Split takes several characters, as in Windows PowerShell; PowerShell 7 takes the second for a count.',
  ],
  ["'a,,b'.Split(',','RemoveEmptyEntries')", 'The name of an option is taken for it rather than for a count.'],
  ["[math]::Round(2.5,'AwayFromZero')", 'The name of a mode is taken for it rather than for a number of digits.'],
  ['[math]::Max(1,2.5)', 'PowerShell cuts 2.5 to the type of the first number without a word.'],
  ["[string]::Join(',',1,2,3)", 'Several values are joined; PowerShell takes them for a start and a count.'],
  ['[bigint]@{}', 'A hashtable is no number.'],
  ['[bigint]5 + @{}', 'A hashtable is no number.'],
  ['[math]::Abs([bigint]-5)', 'Math takes any number that fits.'],
  ['[convert]::ToInt32([bigint]5)', 'Convert takes any number that fits.'],
  ['[ipaddress]::Loopback', 'An address that cannot be changed is of no type of its own.'],
  ["[string]::Format('{0}',$null)", 'Null is shown as nothing, as -f shows it.'],
  [
    "[regex]::Match('ba 1 ','[^ac]+\\b').Value",
    '.NET goes back over nothing that a class of what is left out has taken before a border, and finds nothing.',
  ],
]);
