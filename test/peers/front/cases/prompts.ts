import { asking, type Case, line } from './case.ts';

export const prompts: readonly Case[] = [
  asking(`"got $(Read-Host)"`, 'typed'),
  asking(`"got $(Read-Host 'Name')"`, 'typed'),
  asking(`"$(Read-Host 'A') $(Read-Host 'B')"`, 'x', 'y'),
  asking(`(Read-Host 'Empty').Length`, ''),
  asking(`Read-Host 'Ünï'`, 'gehäim'),
  { line: 'Set-Item2 one', answers: ['y'] },
  { line: 'Set-Item2 one', answers: ['n'] },
  line('Set-Item2 one -Confirm:$false'),
  line('Set-Item2 one -WhatIf'),
  { line: 'Get-Item2 | Set-Item2', answers: ['a'] },
  { line: 'Get-Item2 | Set-Item2', answers: ['l'] },
  { line: 'Get-Item2 | Set-Item2', answers: ['y', 'n', 'y'] },
  asking(
    `$c = [System.Management.Automation.Host.ChoiceDescription[]] ('&Red', '&Green'); $Host.UI.PromptForChoice('Caption', 'Which?', $c, 1)`,
    'r',
  ),
  asking(
    `$c = [System.Management.Automation.Host.ChoiceDescription[]] ('&Red', '&Green'); $Host.UI.PromptForChoice('Caption', 'Which?', $c, 1)`,
    '',
  ),
  { line: 'Set-List', answers: ['a,b', 'c', ''] },
  { line: 'Test-Prompted', answers: ['t', '5'] },
];
