/** Cases that are answered otherwise than PowerShell answers them, each with why. */
export const differences: ReadonlyMap<string, string> = new Map([
  [
    '& { $input.Count } 1; 1..3 | & { ($input | Measure-Object).Count }',
    '$input is a list here, which can be gone through again, and not an enumerator, which has no Count.',
  ],
  [
    'function f([switch]$s) { $s; $s.IsPresent; "$s" }; f; f -s; f -s:$false',
    'A switch is a truth value here; IsPresent it has.',
  ],
]);
