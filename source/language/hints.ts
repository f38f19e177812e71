const hints: Readonly<Record<string, string>> = {
  'export-csv': 'Use `exterm run … --output csv` in a shell.',
  'convertto-csv': 'Use `exterm run … --output csv` in a shell.',
  'convertto-json': 'Use `exterm run … --output json` in a shell.',
  'out-file': 'Use `exterm run …` in a shell, and redirect its output there.',
  'set-content': 'Use `exterm run …` in a shell, and redirect its output there.',
  'add-content': 'Use `exterm run …` in a shell, and redirect its output there.',
  'tee-object': 'Keep the result as $x = …, then print $x.',
  'out-string': 'Leave it out: output is laid out as text anyway.',
  'out-host': 'Leave it out: output is shown anyway.',
  'out-gridview': 'Use Format-Table.',
  'out-null': 'Keep the result as $x = … instead of printing it.',
  'select-string': "Use Where-Object Name -match '…'.",
  'format-wide': 'Use Format-Table Name.',
  'format-custom': 'Use Format-List.',
  'get-member': 'Use Format-List * to see the properties.',
  gm: 'Use Format-List * to see the properties.',
  fw: 'Use Format-Table Name.',
  tee: 'Keep the result as $x = …, then print $x.',
  sls: "Use Where-Object Name -match '…'.",
};

/** What to use in place of a command that PowerShell runs on the user's side, and that is not here. */
export function hintFor(name: string): string | undefined {
  const lower = name.toLowerCase();
  return Object.hasOwn(hints, lower) ? hints[lower] : undefined;
}
