import { describe, expect, it } from 'vitest';
import { changesIn, harmlessAliases } from '../../source/language/changes.ts';
import { localCommands } from '../../source/language/commands/index.ts';

describe('commands of a text that may change something', () => {
  it.each([
    ['Get-Queue | Where-Object Status -eq Retry | Sort-Object MessageCount | Select-Object -First 3', []],
    ['Get-Mailbox | Set-Mailbox -Office x; Remove-Mailbox b', ['Set-Mailbox', 'Remove-Mailbox']],
    ['Get-Mailbox -Filter "Name -eq \'Set-Mailbox\'" # Remove-Mailbox', []],
    ['Test-ServiceHealth', []],
    ['Get-Queue -Server ex-hub', []],
    ['Get-Queue -Server:ex-hub; Get-Mailbox svc-backup, dl-sales, svc-*, my-box@a-b.com | ? Used -gt $used-limit', []],
    ['Get-MailboxStatistics (Get-Mailbox x) svc-backup', []],
    ['Get-Queue\nSet-Mailbox x;Set-User y', ['Set-Mailbox', 'Set-User']],
    ['if ($x) { return Set-Mailbox x } Set-User y', ['Set-Mailbox', 'Set-User']],
    ['$x =Set-Mailbox y; $z = Set-User y; & Remove-Mailbox a', ['Set-Mailbox', 'Set-User', 'Remove-Mailbox']],
    ['Exchange\\Set-Mailbox x', ['Set-Mailbox']],
    ['Get-Queue | % { Suspend-Queue $_ }', ['Suspend-Queue']],
    ['"$(Remove-Mailbox x)"; @"\n$(Set-User y)\n"@; \'$(Set-Mailbox z)\'', ['Remove-Mailbox', 'Set-User']],
    ['& "Remove-Mailbox" a; . \'Set-User\' b; Remove`-Queue c', ['Remove-Mailbox', 'Set-User', 'Remove-Queue']],
    ['& { Set-Mailbox x }; @{ k = Set-User y }; $a[(Remove-Queue z)]', ['Set-Mailbox', 'Set-User', 'Remove-Queue']],
    ['gci | ? Name -eq x | % { $_.Name } | sort | SELECT -First 3 | ft', []],
    ['Get-Mailbox | rm', ['rm']],
    ['queues; C:\\tools\\sweep.exe', ['queues', 'sweep.exe']],
    ['function queues { Get-Queue }; Queues', []],
    ['function sweep { Remove-Queue x }; sweep', ['Remove-Queue']],
    ['& $x; . (Get-It `\n -Now); iex $y; $z.Invoke(1); $z.Trim()', ['iex', '$x', '(Get-It ` -Now)', 'Invoke']],
    ['& "Remove-$what" x', ['"Remove-$what"']],
    ['Get-Help Set-Mailbox; Get-Queue | Where-Object Name -eq Set-Queue', []],
    ['Get-Queue > queues.txt', []],
    ['Get-Queue; Start-Sleep 5; sleep 5; $name = Read-Host; New-TimeSpan; Import-Csv (Join-Path $home users.csv)', []],
    [
      'Import-TransportRuleCollection; Start-ManagedFolderAssistant x',
      ['Import-TransportRuleCollection', 'Start-ManagedFolderAssistant'],
    ],
    ['Set-Mailbox x; )', ['Set-Mailbox']],
    ['', []],
  ])('%s', (text, expected) => {
    expect(changesIn(text)).toEqual(expected);
  });

  it('may stand behind any short name but those of what reads or handles objects', () => {
    const aliases = localCommands.flatMap(({ name, aliases: all = [] }) => all.map((alias) => ({ alias, name })));
    const harmless = aliases.filter(({ name }) => changesIn(name).length === 0).map(({ alias }) => alias);
    expect([...harmlessAliases].toSorted()).toEqual(harmless.toSorted());
  });
});
