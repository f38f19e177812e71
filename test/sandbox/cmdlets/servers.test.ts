import { describe, expect, it } from 'vitest';
import { itemsOf, psList } from '../../../source/objects/index.ts';
import { textOf } from '../../../source/sandbox/directory/text-values.ts';
import { column, openConsole, start } from './console.ts';

const hour = 3_600_000;

describe('servers', () => {
  it('are found by name, FQDN and wildcard', async () => {
    const console = openConsole();
    expect(column((await console.run('Get-ExchangeServer')).output, 'Name')).toEqual(['EX01', 'EX02', 'DR01']);
    expect(column((await console.run('Get-ExchangeServer', { 0: 'dr01.contoso.com' })).output, 'Name')).toEqual([
      'DR01',
    ]);
    expect(column((await console.run('Get-ExchangeServer', { 0: 'ex*' })).output, 'Name')).toEqual(['EX01', 'EX02']);
    expect((await console.run('Get-ExchangeServer', { 0: 'ex09' })).errors).toHaveLength(1);
  });

  it('tell which services do not run, by default for the one that is connected to', async () => {
    const console = openConsole();
    const healthy = await console.run('Test-ServiceHealth');
    expect(healthy.output.map((role) => role.get('RequiredServicesRunning'))).toEqual([true, true, true]);
    const { output } = await console.run('Test-ServiceHealth', { Server: 'DR01' });
    expect(output.map((role) => role.get('RequiredServicesRunning'))).toEqual([false, true, true]);
    expect(itemsOf(output[0]?.get('ServicesNotRunning') ?? null)).toEqual(['MSExchangeDelivery']);
  });

  it('show their own certificates, and one by its thumbprint', async () => {
    const console = openConsole();
    const { output } = await console.run('Get-ExchangeCertificate', { Server: 'EX02' });
    expect(output).toHaveLength(4);
    const [thumbprint] = column(output, 'Thumbprint');
    expect(
      (await console.run('Get-ExchangeCertificate', { Server: 'EX02', Thumbprint: thumbprint ?? '' })).output,
    ).toHaveLength(1);
    expect((await console.run('Get-ExchangeCertificate', { Thumbprint: thumbprint ?? '' })).errors).toHaveLength(1);
    const [identity] = column(output, 'Identity');
    expect((await console.run('Get-ExchangeCertificate', { Identity: identity ?? '' })).output).toHaveLength(1);
  });
});

describe('databases', () => {
  it('show what only the server knows with -Status', async () => {
    const console = openConsole();
    const [plain] = (await console.run('Get-MailboxDatabase', { Identity: 'DB01' })).output;
    expect([plain?.get('Mounted'), plain?.get('DatabaseSize')]).toEqual([null, null]);
    const [full] = (await console.run('Get-MailboxDatabase', { Identity: 'DB01', Status: true })).output;
    expect(full?.get('Mounted')).toBe(true);
    expect(textOf(full?.get('DatabaseSize'))).toMatch(/^[\d.]+ [GT]B \([\d,]+ bytes\)$/);
  });

  it('are dismounted when that is confirmed, and their mailboxes are out of reach until they are mounted', async () => {
    const console = openConsole();
    const [mailbox] = (await console.run('Get-Mailbox', { Database: 'DB01', ResultSize: 1 })).output;
    const identity = textOf(mailbox?.get('Identity')) ?? '';
    expect((await console.run('Dismount-Database', { Identity: 'DB*', Confirm: false })).errors).toHaveLength(1);
    console.answers = [2, 0];
    await console.run('Dismount-Database', { Identity: 'DB01' });
    expect((await console.run('Mount-Database', { Identity: 'DB01' })).errors[0]?.message).toContain('already mounted');
    expect((await console.run('Dismount-Database', { Identity: 'DB01' })).prompts).toHaveLength(1);
    const { errors } = await console.run('Get-MailboxStatistics', { Identity: identity });
    expect(errors[0]?.reason).toBe('DatabaseUnavailableException');
    const { output } = await console.run('Get-MailboxDatabaseCopyStatus', { Identity: 'DB01', Active: true });
    expect(column(output, 'Status')).toEqual(['Dismounted']);
    await console.run('Mount-Database', { Identity: 'DB01' });
    expect((await console.run('Get-MailboxStatistics', { Identity: identity })).errors).toEqual([]);
  });

  it('have copies: those on this server, of one database, on one server, one alone', async () => {
    const console = openConsole();
    const names = async (parameters: Record<string, string>) =>
      column((await console.run('Get-MailboxDatabaseCopyStatus', parameters)).output, 'Name');
    expect((await names({})).every((name) => name.endsWith('\\EX01'))).toBe(true);
    expect(await names({ Identity: 'DB01' })).toEqual(['DB01\\EX01', 'DB01\\EX02', 'DB01\\DR01']);
    expect(await names({ Identity: 'DB01\\DR01' })).toEqual(['DB01\\DR01']);
    expect((await names({ Server: 'DR01' })).every((name) => name.endsWith('\\DR01'))).toBe(true);
    expect(await names({ Identity: '*' })).toHaveLength(12);
    expect((await console.run('Get-MailboxDatabaseCopyStatus', { Identity: 'DB77' })).errors).toHaveLength(1);
    const { output } = await console.run('Get-MailboxDatabaseCopyStatus', { Identity: 'DB01' });
    expect(column(output, 'Status')).toEqual(['Mounted', 'Healthy', 'Healthy']);
  });
});

describe('queues and messages', () => {
  it('are those of this server, or of the one that is named', async () => {
    const console = openConsole();
    const local = await console.run('Get-Queue');
    expect(column(local.output, 'Identity').every((name) => name.startsWith('EX01\\'))).toBe(true);
    const retrying = await console.run('Get-Queue', { Server: 'EX02', Filter: "Status -eq 'Retry'" });
    expect(retrying.output).toHaveLength(1);
    expect(retrying.output[0]?.get('MessageCount')).toBeGreaterThan(0);
    expect((await console.run('Get-Queue', { Identity: 'Submission' })).output).toHaveLength(1);
    expect((await console.run('Get-Queue', { Identity: 'EX01\\999' })).errors).toHaveLength(1);
  });

  it('are suspended and resumed, one by identity or many by filter', async () => {
    const console = openConsole();
    const [message] = (await console.run('Get-Message', { Filter: "Status -eq 'Retry'" })).output;
    const identity = textOf(message?.get('Identity')) ?? '';
    await console.run('Suspend-Message', { Identity: identity, Confirm: false });
    const status = async () => column((await console.run('Get-Message', { Identity: identity })).output, 'Status');
    expect(await status()).toEqual(['Suspended']);
    await console.run('Resume-Message', { Filter: "Status -eq 'Suspended'" });
    expect(await status()).toEqual(['Retry']);
    await console.run('Suspend-Message', { Filter: "Status -eq 'Retry'", Confirm: false });
    const states = column((await console.run('Get-Message')).output, 'Status');
    expect(new Set(states)).toEqual(new Set(['Ready', 'Suspended']));
    expect((await console.run('Suspend-Message')).failure?.message).toContain('Identity Filter');
  });

  it('show recipients only when they are asked for', async () => {
    const console = openConsole();
    const [plain] = (await console.run('Get-Message')).output;
    const [full] = (await console.run('Get-Message', { IncludeRecipientInfo: true })).output;
    expect(plain?.get('Recipients')).toBeNull();
    expect(itemsOf(full?.get('Recipients') ?? null)).toHaveLength(1);
  });
});

describe('Get-MessageTrackingLog', () => {
  it('searches by time, sender, event and recipient', async () => {
    const console = openConsole();
    const all = (await console.run('Get-MessageTrackingLog', { ResultSize: 'Unlimited' })).output;
    const recent = (await console.run('Get-MessageTrackingLog', { Start: '2026-11-21 12:00', ResultSize: 'Unlimited' }))
      .output;
    expect(recent.length).toBeGreaterThan(0);
    expect(recent.length).toBeLessThan(all.length);
    expect(column(recent, 'Timestamp').every((time) => Date.parse(time) >= start - 24 * hour)).toBe(true);
    const [sender] = column(all, 'Sender');
    const sent = (await console.run('Get-MessageTrackingLog', { Sender: sender ?? '', EventId: 'receive' })).output;
    expect(new Set([...column(sent, 'Sender'), ...column(sent, 'EventId')])).toEqual(new Set([sender, 'RECEIVE']));
    const [recipient] = itemsOf(all[0]?.get('Recipients') ?? null);
    const received = await console.run('Get-MessageTrackingLog', { Recipients: psList([recipient ?? null]) });
    expect(received.output.length).toBeGreaterThan(0);
    const elsewhere = await console.run('Get-MessageTrackingLog', { Server: 'EX02', ResultSize: 'Unlimited' });
    expect(new Set(column(elsewhere.output, 'ServerHostname'))).toEqual(new Set(['ex02.contoso.com']));
  });
});

describe('move requests', () => {
  const percent = async (console: ReturnType<typeof openConsole>) =>
    (await console.run('Get-MoveRequestStatistics', { Identity: 'mira' })).output[0]?.get('PercentComplete');

  it('grow with the time until the mailbox is in its new database', async () => {
    const console = openConsole();
    const [mailbox] = (await console.run('Get-Mailbox', { Identity: 'mira' })).output;
    const source = textOf(mailbox?.get('Database'));
    const target = source === 'DB04' ? 'DB03' : 'DB04';
    const made = await console.run('New-MoveRequest', { Identity: 'mira', TargetDatabase: target, BatchName: 'B' });
    expect(column(made.output, 'Status')).toEqual(['Queued']);
    expect(
      (await console.run('New-MoveRequest', { Identity: 'mira', TargetDatabase: target })).errors[0]?.message,
    ).toContain('already has');
    const seen = [await percent(console)];
    for (let minute = 0; minute < 3; minute += 1) {
      console.wait(30_000);
      seen.push(await percent(console));
    }
    expect(seen[0]).toBe(0);
    expect(seen.map(Number)).toEqual([...seen].map(Number).sort((left, right) => left - right));
    expect(Number(seen[3])).toBeGreaterThan(Number(seen[1]));
    expect(column((await console.run('Get-Mailbox', { Identity: 'mira' })).output, 'Database')).toEqual([source]);
    console.wait(3 * hour);
    expect(await percent(console)).toBe(100);
    expect(column((await console.run('Get-Mailbox', { Identity: 'mira' })).output, 'Database')).toEqual([target]);
    expect(
      column((await console.run('Get-MoveRequest', { MoveStatus: 'Completed', BatchName: 'b' })).output, 'Alias'),
    ).toEqual(['mira']);
    await console.run('Remove-MoveRequest', { Identity: 'mira', Confirm: false });
    expect((await console.run('Get-MoveRequest', { Identity: 'mira' })).errors).toHaveLength(1);
  });

  it('stand while suspended and go on from there', async () => {
    const console = openConsole();
    await console.run('New-MoveRequest', { Identity: 'mira' });
    console.wait(60_000);
    await console.run('Suspend-MoveRequest', { Identity: 'mira', SuspendComment: 'lunch', Confirm: false });
    const before = await percent(console);
    expect(Number(before)).toBeGreaterThan(0);
    console.wait(hour);
    expect(await percent(console)).toBe(before);
    const [statistics] = (await console.run('Get-MoveRequestStatistics', { Identity: 'mira' })).output;
    expect([textOf(statistics?.get('Status')), statistics?.get('Message')]).toEqual(['Suspended', 'Suspended: lunch']);
    await console.run('Resume-MoveRequest', { Identity: 'mira' });
    console.wait(30_000);
    expect(Number(await percent(console))).toBeGreaterThan(Number(before));
    expect((await console.run('Resume-MoveRequest', { Identity: 'mira' })).errors[0]?.message).toContain(
      'not suspended',
    );
  });

  it('wait at 95 percent with -SuspendWhenReadyToComplete until they are resumed', async () => {
    const console = openConsole();
    await console.run('New-MoveRequest', { Identity: 'mira', SuspendWhenReadyToComplete: true });
    console.wait(10 * hour);
    expect(await percent(console)).toBe(95);
    expect(column((await console.run('Get-MoveRequest', { Identity: 'mira' })).output, 'Status')).toEqual([
      'AutoSuspended',
    ]);
    await console.run('Resume-MoveRequest', { Identity: 'mira' });
    expect(await percent(console)).toBe(95);
    console.wait(hour);
    expect(await percent(console)).toBe(100);
  });

  it('refuse a database where the mailbox already is, or that is not mounted', async () => {
    const console = openConsole();
    const [database] = column((await console.run('Get-Mailbox', { Identity: 'mira' })).output, 'Database');
    const same = await console.run('New-MoveRequest', { Identity: 'mira', TargetDatabase: database ?? '' });
    expect(same.errors[0]?.message).toContain('already in');
    const other = database === 'DB02' ? 'DB03' : 'DB02';
    await console.run('Dismount-Database', { Identity: other, Confirm: false });
    const down = await console.run('New-MoveRequest', { Identity: 'mira', TargetDatabase: other });
    expect(down.errors[0]?.message).toContain('not mounted');
  });
});

describe('configuration', () => {
  it('is shown, narrowed by name, server and role', async () => {
    const console = openConsole();
    expect(column((await console.run('Get-AcceptedDomain')).output, 'DomainName')).toEqual([
      'contoso.com',
      'fabrikam.com',
      'contoso.de',
    ]);
    expect((await console.run('Get-AcceptedDomain', { Identity: 'nowhere.example' })).errors).toHaveLength(1);
    expect((await console.run('Get-ReceiveConnector')).output).toHaveLength(12);
    expect((await console.run('Get-ReceiveConnector', { Server: 'EX01' })).output).toHaveLength(4);
    expect((await console.run('Get-ReceiveConnector', { Identity: 'EX01\\Default EX01' })).output).toHaveLength(1);
    expect((await console.run('Get-SendConnector', { Identity: 'Internet' })).output).toHaveLength(1);
    const [policy] = (await console.run('Get-ThrottlingPolicy', { Identity: 'Global*' })).output;
    expect(policy?.get('PowerShellMaxConcurrency')).toBe('18');
    expect((await console.run('Get-OrganizationConfig')).output).toHaveLength(1);
    const roles = await console.run('Get-ManagementRoleAssignment', { RoleAssignee: 'Help Desk' });
    expect(new Set(column(roles.output, 'RoleAssigneeName'))).toEqual(new Set(['Help Desk']));
  });
});
