import { describe, expect, it } from 'vitest';
import {
  itemsOf,
  type PsObject,
  PsSecureString,
  psCredential,
  psDictionary,
  psList,
} from '../../../source/objects/index.ts';
import { textOf } from '../../../source/sandbox/directory/text-values.ts';
import { type Console, column, openConsole } from './console.ts';

const password = new PsSecureString(new Uint8Array([1, 2, 3]));
const addressesOf = async (console: Console, identity: string) => {
  const [mailbox] = (await console.run('Get-Mailbox', { Identity: identity })).output;
  return itemsOf(mailbox?.get('EmailAddresses') ?? null);
};

describe('Get-Mailbox', () => {
  it('finds one by every name it has', async () => {
    const console = openConsole();
    const [mailbox] = (await console.run('Get-Mailbox', { Identity: 'sean.obrien' })).output;
    const names = [
      'Name',
      'DisplayName',
      'Alias',
      'PrimarySmtpAddress',
      'UserPrincipalName',
      'DistinguishedName',
      'Identity',
      'Guid',
      'ExchangeGuid',
      'LegacyExchangeDN',
      'SamAccountName',
    ];
    for (const property of names) {
      const text = textOf(mailbox?.get(property)) ?? '';
      expect(text, property).not.toBe('');
      const { output } = await console.run('Get-Mailbox', { Identity: text.toUpperCase() });
      expect(column(output, 'Alias'), property).toEqual(['sean.obrien']);
    }
    expect((await console.run('Get-Mailbox', { Identity: 'CONTOSO\\sean.obrien' })).output).toHaveLength(1);
    expect((await console.run('Get-Mailbox', { Identity: '太郎 山田' })).output).toHaveLength(1);
  });

  it('takes wildcards, and finds nothing without an error', async () => {
    const console = openConsole();
    expect(column((await console.run('Get-Mailbox', { Identity: 'adele*' })).output, 'Alias')).toEqual(['adele.vance']);
    const none = await console.run('Get-Mailbox', { Identity: 'xyz*' });
    expect([none.output, none.errors]).toEqual([[], []]);
  });

  it('gives all that share a display name, where Set-Mailbox refuses to choose', async () => {
    const console = openConsole();
    for (const identity of ['ravi', 'vera'])
      await console.run('Set-Mailbox', { Identity: identity, DisplayName: 'Twin' });
    expect((await console.run('Get-Mailbox', { Identity: 'Twin' })).output).toHaveLength(2);
    const { errors } = await console.run('Set-Mailbox', { Identity: 'Twin', Office: 'X' });
    expect(errors[0]?.reason).toBe('ManagementObjectAmbiguousException');
  });

  it('has the type, the identity and the properties of a mailbox', async () => {
    const [mailbox] = (await openConsole().run('Get-Mailbox', { Identity: 'adele.vance' })).output;
    expect(mailbox?.typeNames[0]).toBe('Microsoft.Exchange.Data.Directory.Management.Mailbox');
    expect(mailbox?.typeNames.at(-1)).toBe('System.Object');
    expect(mailbox?.text).toBe(mailbox?.get('Identity'));
    expect(mailbox?.propertyNames.length).toBeGreaterThan(50);
    expect(textOf(mailbox?.get('RecipientTypeDetails'))).toBe('UserMailbox');
    expect(mailbox?.get('ServerName')).toMatch(/^ex0[12]$/);
    expect(textOf(mailbox?.get('ProhibitSendQuota'))).toBe('Unlimited');
  });

  it('narrows by type, database, server and unit, each and together', async () => {
    const console = openConsole({ mailboxes: 200 });
    const all = (await console.run('Get-Mailbox')).output;
    const count = async (parameters: Record<string, string | PsObject>) =>
      (await console.run('Get-Mailbox', parameters)).output;
    const rooms = await count({ RecipientTypeDetails: psList(['RoomMailbox', 'EquipmentMailbox']) });
    expect(new Set(column(rooms, 'RecipientTypeDetails'))).toEqual(new Set(['RoomMailbox', 'EquipmentMailbox']));
    const inDatabase = await count({ Database: 'DB01' });
    expect(column(inDatabase, 'Database')).toEqual(column(all, 'Database').filter((name) => name === 'DB01'));
    const onServer = await count({ Server: 'ex02.contoso.com' });
    expect(onServer).toHaveLength(column(all, 'ServerName').filter((name) => name === 'ex02').length);
    const inUnit = await count({ OrganizationalUnit: 'Berlin', Database: 'DB01' });
    expect(inUnit.length).toBeGreaterThan(0);
    expect(column(inUnit, 'OrganizationalUnit').every((unit) => unit === 'contoso.com/Users/Berlin')).toBe(true);
    expect((await console.run('Get-Mailbox', { Database: 'DB99' })).errors[0]?.message).toContain("'DB99'");
  });

  it('resolves -Anr by beginnings of names, first and last in either order', async () => {
    const console = openConsole();
    for (const anr of ['adel', 'vanc', 'ad va', 'va ad']) {
      expect(column((await console.run('Get-Mailbox', { Anr: anr })).output, 'Alias'), anr).toContain('adele.vance');
    }
    expect((await console.run('Get-Mailbox', { Anr: 'dele' })).output).toEqual([]);
  });

  it('filters, and says which property it does not know', async () => {
    const console = openConsole();
    const { output } = await console.run('Get-Mailbox', {
      Filter: "Alias -like 'a*' -and RecipientTypeDetails -eq 'UserMailbox'",
    });
    expect(output.length).toBeGreaterThan(1);
    expect(column(output, 'Alias').every((alias) => alias.startsWith('a'))).toBe(true);
    for (const [filter, message] of [
      ["Shoe -eq '9'", '"Shoe"'],
      ["Alias -eq 'a", 'no closing'],
    ] as const) {
      const { failure } = await console.run('Get-Mailbox', { Filter: filter });
      expect(failure?.fullyQualifiedErrorId).toBe('ParameterBindingFailed,Get-Mailbox');
      expect(failure?.message).toContain(message);
    }
  });

  it('sorts', async () => {
    const console = openConsole();
    const { output } = await console.run('Get-Mailbox', { SortBy: 'DisplayName', ResultSize: 'Unlimited' });
    const names = column(output, 'DisplayName');
    expect(names).toEqual([...names].sort(new Intl.Collator('en', { sensitivity: 'base', numeric: true }).compare));
    const dates = column((await console.run('Get-Mailbox', { SortBy: 'WhenCreated' })).output, 'WhenCreated');
    expect(dates).toEqual([...dates].sort());
  });

  it('stops at 1000 with a warning, or where it is told to, or not at all', async () => {
    const console = openConsole({ mailboxes: 1001 });
    const first = await console.run('Get-Mailbox');
    expect([first.output.length, first.warnings]).toEqual([1000, [expect.stringContaining('-ResultSize Unlimited')]]);
    const all = await console.run('Get-Mailbox', { ResultSize: 'Unlimited' });
    expect([all.output.length, all.warnings]).toEqual([1001, []]);
    const exact = await console.run('Get-Mailbox', { ResultSize: 1001 });
    expect([exact.output.length, exact.warnings]).toEqual([1001, []]);
    const few = await console.run('Get-Mailbox', { ResultSize: 5 });
    expect([few.output.length, few.warnings]).toEqual([5, [expect.stringContaining('5')]]);
    const quiet = await console.run('Get-Mailbox', { ResultSize: 5, WarningAction: 'SilentlyContinue' });
    expect(quiet.warnings).toEqual([]);
  });

  it('shows no mailbox for -Arbitration and the like, since there is none', async () => {
    expect((await openConsole().run('Get-Mailbox', { Arbitration: true })).output).toEqual([]);
  });
});

describe('New-Mailbox', () => {
  it('makes a mailbox that the others see', async () => {
    const console = openConsole();
    const made = await console.run('New-Mailbox', {
      Name: 'Grace Hopper',
      UserPrincipalName: 'grace@contoso.com',
      Password: password,
      FirstName: 'Grace',
      LastName: 'Hopper',
      Database: 'DB02',
    });
    expect(made.errors).toEqual([]);
    expect(made.output[0]?.typeNames[0]).toBe('Microsoft.Exchange.Data.Directory.Management.Mailbox');
    const [found] = (await console.run('Get-Mailbox', { Identity: 'grace@contoso.com' })).output;
    expect(found?.get('Database')).toBe('DB02');
    expect(found?.get('PrimarySmtpAddress')).toBe('grace.hopper@contoso.com');
    expect((await console.run('Get-User', { Identity: 'Grace Hopper' })).output).toHaveLength(1);
    expect((await console.run('Get-Recipient', { Anr: 'grace' })).output).toHaveLength(1);
    const { output, warnings } = await console.run('Get-MailboxStatistics', { Identity: 'Grace Hopper' });
    expect([output, warnings]).toEqual([[], [expect.stringContaining('logged on')]]);
  });

  it('wants an account name and a password for a person, and none for a room', async () => {
    const console = openConsole();
    const { failure } = await console.run('New-Mailbox', { Name: 'Nobody' });
    expect(failure?.message).toContain('UserPrincipalName Password');
    const { output } = await console.run('New-Mailbox', { Name: 'Room 101', Room: true });
    expect(column(output, 'RecipientTypeDetails')).toEqual(['RoomMailbox']);
    expect(output[0]?.get('ResourceType')).toBe('Room');
  });

  it('takes a credential as PowerShell has it, and no text in its place', async () => {
    const console = openConsole();
    const credential = psCredential('contoso\\mira', password);
    expect((await console.run('Get-Recipient', { Credential: credential })).failure).toBeUndefined();
    const { failure } = await console.run('Get-Recipient', { Credential: 'contoso\\mira' });
    expect(failure?.message).toContain('It takes what Get-Credential gives.');
  });

  it('escapes a name in its distinguished name, and finds it by that', async () => {
    const console = openConsole();
    const { output } = await console.run('New-Mailbox', { Name: 'Doe, Jane "J"', Shared: true });
    const [name] = column(output, 'DistinguishedName');
    expect(name).toBe('CN=Doe\\, Jane \\"J\\",CN=Users,DC=contoso,DC=com');
    expect((await console.run('Get-Mailbox', { Identity: name ?? '' })).output).toHaveLength(1);
  });

  it('finds an alias for a name without Latin letters, and another where it is taken', async () => {
    const console = openConsole();
    const japanese = await console.run('New-Mailbox', {
      Name: '鈴木 花子',
      UserPrincipalName: 'suzuki@contoso.com',
      Password: password,
    });
    expect(column(japanese.output, 'Alias')).toEqual(['suzuki']);
    const second = await console.run('New-Mailbox', { Name: 'Adele  Vance', Shared: true });
    expect(column(second.output, 'Alias')).toEqual(['adele.vance1']);
  });

  it.each([
    [
      'name',
      { Name: 'Room A', Room: true, OrganizationalUnit: 'contoso.com/Resources' },
      'ADObjectAlreadyExistsException',
    ],
    ['alias', { Name: 'Other', Alias: 'ADELE.vance', Shared: true }, 'ADObjectAlreadyExistsException'],
    [
      'address',
      { Name: 'Other', Shared: true, PrimarySmtpAddress: 'Adele.Vance@contoso.com' },
      'ProxyAddressExistsException',
    ],
    [
      'account',
      { Name: 'Other', UserPrincipalName: 'ravi@contoso.com', Password: password, Alias: 'o' },
      'ADObjectAlreadyExistsException',
    ],
    ['odd address', { Name: 'Other', Shared: true, PrimarySmtpAddress: 'no address' }, 'DataValidationException'],
  ])('refuses a second of the same %s', async (_, parameters, reason) => {
    const console = openConsole();
    await console.run('New-Mailbox', { Name: 'Room A', Room: true, OrganizationalUnit: 'Resources', Alias: 'first' });
    const { output, errors } = await console.run('New-Mailbox', parameters);
    expect(output).toEqual([]);
    expect(errors.map((error) => error.reason)).toEqual([reason]);
  });
});

describe('Enable-, Disable- and Remove-Mailbox', () => {
  it('give and take a mailbox, and keep or remove the account', async () => {
    const console = openConsole();
    const [user] = (await console.run('Get-User', { Filter: "RecipientType -eq 'User'" })).output;
    const identity = textOf(user?.get('Identity')) ?? '';
    const enabled = await console.run('Enable-Mailbox', { Identity: identity });
    expect(column(enabled.output, 'RecipientTypeDetails')).toEqual(['UserMailbox']);
    expect((await console.run('Enable-Mailbox', { Identity: identity })).errors[0]?.message).toContain(
      'already has a mailbox',
    );
    await console.run('Disable-Mailbox', { Identity: identity, Confirm: false });
    expect((await console.run('Get-Mailbox', { Identity: identity })).errors).toHaveLength(1);
    expect((await console.run('Get-User', { Identity: identity })).output).toHaveLength(1);
    await console.run('Enable-Mailbox', { Identity: identity });
    await console.run('Remove-Mailbox', { Identity: identity, Confirm: false });
    expect((await console.run('Get-User', { Identity: identity })).errors).toHaveLength(1);
  });

  it('take a mailbox out of its groups and end its move', async () => {
    const console = openConsole();
    await console.run('New-DistributionGroup', { Name: 'Crew', Members: psList(['adele.vance', 'ravi', 'vera']) });
    await console.run('New-MoveRequest', { Identity: 'vera' });
    await console.run('Remove-Mailbox', { Identity: 'adele.vance', Confirm: false });
    await console.run('Disable-Mailbox', { Identity: 'vera', Confirm: false });
    const { output } = await console.run('Get-DistributionGroupMember', { Identity: 'Crew' });
    expect(column(output, 'Alias')).toEqual(['ravi']);
    expect(column((await console.run('Get-MoveRequest')).output, 'Name')).not.toContain('Vera Lindqvist');
  });
});

describe('Set-Mailbox', () => {
  it('keeps what Get-Mailbox shows, in the terms it shows it', async () => {
    const console = openConsole();
    const { warnings, errors } = await console.run('Set-Mailbox', {
      Identity: 'adele.vance',
      ProhibitSendQuota: '5GB',
      HiddenFromAddressListsEnabled: true,
      CustomAttribute7: 'blue',
      ForwardingAddress: 'ravi@contoso.com',
      GrantSendOnBehalfTo: psList(['vera', 'hal']),
      Type: 'Shared',
    });
    expect([warnings, errors]).toEqual([[], []]);
    const [mailbox] = (await console.run('Get-Mailbox', { Identity: 'adele.vance' })).output;
    expect(textOf(mailbox?.get('ProhibitSendQuota'))).toBe('5 GB (5,368,709,120 bytes)');
    expect(mailbox?.get('HiddenFromAddressListsEnabled')).toBe(true);
    expect(mailbox?.get('CustomAttribute7')).toBe('blue');
    expect(mailbox?.get('ForwardingAddress')).toMatch(/^contoso\.com\/Users\/.*\/Ravi Menon$/);
    expect(itemsOf(mailbox?.get('GrantSendOnBehalfTo') ?? null)).toHaveLength(2);
    expect(textOf(mailbox?.get('RecipientTypeDetails'))).toBe('SharedMailbox');
    await console.run('Set-Mailbox', { Identity: 'adele.vance', ForwardingAddress: null });
    expect(
      (await console.run('Get-Mailbox', { Identity: 'adele.vance' })).output[0]?.get('ForwardingAddress'),
    ).toBeNull();
  });

  it('changes addresses by a list, and by adding and removing', async () => {
    const console = openConsole();
    const change = psDictionary([['Add', psList(['Adele@fabrikam.com', 'smtp:av@contoso.com'])]]);
    await console.run('Set-Mailbox', { Identity: 'adele.vance', EmailAddresses: change });
    expect(await addressesOf(console, 'adele.vance')).toEqual(
      expect.arrayContaining(['SMTP:adele.vance@contoso.com', 'smtp:Adele@fabrikam.com', 'smtp:av@contoso.com']),
    );
    const removal = psDictionary([['Remove', 'ADELE@fabrikam.com']]);
    await console.run('Set-Mailbox', { Identity: 'adele.vance', EmailAddresses: removal });
    expect(await addressesOf(console, 'adele.vance')).not.toContain('smtp:Adele@fabrikam.com');
    await console.run('Set-Mailbox', {
      Identity: 'av@contoso.com',
      EmailAddresses: psList(['smtp:a@contoso.de', 'SMTP:b@contoso.de']),
    });
    expect(await addressesOf(console, 'adele.vance')).toEqual(['SMTP:b@contoso.de', 'smtp:a@contoso.de']);
    await console.run('Set-Mailbox', { Identity: 'adele.vance', PrimarySmtpAddress: 'c@contoso.de' });
    expect(await addressesOf(console, 'adele.vance')).toEqual([
      'SMTP:c@contoso.de',
      'smtp:b@contoso.de',
      'smtp:a@contoso.de',
    ]);
    const taken = await console.run('Set-Mailbox', { Identity: 'adele.vance', PrimarySmtpAddress: 'ravi@contoso.com' });
    expect(taken.errors.map((error) => error.reason)).toEqual(['ProxyAddressExistsException']);
  });

  it('says so where nothing was changed, or where nothing shows the change', async () => {
    const console = openConsole();
    expect((await console.run('Set-Mailbox', { Identity: 'adele.vance' })).warnings).toEqual([
      expect.stringContaining('nothing'),
    ]);
    const { warnings } = await console.run('Set-Mailbox', { Identity: 'adele.vance', MaxSafeSenders: 5 });
    expect(warnings).toEqual([expect.stringContaining('-maxsafesenders')]);
  });

  it('moves the date of the last change on, and refuses nobody their own address', async () => {
    const console = openConsole();
    const changed = async () =>
      column((await console.run('Get-Mailbox', { Identity: 'adele.vance' })).output, 'WhenChanged')[0];
    const before = await changed();
    const { errors } = await console.run('Set-Mailbox', {
      Identity: 'adele.vance',
      PrimarySmtpAddress: 'adele.vance@contoso.com',
    });
    expect(errors).toEqual([]);
    expect(await changed()).toBe('2026-11-22T12:00:00Z');
    expect(before).not.toBe(await changed());
  });

  it('refuses a name or an alias that is taken', async () => {
    const console = openConsole();
    const { errors } = await console.run('Set-Mailbox', { Identity: 'adele.vance', Alias: 'ravi' });
    expect(errors.map((error) => error.reason)).toEqual(['ADObjectAlreadyExistsException']);
  });
});

describe('Set-CASMailbox and Set-User', () => {
  it('change what Get-CASMailbox and Get-User show', async () => {
    const console = openConsole();
    await console.run('Set-CASMailbox', { Identity: 'adele.vance', PopEnabled: false, MapiHttpEnabled: true });
    const [access] = (await console.run('Get-CASMailbox', { Identity: 'adele.vance' })).output;
    expect([access?.get('PopEnabled'), access?.get('MapiHttpEnabled'), access?.get('ImapEnabled')]).toEqual([
      false,
      true,
      true,
    ]);
    await console.run('Set-User', {
      Identity: 'adele.vance',
      RemotePowerShellEnabled: false,
      Title: 'Chief',
      Manager: 'mira',
    });
    const [user] = (await console.run('Get-User', { Identity: 'adele.vance' })).output;
    expect([user?.get('RemotePowerShellEnabled'), user?.get('Title')]).toEqual([false, 'Chief']);
    expect(user?.get('Manager')).toMatch(/Mira Castellanos$/);
    const { output } = await console.run('Get-User', { Filter: 'RemotePowerShellEnabled -eq $false' });
    expect(column(output, 'SamAccountName').sort()).toEqual(['adele.vance', 'nora']);
  });
});

describe('mailbox permissions', () => {
  it('are added, shown and removed', async () => {
    const console = openConsole();
    const entry = { Identity: 'adele.vance', User: 'ravi@contoso.com', AccessRights: 'FullAccess' };
    const added = await console.run('Add-MailboxPermission', entry);
    expect(column(added.output, 'User')).toEqual(['CONTOSO\\ravi']);
    expect((await console.run('Add-MailboxPermission', entry)).warnings).toHaveLength(1);
    const shown = await console.run('Get-MailboxPermission', { Identity: 'adele.vance', User: 'ravi' });
    expect(shown.output.map((one) => itemsOf(one.get('AccessRights') ?? null))).toEqual([['FullAccess']]);
    expect((await console.run('Get-MailboxPermission', { Identity: 'adele.vance' })).output.length).toBeGreaterThan(3);
    console.answers = [0];
    expect((await console.run('Remove-MailboxPermission', entry)).prompts).toHaveLength(1);
    expect((await console.run('Get-MailboxPermission', { Identity: 'adele.vance', User: 'ravi' })).output).toEqual([]);
    expect((await console.run('Remove-MailboxPermission', { ...entry, Confirm: false })).warnings).toHaveLength(1);
  });

  it('leave an inherited entry where it is', async () => {
    const console = openConsole();
    const entry = {
      Identity: 'adele.vance',
      User: 'contoso\\exchange servers',
      AccessRights: 'FullAccess',
      Confirm: false,
    };
    expect((await console.run('Remove-MailboxPermission', entry)).warnings).toHaveLength(1);
    const { output } = await console.run('Get-MailboxPermission', {
      Identity: 'adele.vance',
      User: 'CONTOSO\\Exchange*',
    });
    expect(column(output, 'User')).toEqual(['CONTOSO\\Exchange Servers']);
  });

  it('refuse rights that do not exist and people who do not', async () => {
    const console = openConsole();
    const wrong = await console.run('Add-MailboxPermission', {
      Identity: 'ravi',
      User: 'vera',
      AccessRights: 'Everything',
    });
    expect(wrong.failure?.message).toContain('FullAccess');
    const nobody = await console.run('Add-MailboxPermission', {
      Identity: 'ravi',
      User: 'nobody',
      AccessRights: 'FullAccess',
    });
    expect(nobody.errors[0]?.reason).toBe('ManagementObjectNotFoundException');
  });
});

describe('Get-MailboxStatistics', () => {
  it('shows one mailbox without a bar, and a whole server with a bar that ends', async () => {
    const console = openConsole({ mailboxes: 200 });
    const one = await console.run('Get-MailboxStatistics', { Identity: 'mira' });
    expect([one.output.length + one.warnings.length, one.progress]).toEqual([1, []]);
    const many = await console.run('Get-MailboxStatistics', { Server: 'EX01' });
    expect(many.output.length).toBeGreaterThan(20);
    expect(many.paused).toBeGreaterThanOrEqual(many.output.length * 10);
    const percents = many.progress.map((record) => record.percentComplete);
    expect(percents).toEqual([...percents].sort((left, right) => left - right));
    expect(many.progress.at(-1)).toMatchObject({ completed: true, percentComplete: 100 });
    expect(many.progress.filter((record) => record.completed)).toHaveLength(1);
  });

  it('wants to know whose', async () => {
    const { failure } = await openConsole().run('Get-MailboxStatistics');
    expect(failure?.message).toContain('Identity Database Server');
  });
});

describe('distribution groups', () => {
  it('are made, filled, emptied and removed', async () => {
    const console = openConsole();
    const made = await console.run('New-DistributionGroup', {
      Name: 'Night Shift',
      Type: 'Security',
      Members: 'adele.vance',
    });
    expect(textOf(made.output[0]?.get('GroupType'))).toContain('SecurityEnabled');
    expect(itemsOf(made.output[0]?.get('ManagedBy') ?? null)).toEqual([expect.stringContaining('Mira Castellanos')]);
    const member = { Identity: 'night.shift@contoso.com', Member: 'ravi' };
    expect((await console.run('Add-DistributionGroupMember', member)).errors).toEqual([]);
    expect((await console.run('Add-DistributionGroupMember', member)).errors[0]?.reason).toBe(
      'MemberAlreadyExistsException',
    );
    expect(
      column((await console.run('Get-DistributionGroupMember', { Identity: 'Night Shift' })).output, 'Alias'),
    ).toEqual(['adele.vance', 'ravi']);
    await console.run('Remove-DistributionGroupMember', { ...member, Confirm: false });
    const again = await console.run('Remove-DistributionGroupMember', { ...member, Confirm: false });
    expect(again.errors[0]?.reason).toBe('MemberNotFoundException');
    await console.run('Remove-DistributionGroup', { Identity: 'Night Shift', Confirm: false });
    expect((await console.run('Get-DistributionGroup', { Identity: 'Night Shift' })).errors).toHaveLength(1);
    expect((await console.run('Get-Mailbox', { Identity: 'adele.vance' })).output).toHaveLength(1);
  });

  it('are not found among mailboxes, nor mailboxes among them', async () => {
    const console = openConsole();
    expect((await console.run('Get-Mailbox', { Identity: 'All Staff' })).errors).toHaveLength(1);
    expect((await console.run('Get-DistributionGroup', { Identity: 'adele.vance' })).errors).toHaveLength(1);
    expect((await console.run('Get-Recipient', { Identity: 'All Staff' })).output).toHaveLength(1);
  });
});
