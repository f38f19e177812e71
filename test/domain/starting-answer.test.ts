import { describe, expect, it } from 'vitest';
import { startingAnswer } from '../../source/domain/index.ts';

const confirm = ['&Yes', 'Yes to &All', '&No', 'No to A&ll'];

function start(line: string, { labels = confirm, message = 'Are you sure?', caption = 'Confirm', standard = 0 } = {}) {
  const choices = labels.map((label) => ({ label, help: '' }));
  return startingAnswer({ kind: 'choice', caption, message, choices, defaultChoice: standard }, line);
}

describe('the answer that a question starts on', () => {
  it.each(['Set-Mailbox ravi', 'Get-Mailbox -ErrorAction Stop | Set-Mailbox', 'New-MoveRequest ravi', ''])(
    'is the default of the server after: %s',
    (line) => {
      expect([start(line), start(line, { standard: 1 })]).toEqual([0, 1]);
    },
  );

  it.each([
    'Remove-Mailbox ravi',
    'get-mailbox ravi |remove-mailbox',
    '$x = Disable-Mailbox ravi',
    '(Dismount-Database DB01)',
    'Get-Queue; Suspend-Queue q',
    'Clear-MobileDevice x',
    'Uninstall-AntispamAgent',
    'Stop-MailboxDatabase',
  ])('is No after: %s', (line) => {
    expect(start(line)).toBe(2);
  });

  it.each([
    { message: 'Removing mailbox Identity:"ravi" will remove the Active Directory user object.' },
    { message: 'Performing the operation "Dismount-Database" on target "DB01".' },
    { message: 'This will disable the mailbox.' },
    { caption: 'Delete', message: 'Go on?' },
  ])('is No where only the server tells what is done: %j', (told) => {
    expect(start('Tidy-Up', told)).toBe(2);
  });

  it.each([
    [['&Ja', 'Ja, &alle', '&Nein', 'Nein, k&eine'], 2],
    [['はい(&Y)', 'いいえ(&N)'], 1],
    [['&Delete it', '&Cancel'], 1],
    [['&Delete it', '&No, leave it'], 1],
    [['&Now', '&Later'], -1],
  ])('is what declines among %j', (labels, index) => {
    expect(start('Remove-Mailbox ravi', { labels })).toBe(index);
  });

  it('is none where the server has none, or one that it does not offer', () => {
    expect([start('Set-Mailbox ravi', { standard: -1 }), start('', { standard: 7 })]).toEqual([-1, -1]);
  });
});
