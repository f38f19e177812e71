import { type Case, line } from './case.ts';

export const variables: readonly Case[] = [
  line('$x = Get-Item2 one; $x.Size'),
  line('$x.Name'),
  line('$all = Get-Item2; $all.Count'),
  line('$all[1].Name'),
  line("$all | Where-Object Name -eq 'three'"),
  line('$all | Get-Item2 | Select-Object Name'),
  line("$n = 'two'; Get-Item2 $n"),
  line('Get-Item2 -Identity $all[0].Name'),
  line('Get-Item2 nobody -ErrorVariable problem -ErrorAction SilentlyContinue; $problem.Count'),
];
