import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { populate } from '../../../source/sandbox/directory/populate/index.ts';
import { createOrganisation } from '../../../source/sandbox/organisation.ts';
import { column, openConsole, start } from '../cmdlets/console.ts';

const shown = (seed: number, mailboxes: number, servers: number) =>
  JSON.stringify(
    [populate({ seed, mailboxes, servers, now: start })].map((one) => [
      [...one.recipients.values()].map((recipient) => [
        recipient,
        [...recipient.settings],
        [...(recipient.group?.members ?? [])],
      ]),
      one.databases,
      one.servers,
      one.queues,
      one.tracking,
      one.certificates,
      [...one.moves],
    ]),
    (_, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value),
  );

describe('an organisation', () => {
  it('is the same for the same seed and another for another', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1e9 }),
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 1, max: 9 }),
        (seed, mailboxes, servers) => {
          const first = shown(seed, mailboxes, servers);
          expect(shown(seed, mailboxes, servers)).toBe(first);
          expect(shown(seed + 1, mailboxes, servers)).not.toBe(first);
        },
      ),
      { numRuns: 25 },
    );
  });

  it('has exactly the mailboxes and servers that were asked for, and nothing that shares a name or an address', () => {
    for (const mailboxes of [1, 2, 7, 60, 1200]) {
      const directory = populate({ seed: 3, mailboxes, servers: 3, now: start });
      const all = [...directory.recipients.values()];
      expect(all.filter((one) => one.mailbox)).toHaveLength(mailboxes);
      const addresses = all.flatMap((one) => [one.primaryAddress, ...one.otherAddresses]).filter(Boolean);
      expect(new Set(addresses).size).toBe(addresses.length);
      const names = all.map((one) => `${one.organizationalUnit}/${one.name}`);
      expect(new Set(names).size).toBe(names.length);
      const accounts = all.map((one) => one.userPrincipalName).filter(Boolean);
      expect(new Set(accounts).size).toBe(accounts.length);
    }
  });

  it('names its servers as an administrator expects', () => {
    const { servers } = createOrganisation({ seed: 1, mailboxes: 5, servers: 3, now: () => start });
    expect(servers).toEqual([
      { name: 'EX01', fqdn: 'ex01.contoso.com' },
      { name: 'EX02', fqdn: 'ex02.contoso.com' },
      { name: 'DR01', fqdn: 'dr01.contoso.com' },
    ]);
  });

  it('refuses counts that make no organisation', () => {
    for (const [mailboxes, servers] of [
      [0, 3],
      [1.5, 3],
      [5, 0],
      [5, 10],
      [100_001, 1],
    ] as const) {
      expect(() => createOrganisation({ seed: 1, mailboxes, servers, now: () => start })).toThrow(RangeError);
    }
  });

  it('has people whom a console must bear: other scripts, quotes, great length, an escape sequence', async () => {
    const names = column((await openConsole().run('Get-Mailbox')).output, 'DisplayName');
    expect(names).toEqual(expect.arrayContaining(['山田 太郎', "Seán O'Brien", 'Robert "Bob" Tables', 'Zoë Müller']));
    expect(names.some((name) => name.includes('\u001b[31m'))).toBe(true);
    expect(names.some((name) => name.length > 150)).toBe(true);
  });

  it('lets people in with one role group each, one without remote PowerShell and one without a role', () => {
    const { organisation } = openConsole();
    expect(organisation.users.map((user) => user.roleGroups[0])).toEqual([
      'Organization Management',
      'Recipient Management',
      'View-Only Organization Management',
      'Help Desk',
      'Organization Management',
      undefined,
    ]);
    expect(organisation.findUser('NORA@contoso.com')?.remotePowerShellEnabled).toBe(false);
    expect(organisation.findUser('contoso\\mira')?.userPrincipalName).toBe('mira@contoso.com');
    expect(organisation.findUser('adele.vance@contoso.com')).toBeUndefined();
  });

  it('follows Set-User -RemotePowerShellEnabled at once', async () => {
    const console = openConsole();
    await console.run('Set-User', { Identity: 'nora', RemotePowerShellEnabled: true });
    expect(console.organisation.findUser('nora@contoso.com')?.remotePowerShellEnabled).toBe(true);
    await console.run('Remove-Mailbox', { Identity: 'nora', Confirm: false });
    expect(console.organisation.findUser('nora@contoso.com')?.remotePowerShellEnabled).toBe(false);
  });

  it('is one for all its servers', async () => {
    const console = openConsole();
    await console.run('Set-Mailbox', { Identity: 'adele.vance', DisplayName: 'Adele V.' });
    const { output } = await console.run('Get-Mailbox', { Identity: 'Adele V.' });
    expect(column(output, 'Alias')).toEqual(['adele.vance']);
  });
});
