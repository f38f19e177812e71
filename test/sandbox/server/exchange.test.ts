import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PsObject } from '../../../source/objects/index.ts';
import { hostResults } from '../../../source/psrp/index.ts';
import { ManualClock, type Sandbox, sandboxPassword, startSandbox } from '../../../source/sandbox/index.ts';
import { TestShell } from './support/client.ts';

let sandbox: Sandbox;
const clock = new ManualClock();

beforeAll(async () => {
  sandbox = await startSandbox({ mailboxes: 40, leftOpen: 0 }, { clock });
});
afterAll(() => sandbox.stop());

function shellAs(user = 'mira@contoso.com', server = 0): TestShell {
  return new TestShell({ url: sandbox.servers[server]!.url, user, password: sandboxPassword });
}

async function openAs(user?: string, server?: number): Promise<TestShell> {
  const shell = shellAs(user, server);
  await shell.open();
  return shell;
}

async function imported(shell: TestShell): Promise<readonly string[]> {
  const pipelineId = crypto.randomUUID();
  shell.pool.getCommandMetadata({ pipelineId });
  await shell.flush();
  const { events } = await shell.finish(pipelineId);
  const names = events.flatMap((event) => (event.type === 'command' ? [event.command.name] : []));
  expect(events[0]).toMatchObject({ type: 'commandCount', count: names.length });
  return names;
}

describe('the Exchange organisation behind its endpoint', () => {
  it('has the three servers that exterm offers', () => {
    expect(sandbox.servers.map(({ name }) => name)).toEqual(['ex01', 'ex02', 'dr01']);
  });

  it('imports 845 cmdlets for an administrator and few for the help desk', async () => {
    const shell = await openAs();
    expect(await imported(shell)).toHaveLength(845);
    await shell.delete();
    const helpDesk = await openAs('help@contoso.com');
    const names = await imported(helpDesk);
    expect(names).toContain('Get-Mailbox');
    expect(names).not.toContain('Remove-Mailbox');
    await helpDesk.delete();
  });

  it('lists mailboxes, measures them, and hides what is not granted', async () => {
    const shell = await openAs();
    const result = await shell.run([
      { name: 'Get-Mailbox', parameters: [{ name: 'ResultSize', value: 'Unlimited' }] },
      { name: 'Measure-Object' },
    ]);
    expect((result.output[0] as PsObject).get('Count')).toBe(40);
    await shell.delete();
    const helpDesk = await openAs('help@contoso.com');
    expect((await helpDesk.run([{ name: 'New-Mailbox' }])).reason).toBe('CommandNotFoundException');
    await helpDesk.delete();
  });

  it('asks before it removes, and a change on one server is seen on the others', async () => {
    const [one, other] = [await openAs(), await openAs(undefined, 1)];
    const listed = await one.run([{ name: 'Get-Mailbox' }]);
    const aliases = listed.output.map((mailbox) => String((mailbox as PsObject).get('Alias')));
    const alias = aliases.find((candidate) => !/^(mira|ravi|vera|hal|nora|otto)$/.test(candidate))!;
    let asked = '';
    const removed = await one.run([{ name: 'Remove-Mailbox', parameters: [{ value: alias }] }], (event, pool) => {
      if (event.call.request.kind === 'promptForChoice') asked = event.call.request.message;
      pool.respond(event, hostResults.choice(0));
    });
    expect(asked).toContain('Are you sure');
    expect(removed.state).toBe('completed');
    const gone = await other.run([{ name: 'Get-Mailbox', parameters: [{ name: 'Identity', value: alias }] }]);
    expect(gone.output).toEqual([]);
    expect(gone.errorIds).toHaveLength(1);
    await one.delete();
    await other.delete();
  });

  it('asks for the identity that was left out', async () => {
    const shell = await openAs();
    const result = await shell.run(
      [{ name: 'Set-User', parameters: [{ name: 'RemotePowerShellEnabled', value: true }] }],
      (event, pool) => pool.respond(event, hostResults.prompt({ Identity: 'nora' })),
    );
    expect(result).toMatchObject({ state: 'completed', errorIds: [] });
    const enabled = await openAs('norps@contoso.com');
    await enabled.delete();
    await shell.run([
      {
        name: 'Set-User',
        parameters: [
          { name: 'Identity', value: 'nora' },
          { name: 'RemotePowerShellEnabled', value: false },
        ],
      },
    ]);
    await expect(shellAs('norps@contoso.com').open()).rejects.toThrow('Access is denied');
    await shell.delete();
  });

  it('says of a cmdlet that it does not simulate that it does not', async () => {
    const shell = await openAs();
    const result = await shell.run([{ name: 'Get-AcceptedDomain' }, { name: 'Out-Default' }]);
    expect(result.state).toBe('completed');
    const other = await shell.run([{ name: 'Get-ActiveSyncDevice' }]);
    expect(other.errorIds.join()).toContain('NotSimulated');
    await shell.delete();
  });

  it('gives its views to who asks for format data', async () => {
    const shell = await openAs();
    const { output } = await shell.run([{ name: 'Get-FormatData', parameters: [{ name: 'TypeName', value: '*' }] }]);
    expect(output.length).toBe(new Set(sandbox.organisation.viewDefinitions.map(({ typeName }) => typeName)).size);
    await shell.delete();
  });

  it('leaves no shell behind', () => {
    for (const { name } of sandbox.servers) expect(sandbox.shells(name)).toEqual([]);
  });
});
