/** Texts of objects that several cases are about. */
export const thing = `[pscustomobject] @{ Name = 'one'; Size = 12; Note = 'a note' }`;
export const things = `1..3 | ForEach-Object { [pscustomobject] @{ Name = "n$_"; Size = $_ * 100; Even = $_ % 2 -eq 0 } }`;
export const wide = `[pscustomobject] @{ A = 1; B = 2; C = 3; D = 4; E = 5; F = 6 }`;

export const lists = `[pscustomobject] @{ A = 'x', $null, 'y z'; B = @(); C = @{ q = 1 }; D = 1, (2, 3); E = 1.5, $true }`;

export const evens =
  '1..4 | ForEach-Object { [pscustomobject] @{ Name = "n$_"; Even = $_ % 2 -eq 0; Size = $_ * 10 } }';
