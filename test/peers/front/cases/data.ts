import { body, type Case } from './case.ts';
import { evens } from './samples.ts';

export const data: readonly Case[] = [
  body(evens, '| Select-Object Name | ConvertTo-Json -Compress'),
  body(evens, '| Select-Object Name, Even, Size | ConvertTo-Csv -NoTypeInformation'),
  body(
    '[pscustomobject] @{ F = -0.0; G = [double]::PositiveInfinity; H = [double]::NaN }',
    '| Select-Object F, G, H | ConvertTo-Csv',
  ),
  body(
    '[pscustomobject] @{ F = -0.0; G = [double]::PositiveInfinity; H = [double]::NaN }',
    '| Select-Object F, G, H | ConvertTo-Json',
  ),
  body(
    "[pscustomobject] @{ S = [timespan] '1.02:03:04'; G = [guid]::Empty; V = [version] '1.2'; U = [uri] 'http://x/'; E = [System.ConsoleColor]::Red }",
    '| Select-Object G, U, E | ConvertTo-Json',
  ),
  body(
    "[pscustomobject] @{ A = [byte[]] (1, 2); B = [char] 'x'; C = [bigint] 5; D = 1.5d }",
    '| Select-Object A, B, C, D | ConvertTo-Json',
  ),
  body(
    '[pscustomobject] @{ A = [pscustomobject] @{ B = [pscustomobject] @{ C = [pscustomobject] @{ D = 1 } } } }',
    '| Select-Object A | ConvertTo-Json -WarningAction SilentlyContinue',
  ),
  body('[pscustomobject] @{ A = @{ x = 1 } }', '| Select-Object A | ConvertTo-Json'),
  body(`'a"b\\c/d<é>'`, '| ConvertTo-Json'),
  body("[timespan] '1.02:03:04'", '| ForEach-Object { $_.TotalHours }'),
  body("[version] '1.2.3'", '| ForEach-Object { $_.Major }'),
  body('[guid]::Empty', '| ForEach-Object { $_.ToString() }'),
  body(`[xml] '<a><b x="1">t</b></a>'`, '| ForEach-Object { $_.a.b.x }'),
  body('1.5d', '| ForEach-Object { $_ * 2 }'),
  body('[byte[]] (1, 2)', '| ForEach-Object { $_ + 1 }'),
  body('[System.ConsoleColor]::Red', '| ForEach-Object { "$_" }'),
  body('{ 1 + 1 }', '| ForEach-Object { $_.GetType().Name }'),
  body("1, 'a', 1.5, $true, [char] 'x', 5l, 1d", '| ForEach-Object { $_.GetType().FullName }'),
  body('[pscustomobject] @{ A = 1 }, @{ a = 1 }, (1, 2)', '| ForEach-Object { $_.GetType().Name }'),
];
