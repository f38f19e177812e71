import { describe, expect, it } from 'vitest';
import { changesIn, watchRequest } from '../../source/domain/index.ts';

describe('watch, typed in front of a line', () => {
  it.each([
    ['watch 10 Get-Queue', { seconds: 10, line: 'Get-Queue' }],
    ['WATCH 2m Get-Queue | Sort-Object Name', { seconds: 120, line: 'Get-Queue | Sort-Object Name' }],
    ['watch Get-Queue', { seconds: 10, line: 'Get-Queue' }],
    [' watch 30s sessions ', { seconds: 30, line: 'sessions' }],
    ['watch', expect.stringContaining('needs a line')],
    ['watch 10', expect.stringContaining('needs a line')],
    ['watch 0 Get-Queue', expect.stringContaining('every 1 to')],
    ['Get-Queue', undefined],
    ['watcher 1', undefined],
    ['watch-thing', undefined],
  ])('%s', (line, expected) => {
    expect(watchRequest(line)).toEqual(expected);
  });
});

describe('what a watch does not run', () => {
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
    ['sessions', []],
  ])('%s', (line, expected) => {
    expect(changesIn(line)).toEqual(expected);
  });
});
