import { describe, expect, it } from 'vitest';
import type { CmdletHost } from '../../../source/sandbox/cmdlets/types.ts';
import { createOrganisation } from '../../../source/sandbox/organisation.ts';
import { column, openConsole, start } from './console.ts';

describe('an error record', () => {
  it('for an unknown identity names server, request, time, kind and the class of the task', async () => {
    const { errors, output, failure } = await openConsole({ server: 1 }).run('Get-Mailbox', { Identity: 'nobody' });
    expect(output).toEqual([]);
    expect(failure).toBeUndefined();
    expect(errors).toHaveLength(1);
    expect(errors[0]?.fullyQualifiedErrorId).toMatch(
      /^\[Server=EX02,RequestId=[\da-f-]{36},TimeStamp=11\/22\/2026 12:00:00 PM\] \[FailureCategory=Cmdlet-ManagementObjectNotFoundException\] [\dA-F]{1,8},Microsoft\.Exchange\.Management\.RecipientTasks\.GetMailbox$/,
    );
    expect(errors[0]).toMatchObject({
      exceptionType: 'Microsoft.Exchange.Configuration.Tasks.ManagementObjectNotFoundException',
      category: 'NotSpecified',
      activity: 'Get-Mailbox',
      reason: 'ManagementObjectNotFoundException',
    });
    expect(errors[0]?.message).toContain("'nobody'");
  });

  it('has another request id for each command and the same number for the same failure', async () => {
    const console = openConsole();
    const ids = [];
    for (let run = 0; run < 2; run += 1) {
      const { errors } = await console.run('Get-Mailbox', { Identity: 'nobody' });
      ids.push(/RequestId=([\da-f-]+).* ([\dA-F]+),/.exec(errors[0]?.fullyQualifiedErrorId ?? ''));
    }
    expect(ids[0]?.[1]).not.toBe(ids[1]?.[1]);
    expect(ids[0]?.[2]).toBe(ids[1]?.[2]);
  });

  it('ends the pipeline with -ErrorAction Stop, in any way it is written, and is not written with SilentlyContinue', async () => {
    const console = openConsole();
    for (const stop of ['Stop', 'stop', 1]) {
      const { failure, errors } = await console.run('Get-Mailbox', { Identity: 'nobody', ErrorAction: stop });
      expect(failure?.reason).toBe('ManagementObjectNotFoundException');
      expect(errors).toEqual([]);
    }
    for (const quiet of ['SilentlyContinue', 0, 'Ignore']) {
      const { failure, errors } = await console.run('Get-Mailbox', { Identity: 'nobody', ErrorAction: quiet });
      expect([failure, errors]).toEqual([undefined, []]);
    }
  });

  it('says of a cmdlet that is not simulated what to do, and which ones with that noun are', async () => {
    const { errors, failure } = await openConsole().run('Search-Mailbox', { Identity: 'adele.vance' });
    expect(failure).toBeUndefined();
    expect(errors[0]).toMatchObject({
      fullyQualifiedErrorId: 'NotSimulated,Search-Mailbox',
      category: 'NotImplemented',
    });
    expect(errors[0]?.message).toContain('Get-Help');
    expect(errors[0]?.message).toContain('Get-Mailbox, New-Mailbox, Remove-Mailbox, Set-Mailbox');
  });

  it('binds the parameters of a cmdlet that is not simulated all the same', async () => {
    const { failure } = await openConsole().run('Search-Mailbox', { Nonsense: 1 });
    expect(failure?.fullyQualifiedErrorId).toBe('NamedParameterNotFound,Search-Mailbox');
  });

  it('is the same for a cmdlet that is hidden and one that does not exist', async () => {
    const console = openConsole({ user: 'hal@contoso.com' });
    for (const name of ['Remove-Mailbox', 'Get-Nothing']) {
      const { failure } = await console.run(name, { Identity: 'adele.vance' });
      expect(failure).toMatchObject({
        fullyQualifiedErrorId: 'CommandNotFoundException',
        category: 'ObjectNotFound',
        targetName: name,
      });
    }
    expect((await console.run('Get-Mailbox', { Identity: 'adele.vance' })).output).toHaveLength(1);
  });
});

describe('-WhatIf and -Confirm', () => {
  it('tell what would be done and do nothing', async () => {
    const console = openConsole();
    const { hostLines, prompts } = await console.run('Remove-Mailbox', { Identity: 'adele.vance', WhatIf: true });
    expect(hostLines).toEqual([expect.stringMatching(/^What if: Removing the mailbox "Adele Vance"/)]);
    expect(prompts).toEqual([]);
    expect((await console.run('Get-Mailbox', { Identity: 'adele.vance' })).output).toHaveLength(1);
  });

  it('ask before a high impact without being told to, and leave alone what was refused', async () => {
    const console = openConsole();
    console.answers = [2, 0];
    const { prompts } = await console.run('Remove-Mailbox', { Identity: 'adele.vance' });
    expect(prompts[0]?.message).toContain('Removing the mailbox "Adele Vance"');
    expect(prompts[0]?.choices.map((choice) => choice.label)).toEqual(['&Yes', 'Yes to &All', '&No', 'No to A&ll']);
    expect((await console.run('Get-Mailbox', { Identity: 'adele.vance' })).errors).toEqual([]);
    await console.run('Remove-Mailbox', { Identity: 'adele.vance' });
    expect((await console.run('Get-Mailbox', { Identity: 'adele.vance' })).errors).toHaveLength(1);
  });

  it('ask once where the answer is for all', async () => {
    const console = openConsole();
    const { output } = await console.run('Get-Mailbox', { RecipientTypeDetails: 'SharedMailbox' });
    expect(output.length).toBeGreaterThan(2);
    console.answers = [3];
    expect((await console.run('Remove-Mailbox', {}, output)).prompts).toHaveLength(1);
    expect((await console.run('Get-Mailbox', { RecipientTypeDetails: 'SharedMailbox' })).output).toHaveLength(
      output.length,
    );
    console.answers = [0, 1];
    expect((await console.run('Remove-Mailbox', {}, output)).prompts).toHaveLength(2);
    expect((await console.run('Get-Mailbox', { RecipientTypeDetails: 'SharedMailbox' })).output).toEqual([]);
  });

  it('do not ask with -Confirm:$false, and ask for a low impact with -Confirm', async () => {
    const console = openConsole();
    console.answers = [2];
    expect((await console.run('Remove-Mailbox', { Identity: 'ravi', Confirm: false })).prompts).toEqual([]);
    const refused = await console.run('Set-Mailbox', { Identity: 'adele.vance', DisplayName: 'X', Confirm: true });
    expect(refused.prompts).toHaveLength(1);
    expect(column((await console.run('Get-Mailbox', { Identity: 'adele.vance' })).output, 'DisplayName')).toEqual([
      'Adele Vance',
    ]);
  });

  it('end the command where the host cannot ask', async () => {
    const console = openConsole();
    console.answers = undefined;
    const { failure } = await console.run('Remove-Mailbox', { Identity: 'adele.vance' });
    expect(failure?.message).toContain('-Confirm:$false');
  });
});

describe('stopping', () => {
  it('ends a long command with the reason of the signal', async () => {
    const organisation = createOrganisation({ seed: 1, mailboxes: 50, servers: 1, now: () => start });
    const stop = new AbortController();
    let written = 0;
    const silent = () => undefined;
    const host: CmdletHost = {
      writeOutput: () => {
        written += 1;
        if (written === 3) stop.abort(new Error('stopped by the user'));
      },
      writeError: silent,
      writeWarning: silent,
      writeVerbose: silent,
      writeInformation: silent,
      writeProgress: silent,
      writeHostLine: silent,
      promptForChoice: undefined,
      now: () => start,
      pause: async () => undefined,
      signal: stop.signal,
    };
    const [server] = organisation.servers;
    const [user] = organisation.users;
    if (!server || !user) throw new Error('The organisation is empty.');
    const running = organisation.invoke({ name: 'Get-Mailbox', arguments: [], server, user }, host);
    await expect(running).rejects.toThrow('stopped by the user');
    expect(written).toBe(3);
  });
});
