import { describe, expect, it } from 'vitest';
import { createCatalogue } from '../../../source/sandbox/catalogue/commands.ts';
import { viewDefinitions } from '../../../source/sandbox/catalogue/views.ts';
import { simulatedCmdlets } from '../../../source/sandbox/cmdlets/registry.ts';
import { openConsole } from '../cmdlets/console.ts';

const catalogue = createCatalogue(simulatedCmdlets);
const names = (group: Parameters<typeof catalogue.list>[0][number]) => catalogue.list([group]).map((one) => one.name);

describe('what a role group grants', () => {
  it('is everything for Organization Management, in alphabetical order', () => {
    const all = names('Organization Management');
    expect(all).toHaveLength(845);
    expect(all).toEqual([...all].sort((left, right) => (left.toLowerCase() < right.toLowerCase() ? -1 : 1)));
  });

  it('is only what reads for View-Only Organization Management', () => {
    const verbs = new Set(catalogue.list(['View-Only Organization Management']).map((one) => one.verb));
    expect([...verbs].sort()).toEqual(['Compare', 'Get', 'Search', 'Test']);
  });

  it('is recipients without servers for Recipient Management', () => {
    const granted = names('Recipient Management');
    expect(granted).toEqual(expect.arrayContaining(['New-Mailbox', 'New-MoveRequest', 'Get-MailboxDatabase']));
    expect(granted).not.toContain('Dismount-Database');
    expect(granted).not.toContain('Get-Queue');
  });

  it('is a short list for Help Desk, the sum of all for several, nothing for none', () => {
    expect(names('Help Desk')).toContain('Set-User');
    expect(names('Help Desk')).not.toContain('Set-Mailbox');
    const both = catalogue.list(['Help Desk', 'View-Only Organization Management']).map((one) => one.name);
    expect(both).toEqual(expect.arrayContaining(['Set-User', 'Get-Queue']));
    expect(catalogue.list([])).toEqual([]);
  });

  it('hides a cmdlet from whoever asks for it by name', () => {
    expect(catalogue.find('get-mailbox', ['Help Desk'])?.name).toBe('Get-Mailbox');
    expect(catalogue.find('Remove-Mailbox', ['Help Desk'])).toBeUndefined();
    expect(catalogue.find('Get-Nothing', ['Organization Management'])).toBeUndefined();
  });
});

describe('what the catalogue says about a command', () => {
  const command = (name: string) => {
    const found = catalogue.find(name, ['Organization Management']);
    if (!found) throw new Error(`${name} is missing.`);
    return found;
  };
  const parameter = (name: string, of: string) => command(name).parameters.find((one) => one.name === of);

  it('is its parameters with types, positions and whether they must be given', () => {
    expect(parameter('Set-Mailbox', 'Identity')).toMatchObject({
      typeName: 'Microsoft.Exchange.Configuration.Tasks.MailboxIdParameter',
      mandatory: true,
      position: 0,
      fromPipeline: true,
    });
    expect(parameter('Get-Mailbox', 'Identity')).toMatchObject({ mandatory: false, position: 0 });
    expect(parameter('New-Mailbox', 'Name')).toMatchObject({ mandatory: true, position: 0, typeName: 'System.String' });
    expect(parameter('New-Mailbox', 'Shared')).toMatchObject({ isSwitch: true, position: undefined });
    expect(parameter('Set-User', 'RemotePowerShellEnabled')?.typeName).toBe('System.Boolean');
    expect(parameter('New-DistributionGroup', 'Type')?.values).toEqual(['Distribution', 'Security']);
  });

  it('is that removing and dismounting ask first', () => {
    for (const name of ['Remove-Mailbox', 'Disable-Mailbox', 'Dismount-Database']) {
      expect(command(name)).toMatchObject({ supportsShouldProcess: true, confirmImpact: 'High' });
    }
    expect(command('Set-Mailbox').confirmImpact).toBe('Medium');
    expect(command('Get-Mailbox').supportsShouldProcess).toBe(false);
  });

  it('is whether the sandbox does it: at least 40 of them', () => {
    expect(catalogue.list(['Organization Management']).filter((one) => one.simulated).length).toBeGreaterThanOrEqual(
      40,
    );
    expect(command('Test-MAPIConnectivity')).toMatchObject({ simulated: false });
  });

  it('names only parameters that the cmdlet has', () => {
    for (const definition of simulatedCmdlets) {
      const has = command(definition.name).parameters.map((one) => one.name);
      const told = [
        ...(definition.mandatory ?? []),
        ...(definition.positional ?? []),
        ...Object.keys(definition.kinds ?? {}),
      ];
      for (const rule of definition.pipeline ?? []) told.push(rule.parameter);
      expect(
        told.filter((name) => !has.includes(name)),
        definition.name,
      ).toEqual([]);
    }
  });
});

describe('default views', () => {
  it('are there for what every simulated Get- cmdlet gives, with columns that the objects have', async () => {
    const console = openConsole();
    const user = console.organisation.users[0];
    if (!user) throw new Error('Nobody may sign in.');
    const needed: Record<string, Record<string, string>> = {
      'Get-MailboxStatistics': { Server: 'EX01' },
      'Get-MailboxPermission': { Identity: 'adele.vance' },
      'Get-DistributionGroupMember': { Identity: 'All Staff' },
      'Get-ADPermission': { Identity: 'adele.vance' },
      'Get-MailboxFolderPermission': { Identity: 'adele.vance:\\Calendar' },
      'Get-MailboxFolderStatistics': { Identity: 'adele.vance' },
      'Get-ServerComponentState': { Identity: 'EX01' },
    };
    await console.run('Set-Mailbox', { 0: 'adele.vance', Office: 'Oslo' });
    const [moving] = (await console.run('Get-MoveRequest')).output;
    const byType = new Map(viewDefinitions.map((view) => [view.typeName, view]));
    const seen = new Set<string>();
    const list = console.organisation
      .catalogueFor(user)
      .filter((one) => one.simulated && /^(Get|Test|Search)$/.test(one.verb));
    for (const { name } of list) {
      const input = name === 'Get-MoveRequestStatistics' && moving ? [moving] : undefined;
      const { output, failure } = await console.run(name, needed[name], input);
      expect(failure, name).toBeUndefined();
      const [object] = output;
      if (!object) throw new Error(`${name} gives nothing.`);
      const view = byType.get(object.typeNames[0] ?? '');
      if (name === 'Get-OrganizationConfig') continue;
      if (!view) throw new Error(`${object.typeNames[0]} has no view.`);
      seen.add(view.typeName);
      const shown = view.kind === 'table' ? view.columns.map((one) => one.property) : view.properties;
      for (const property of shown) expect(object.propertyNames, `${name} ${property}`).toContain(property);
    }
    expect(viewDefinitions.map((view) => view.typeName).filter((name) => !seen.has(name))).toEqual([]);
  });

  it('put mailboxes in the four columns that administrators know', () => {
    const view = viewDefinitions.find((one) => one.name === 'Mailbox');
    expect(view?.kind === 'table' && view.columns.map((one) => one.label)).toEqual([
      'Name',
      'Alias',
      'ServerName',
      'ProhibitSendQuota',
    ]);
  });
});
