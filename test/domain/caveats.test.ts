import { expect, it } from 'vitest';
import { caveatsOf, scriptCaveatsOf } from '../../source/domain/index.ts';
import { commandsNamed } from '../../source/language/text.ts';

const names = (line: string) => caveatsOf(commandsNamed(line).names).map(({ cmdlet }) => cmdlet);

it.each([
  'Get-ExchangeCertificate',
  '  get-exchangecertificate -Server ex01 | Format-List',
  '$all = Get-ExchangeCertificate',
  "Get-Mailbox 'a;b'; Get-ExchangeCertificate",
  '(Get-ExchangeCertificate).Count',
  'ForEach-Object { Get-ExchangeCertificate }',
  'tmp_ex01\\Get-ExchangeCertificate',
  '"There are $((Get-ExchangeCertificate).Count)"',
  "& 'Get-ExchangeCertificate'",
  'if ($true) { $x += Get-ExchangeCertificate }',
  '<# all of them #> Get-ExchangeCertificate',
])('a line that runs such a cmdlet has its caveat: %s', (line) => {
  expect(names(line)).toEqual(['Get-ExchangeCertificate']);
});

it.each([
  'Get-Mailbox',
  'Get-Help Get-ExchangeCertificate',
  'Get-ExchangeCertificates',
  'Get-ExchangeCertificate-Now',
  "'; Get-ExchangeCertificate'",
  '"a `" ; Get-ExchangeCertificate"',
  'Get-Mailbox # ; Get-ExchangeCertificate',
  '<# ; Get-ExchangeCertificate #> Get-Mailbox',
  '',
])('a line that only names one has none: %s', (line) => {
  expect(names(line)).toEqual([]);
});

it.each([
  ["$ErrorActionPreference = 'Stop'", 1],
  ['param($x)\n  $erroractionpreference="stop"\n', 1],
  ['$script:ErrorActionPreference = [System.Management.Automation.ActionPreference]::Stop', 1],
  ["$global:ErrorActionPreference = 'Stop'", 0],
  ["$ErrorActionPreference = 'Continue'", 0],
  ["# $ErrorActionPreference = 'Stop'", 0],
  ["Write-Host '$ErrorActionPreference = Stop'", 0],
])('a script whose preference no module sees has a caveat: %j', (text, count) => {
  expect(scriptCaveatsOf(text)).toHaveLength(count);
});
