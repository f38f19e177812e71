import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Credential, type PipelineRecord, Secret } from '../../../source/domain/index.ts';
import { NativeEngine } from '../../../source/engine/native/index.ts';
import { basicSchemeFor } from '../../../source/engine/server/scheme.ts';
import { PsObject } from '../../../source/objects/index.ts';
import { ManualClock, sandboxHelpDeskUser, sandboxRefusedUser } from '../../../source/sandbox/index.ts';
import { answering, nobody, runLine } from '../../contract/engine-contract.ts';
import { eventually } from '../../support/eventually.ts';
import { failureOf, Lab, never } from './support.ts';

let lab: Lab;
const clock = new ManualClock();
beforeAll(async () => {
  lab = await Lab.start({ sandbox: { mailboxes: 60 }, surroundings: { clock } });
});
afterAll(() => lab.sandbox.stop());

const names = (records: readonly PipelineRecord[]) =>
  records.flatMap((record) =>
    record.stream === 'output' ? [record.value instanceof PsObject && record.value.get('Name')] : [],
  );

describe('a session with the sandbox', () => {
  it('imports the count first, then one cmdlet after the other', async () => {
    const session = await lab.connect();
    const steps: { received: number; total: number | undefined }[] = [];
    const { cmdlets } = await session.importCatalogue({
      names: [],
      onProgress: (step) => steps.push(step),
      signal: never,
    });
    expect(cmdlets.length).toBeGreaterThan(800);
    expect(steps[0]).toMatchObject({ received: 0, total: cmdlets.length });
    expect(steps.map(({ received }) => received)).toEqual(steps.map((_, index) => index));
    expect(steps.every(({ total }) => total === cmdlets.length)).toBe(true);
    const set = cmdlets.find(({ name }) => name === 'Set-Mailbox')?.parameters;
    expect(set?.find(({ name }) => name === 'Identity')).toMatchObject({ isSwitch: false });
    expect(set?.find(({ name }) => name === 'WhatIf')).toMatchObject({ isSwitch: true });
    await session.close(never);
  });

  it('sees only what the account’s roles grant', async () => {
    const credential = { ...lab.credential(), user: sandboxHelpDeskUser };
    const session = await lab.connect({ credential });
    const { cmdlets } = await session.importCatalogue({ names: [], onProgress: () => undefined, signal: never });
    expect(cmdlets.length).toBeLessThan(400);
    await session.close(never);
  });

  it('is refused to an account that is not enabled for remote PowerShell', async () => {
    const credential = { ...lab.credential(), user: sandboxRefusedUser };
    expect((await failureOf(lab.connect({ credential }))).id).toBe('access.denied');
  });

  it('asks for what a command must know', async () => {
    const session = await lab.connect();
    const asked = answering((prompt) => {
      if (prompt.kind !== 'fields') throw new Error(`asked for ${prompt.kind}`);
      return { kind: 'fields', values: new Map(prompt.fields.map(({ name }) => [name, `Sales ${name}`])) };
    });
    const { records, outcome } = await runLine(session, 'New-DistributionGroup', asked);
    const fields = asked.asked.flatMap((prompt) => (prompt.kind === 'fields' ? prompt.fields : []));
    expect(fields).toMatchObject([{ name: 'Name', typeName: 'System.String', secret: false }]);
    expect(outcome).toEqual({ state: 'completed' });
    expect(names(records)).toEqual(['Sales Name']);
    await session.close(never);
  });

  it('makes a mailbox with a secret of this side, and signs a search in with a credential', async () => {
    const session = await lab.connect();
    await session.importCatalogue({
      names: ['*-Mailbox', 'Get-Recipient'],
      onProgress: () => undefined,
      signal: never,
    });
    const answers = answering(() => ({ kind: 'line', text: Secret.fromText('typed') }));
    for (const [line, name] of [
      [
        "New-Mailbox -Name One -UserPrincipalName one@contoso.com -Password (ConvertTo-SecureString 'P1' -AsPlainText -Force)",
        'One',
      ],
      ['$p = Read-Host -AsSecureString; New-Mailbox -Name Two -UserPrincipalName two@contoso.com -Password $p', 'Two'],
      ["$t = @{ Name = 'Three'; UserPrincipalName = 'three@contoso.com'; Password = $p }; New-Mailbox @t", 'Three'],
    ] as const) {
      const { records, outcome } = await runLine(session, line, answers);
      expect(outcome, JSON.stringify(records)).toEqual({ state: 'completed' });
      expect(names(records)).toContain(name);
    }
    expect(answers.asked).toEqual([{ kind: 'line', secret: true, asker: 'line' }]);
    const { records, outcome } = await runLine(
      session,
      'Get-Recipient -ResultSize 1 -Credential (Get-Credential mira)',
      answers,
    );
    expect([outcome, records.filter(({ stream }) => stream === 'error')]).toEqual([{ state: 'completed' }, []]);
    await session.close(never);
  });

  it('tells what a destructive command would do, and does it only on yes', async () => {
    const session = await lab.connect();
    const [victim] = names(
      (await runLine(session, 'Get-Mailbox -ResultSize 5 | Select-Object -Last 1')).records,
    ) as string[];
    const choose = (label: RegExp) =>
      answering((prompt) => ({
        kind: 'choice',
        index: prompt.kind === 'choice' ? prompt.choices.findIndex((choice) => label.test(choice.label)) : -1,
      }));
    const no = choose(/^&?No$/i);
    await runLine(session, `Remove-Mailbox '${victim}'`, no);
    expect(no.asked).toMatchObject([{ kind: 'choice', message: expect.stringContaining(victim!) }]);
    expect(names((await runLine(session, `Get-Mailbox '${victim}'`)).records)).toEqual([victim]);
    await runLine(session, `Remove-Mailbox '${victim}'`, choose(/^&?Yes$/i));
    expect(names((await runLine(session, `Get-Mailbox '${victim}'`)).records)).toEqual([]);
    await session.close(never);
  });

  it('shows the progress of a long command as it comes, and lets it be stopped', async () => {
    const session = await lab.connect();
    const run = session.run('Get-MailboxStatistics -Server ex01', { width: 80, prompts: nobody });
    let first: PipelineRecord | undefined;
    for await (const [record] of run.records) {
      first ??= record;
      run.stop();
    }
    expect(first?.stream).toBe('progress');
    expect(await run.outcome).toEqual({ state: 'stopped' });
    await session.close(never);
  });

  it('stops the server once a filter here has all it wants', async () => {
    const session = await lab.connect();
    const { records, outcome } = await runLine(session, 'Write-SandboxFlood 100000000 | Select-Object -First 3 Line');
    expect(records.filter(({ stream }) => stream === 'output')).toHaveLength(3);
    expect(outcome).toEqual({ state: 'completed' });
    await session.close(never);
  });

  it('knows which commands a line can run, where all were imported', async () => {
    const session = await lab.connect();
    expect(session.commandNames).toBeUndefined();
    await session.importCatalogue({ names: ['Get-Mailbox'], onProgress: () => {}, signal: never });
    expect(session.commandNames).toBeUndefined();
    await session.importCatalogue({ names: [], onProgress: () => {}, signal: never });
    await runLine(session, 'function Get-Own { 1 }; Set-Alias gq Get-Queue');
    const has = (name: string) => session.commandNames!.has(name);
    expect(['get-mailbox', 'where-object', '?', '%', 'gq', 'get-own'].map(has)).toEqual(Array(6).fill(true));
    expect(['get-nope', 'Get-Mailbox'].map(has)).toEqual([false, false]);
    await session.close(never);
  });

  it('pipes values of this side into a command', async () => {
    const session = await lab.connect();
    await runLine(session, '$some = Get-Mailbox -ResultSize 2');
    expect(session.variables).toEqual(['some']);
    const { records } = await runLine(session, '$some | Get-CASMailbox');
    expect(names(records)).toHaveLength(2);
    await session.close(never);
  });

  it('says where a line is wrong, and sends nothing of it', async () => {
    const session = await lab.connect();
    const { records } = await runLine(session, 'Get-Mailbox; Start-Job { Get-User }');
    expect(records).toMatchObject([
      { stream: 'error', error: { category: 'ParserError', message: expect.stringContaining('~~~') } },
    ]);
    expect(records[0]?.stream === 'error' && records[0].error.recommendedAction).not.toBe('');
    await session.close(never);
  });

  it('gives the error of a stage here, and the rest of the output', async () => {
    const session = await lab.connect();
    const { records, outcome } = await runLine(session, "Get-Mailbox -ResultSize 3 | Where-Object Name -match '['");
    expect(records.some(({ stream }) => stream === 'error')).toBe(true);
    expect(['completed', 'failed']).toContain(outcome.state);
    expect((await runLine(session, 'Get-Mailbox -ResultSize 1')).outcome).toEqual({ state: 'completed' });
    await session.close(never);
  });

  it('leaves nothing behind on the server of many pipelines, nor sockets here', async () => {
    const session = await lab.connect();
    for (let round = 0; round < 30; round++) await runLine(session, 'Get-Mailbox -ResultSize 1');
    const lines = Array.from({ length: 5 }, () => runLine(session, 'Get-Mailbox -ResultSize 1'));
    expect((await Promise.all(lines)).map(({ outcome }) => outcome.state)).toEqual(Array(5).fill('completed'));
    const commands = () => lab.sandbox.shells('ex01').find(({ id }) => id.toLowerCase() === session.shellId)?.commands;
    await eventually(() => expect(commands()).toBe(0));
    await session.close(never);
  });

  it('that has idled too long is lost at its next use, as gone', async () => {
    const session = await lab.connect();
    clock.advance(900_001);
    const lost = new Promise((resolve) => session.onLost(resolve));
    expect((await runLine(session, 'Get-Mailbox')).outcome).toEqual({ state: 'lost' });
    expect(await lost).toMatchObject({ code: 0x8033805b });
    expect(await session.close(never)).toBe('gone');
  });

  it('tells listeners that come late that it is lost', async () => {
    const session = await lab.connect();
    await lab.engine.deleteShell(lab.access(), session.shellId);
    await expect(session.probe(never)).rejects.toMatchObject({ failure: { id: 'shell.notfound' } });
    expect(await new Promise((resolve) => session.onLost(resolve))).toMatchObject({ layer: 'wsman' });
    await session.close(never);
  });
});

describe('a session’s copy of the password', () => {
  const engineThatShows = () => {
    const seen: Credential[] = [];
    const engine = new NativeEngine({
      schemeFor: (access) => {
        if (access.credential) seen.push(access.credential);
        return basicSchemeFor(access);
      },
    });
    return { engine, seen };
  };

  it('is wiped when the session is closed', async () => {
    const { engine, seen } = engineThatShows();
    const session = await lab.connect({}, engine);
    expect(seen.map(({ password }) => password.isWiped)).toEqual([false]);
    await session.close(never);
    expect(seen.map(({ password }) => password.isWiped)).toEqual([true]);
  });

  it('is wiped when connecting fails', async () => {
    const { engine, seen } = engineThatShows();
    lab.sandbox.faults.add({ at: 'create', fault: { kind: 'drop' } });
    await failureOf(lab.connect({}, engine));
    expect(seen.map(({ password }) => password.isWiped)).toEqual([true]);
  });
});

describe('what is asked of an engine that it cannot do', () => {
  it('is said before anything is sent', async () => {
    const opened: string[] = [];
    const onShell = (id: string) => Promise.resolve(void opened.push(id));
    const kerberos = { ...lab.connection, authentication: 'Kerberos' as const };
    expect((await failureOf(lab.connect({ connection: kerberos, onShell }))).id).toBe('auth.unsupported');
    expect((await failureOf(lab.connect({ credential: undefined, onShell }))).kind).toBe('credentials');
    expect(
      (await failureOf(lab.connect({ connection: { ...lab.connection, caFile: '/no/such/file.pem' }, onShell }))).kind,
    ).toBe('local');
    expect(opened).toEqual([]);
  });

  it('refuses to send a password readable to another machine', async () => {
    const connection = { ...lab.connection, url: 'http://ex01.example.invalid/PowerShell/' };
    expect((await failureOf(lab.connect({ connection }))).id).toBe('auth.readable');
  });
});
