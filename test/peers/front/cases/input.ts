import { type Case, line } from './case.ts';

export const input: readonly Case[] = [
  line("'still here' | Test-Body '$input'"),
  line("1, 2, 3 | Test-Body '$input | ForEach-Object { $_ * 2 }'"),
  line("@{ a = 1 } | Test-Body '$input | ForEach-Object { $_.GetType().Name }'"),
  line("Get-Item2 | Test-Body '$input | ForEach-Object { $_.pstypenames[0] }'"),
  line("Get-Item2 one | Test-Body '$input'"),
  line("'ünïcödé 漢字' | Test-Body '$input'"),
  line("[datetime] '2026-02-03' | Test-Body '$input | ForEach-Object { $_.GetType().Name }'"),
  line("1.5, 2l, 3d | Test-Body '$input | ForEach-Object { $_.GetType().Name }'"),
  line("[guid]::Empty, [version] '1.2', [timespan] 5 | Test-Body '$input | ForEach-Object { $_.GetType().Name }'"),
  line(`$null | Test-Body '"$($input.Count)"'`),
  line(", (1, 2) | Test-Body '$input | ForEach-Object { $_.GetType().Name }'"),
  line(`[pscustomobject] @{ A = 1; B = @(1, 2) } | Test-Body '$input | ForEach-Object { "$($_.A) $($_.B)" }'`),
];
