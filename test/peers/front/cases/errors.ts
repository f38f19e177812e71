import { body, type Case, line } from './case.ts';

export const errors: readonly Case[] = [
  line('Get-Item2 nobody'),
  line('Get-Item2 nobody; Get-Item2 one'),
  line('Get-Item2 nobody -ErrorAction SilentlyContinue'),
  line('try { Get-Item2 nobody -ErrorAction Stop } catch { "caught $($_.FullyQualifiedErrorId)" }; 1'),
  body(`throw 'thrown'`),
  body(`Write-Error 'plain'`),
  body(`Write-Error 'first'; 1; Write-Error 'second'; 2`),
  body(`Write-Error 'with id' -ErrorId Mine -Category ObjectNotFound`),
  body(`Write-Error "two\nlines"`),
  body(`[int] 'x'`),
  body(`1 / 0`),
  body(`Get-Nothing`),
  body(`Get-Item /nowhere`),
  body(
    `$PSCmdlet.ThrowTerminatingError([System.Management.Automation.ErrorRecord]::new([System.InvalidOperationException]::new('ended'), 'Ended', 'InvalidOperation', $null))`,
  ),
  body(`1; throw [System.ArgumentException]::new('in the middle'); 2`),
  line('Test-Bind -Nothing 1'),
  line('Test-Bind -Number x'),
  line('Test-Bind -Colour blue'),
  line('Test-Bind -Range 9'),
  line('Get-Item2 one two'),
];
