import { describe, expect, it } from 'vitest';
import { itemsOf, PsObject, type PsValue } from '../../../source/objects/index.ts';
import { textOf } from '../../../source/sandbox/directory/text-values.ts';
import { column, openConsole } from './console.ts';

const rightsOf = (objects: readonly PsObject[]) =>
  objects.map((one) => [
    textOf(one.get('User') ?? null) ?? nameOf(one.get('User')),
    itemsOf(one.get('AccessRights') ?? null),
  ]);
const nameOf = (user: PsValue | undefined) => (user instanceof PsObject ? user.text : undefined);

describe('permissions on folders', () => {
  it('are there from the beginning, are added, changed and removed', async () => {
    const console = openConsole();
    const calendar = { Identity: 'adele.vance:\\Calendar' };
    const shown = async () => rightsOf((await console.run('Get-MailboxFolderPermission', calendar)).output);
    expect(await shown()).toEqual([
      ['Default', ['AvailabilityOnly']],
      ['Anonymous', ['None']],
    ]);
    await console.run('Add-MailboxFolderPermission', {
      ...calendar,
      User: 'mira',
      AccessRights: 'Editor',
      WhatIf: true,
    });
    expect(await shown()).toHaveLength(2);
    await console.run('Add-MailboxFolderPermission', { ...calendar, User: 'mira', AccessRights: 'Editor' });
    await console.run('Set-MailboxFolderPermission', { ...calendar, User: 'Default', AccessRights: 'LimitedDetails' });
    expect(await shown()).toEqual([
      ['Default', ['LimitedDetails']],
      ['Anonymous', ['None']],
      ['Mira Castellanos', ['Editor']],
    ]);
    const again = await console.run('Add-MailboxFolderPermission', {
      ...calendar,
      User: 'mira',
      AccessRights: 'Owner',
    });
    expect(again.errors[0]?.reason).toBe('UserAlreadyExistsInPermissionEntryException');
    console.answers = [0];
    await console.run('Remove-MailboxFolderPermission', { ...calendar, User: 'mira' });
    expect((await console.run('Get-MailboxFolderPermission', { ...calendar, User: 'mira' })).errors[0]?.reason).toBe(
      'UserNotFoundInPermissionEntryException',
    );
    expect(
      (await console.run('Get-MailboxFolderPermission', { Identity: 'adele.vance:\\Nowhere' })).errors,
    ).toHaveLength(1);
  });

  it('stand beside the folders with their sizes', async () => {
    const console = openConsole();
    const { output } = await console.run('Get-MailboxFolderStatistics', { 0: 'adele.vance', FolderScope: 'Calendar' });
    expect(column(output, 'FolderPath')).toEqual(['/Calendar']);
    expect((await console.run('Get-MailboxFolderStatistics', { 0: 'adele.vance' })).output.length).toBeGreaterThan(10);
  });
});

it('Send-As is given, shown and taken', async () => {
  const console = openConsole();
  const users = async () => column((await console.run('Get-ADPermission', { 0: 'adele.vance' })).output, 'User');
  await console.run('Add-ADPermission', { 0: 'adele.vance', User: 'mira', ExtendedRights: 'Send As' });
  expect(await users()).toEqual(['NT AUTHORITY\\SELF', 'CONTOSO\\mira']);
  console.answers = [0];
  await console.run('Remove-ADPermission', { 0: 'adele.vance', User: 'mira', ExtendedRights: 'Send-As' });
  expect(await users()).toEqual(['NT AUTHORITY\\SELF']);
  expect((await console.run('Add-ADPermission', { 0: 'adele.vance', User: 'mira' })).warnings).toHaveLength(1);
});

it('transport rules are made at a place, disabled, changed, removed', async () => {
  const console = openConsole();
  await console.run('New-TransportRule', { 0: 'First', PrependSubject: '[x] ' });
  await console.run('New-TransportRule', { 0: 'Before', Priority: 0, SentToScope: 'NotInOrganization' });
  const names = async (parameters = {}) => column((await console.run('Get-TransportRule', parameters)).output, 'Name');
  expect(await names()).toEqual(['Before', 'Block programs', 'Mark what comes from outside', 'First']);
  expect((await console.run('New-TransportRule', { 0: 'first' })).errors[0]?.reason).toBe('RuleAlreadyExistsException');
  await console.run('Disable-TransportRule', { 0: 'First', Confirm: false });
  expect(await names({ State: 'Disabled' })).toEqual(['Mark what comes from outside', 'First']);
  await console.run('Set-TransportRule', { 0: 'First', Name: 'Second', Comments: 'later' });
  expect(column((await console.run('Get-TransportRule', { 0: 'Second' })).output, 'Comments')).toEqual(['later']);
  await console.run('Remove-TransportRule', { 0: 'Before', Confirm: false });
  expect(await names()).toEqual(['Block programs', 'Mark what comes from outside', 'Second']);
});

it('components of a server go off with the server as a whole, each by who asked for it', async () => {
  const console = openConsole();
  const set = (Component: string, State: string, Requester = 'Maintenance') =>
    console.run('Set-ServerComponentState', { 0: 'EX01', Component, State, Requester });
  const state = async (Component: string) =>
    column((await console.run('Get-ServerComponentState', { 0: 'EX01', Component })).output, 'State')[0];
  await set('HubTransport', 'Draining');
  expect(await state('HubTransport')).toBe('Draining');
  await set('ServerWideOffline', 'Inactive');
  expect([await state('OwaProxy'), await state('Monitoring')]).toEqual(['Inactive', 'Active']);
  await set('ServerWideOffline', 'Active');
  await set('HubTransport', 'Active', 'Functional');
  expect([await state('OwaProxy'), await state('HubTransport')]).toEqual(['Active', 'Draining']);
  await set('HubTransport', 'Active');
  expect(await state('HubTransport')).toBe('Active');
});

it('what changes something is found again in the log, and what was only asked is not', async () => {
  const console = openConsole();
  await console.run('Set-Mailbox', { 0: 'adele.vance', Office: 'Oslo' });
  await console.run('Set-Mailbox', { 0: 'adele.vance', Office: 'Wien', WhatIf: true });
  await console.run('Get-Mailbox', { 0: 'adele.vance' });
  await console.run('Set-Mailbox', { 0: 'nosuch', Office: 'Oslo' });
  const { output } = await console.run('Search-AdminAuditLog', { Cmdlets: 'Set-Mailbox' });
  expect(output.map((one) => [textOf(one.get('ObjectModified')), one.get('Succeeded')])).toEqual([
    ['nosuch', false],
    ['adele.vance', true],
  ]);
  const parameters = itemsOf(output[1]?.get('CmdletParameters') ?? null) ?? [];
  expect(parameters.map((one) => one instanceof PsObject && [one.get('Name'), one.get('Value')])).toEqual([
    ['Identity', 'adele.vance'],
    ['Office', 'Oslo'],
  ]);
  expect((await console.run('Search-AdminAuditLog', { IsSuccess: true })).output).toHaveLength(1);
  expect(column(output, 'Caller')).toEqual(Array(2).fill('contoso.com/Users/Berlin/Mira Castellanos'));
});

it('a retention policy is one that there is', async () => {
  const console = openConsole();
  expect((await console.run('Set-Mailbox', { 0: 'adele.vance', RetentionPolicy: 'nosuch' })).errors).toHaveLength(1);
  await console.run('Set-Mailbox', { 0: 'adele.vance', RetentionPolicy: 'contoso finance' });
  const [mailbox] = (await console.run('Get-Mailbox', { 0: 'adele.vance' })).output;
  expect(mailbox?.get('RetentionPolicy')).toBe('Contoso Finance');
});

it('a retention tag’s kind of folder has its own number', async () => {
  const { output } = await openConsole().run('Get-RetentionPolicyTag', {});
  const kinds = output.map((one) => one.get('Type')).flatMap((type) => (type instanceof PsObject ? [type] : []));
  expect(Object.fromEntries(kinds.map(({ text, base }) => [text, base]))).toEqual({
    All: 12,
    RecoverableItems: 18,
    DeletedItems: 3,
    JunkEmail: 6,
    Personal: 17,
  });
});
