import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changeRuleOf, heldBack, type SentCommand } from '../../source/domain/index.ts';

const named = (...names: readonly string[]): readonly SentCommand[] => names.map((name) => ({ name }));
const withParameter = (name: string, parameter: NonNullable<SentCommand['parameters']>[number]): SentCommand[] => [
  { name, parameters: [{ name: 'Identity' }, parameter] },
];

it('read-only is the stricter of two marks, and no mark lets everything pass', () => {
  expect(changeRuleOf({})).toBe('allowed');
  expect(changeRuleOf({ asking: true })).toBe('asked');
  expect(changeRuleOf({ asking: true, readOnly: true })).toBe('refused');
  expect(heldBack('allowed', named('Remove-Mailbox', 'anything'))).toEqual([]);
});

describe('a read-only connection', () => {
  const held = (...commands: readonly SentCommand[]) => heldBack('refused', commands);

  it('lets what reads pass, and what endpoints need', () => {
    const fine = ['Get-Mailbox', 'Test-ServiceHealth', 'Search-AdminAuditLog', 'Measure-Object', 'Export-Csv'];
    expect(held(...named(...fine, 'get-mailbox', 'Select-Object', 'Out-Default', 'Exit-PSSession'))).toEqual([]);
    expect(held(...named('Microsoft.Exchange.Management\\Get-Mailbox'))).toEqual([]);
  });

  it('holds back what changes, whatever it is called, and says its name', () => {
    const changes = ['Set-Mailbox', 'New-Mailbox', 'Enable-Mailbox', 'Dismount-Database', 'Invoke-Anything', 'gm', 'x'];
    for (const name of changes) expect(held(...named('Get-Mailbox', name))).toEqual([name]);
    expect(held(...named('Exchange\\Remove-Mailbox', 'Remove-Mailbox'))).toEqual(['Remove-Mailbox']);
    expect(held({ name: 'Get-Mailbox', isScript: true })).toEqual(['Script text']);
    expect(held(...named('Getter-Mailbox', 'GetMailbox', 'Get-', '-Get-Mailbox'))).toHaveLength(4);
  });

  it('holds back what reads by its name alone', () => {
    expect(held(...withParameter('Search-Mailbox', { name: 'DeleteContent' }))).toEqual(['Search-Mailbox']);
    expect(held(...withParameter('Search-Mailbox', { name: '-del' }))).toEqual(['Search-Mailbox']);
    expect(held(...withParameter('Search-Mailbox', { name: 'TargetMailbox:' }))).toEqual(['Search-Mailbox']);
    expect(held(...withParameter('Search-Mailbox', { name: 'DeleteContent', kind: 'off' }))).toEqual([]);
    expect(held(...withParameter('Search-Mailbox', { name: 'EstimateResultOnly' }))).toEqual([]);
    expect(held(...named('Measure-Command'))).toEqual(['Measure-Command']);
    expect(held(...withParameter('Sort-Object', { kind: 'script' }))).toEqual(['Sort-Object']);
    expect(held(...withParameter('Get-Mailbox', { name: 'Filter', kind: 'script' }))).toEqual([]);
  });

  it('does not trust -WhatIf', () => {
    expect(held(...withParameter('Remove-Mailbox', { name: 'WhatIf' }))).toEqual(['Remove-Mailbox']);
  });

  it('lets nothing pass but five verbs and six cmdlets', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 40 }), (name) => {
        const passes = held({ name }).length === 0;
        const bare = name.slice(name.lastIndexOf('\\') + 1);
        const reads = /^(get|test|search|measure|export)-\w+$/i.test(bare);
        const isNeeded = /^((select|sort|group)-object|out-(default|string)|exit-pssession)$/i.test(bare);
        expect(passes).toBe((reads && bare.toLowerCase() !== 'measure-command') || isNeeded);
      }),
    );
  });
});

describe('a connection that asks', () => {
  const held = (...commands: readonly SentCommand[]) => heldBack('asked', commands);

  it('asks before what removes, disables, dismounts, sets, and what nobody can tell', () => {
    const asked = ['Remove-Mailbox', 'Disable-Mailbox', 'Dismount-Database', 'Set-Mailbox', 'Clear-MobileDevice', 'rm'];
    expect(held(...named(...asked))).toEqual(asked);
    expect(held({ name: 'x', isScript: true })).toEqual(['Script text']);
    expect(held(...withParameter('Search-Mailbox', { name: 'DeleteContent' }))).toEqual(['Search-Mailbox']);
  });

  it('does not ask before what reads, adds, or only says what it would do', () => {
    expect(held(...named('Get-Mailbox', 'New-Mailbox', 'Add-MailboxPermission', 'Mount-Database'))).toEqual([]);
    expect(held(...withParameter('Remove-Mailbox', { name: '-WhatIf' }))).toEqual([]);
    expect(held(...withParameter('Remove-Mailbox', { name: 'WhatIf', kind: 'off' }))).toEqual(['Remove-Mailbox']);
    expect(held(...withParameter('Remove-Mailbox', { name: 'Wh' }))).toEqual(['Remove-Mailbox']);
  });
});
