import { readdirSync, statSync } from 'node:fs';
import { connect } from 'node:net';
import { dirname } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Secret } from '../../../source/domain/index.ts';
import { startBridge } from '../../../source/engine/powershell/index.ts';
import { PrivatePipe } from '../../../source/engine/powershell/process/private-pipe.ts';
import type { PsObject } from '../../../source/objects/index.ts';
import { sandboxHelpDeskUser, sandboxPassword } from '../../../source/sandbox/index.ts';
import { answering, runLine } from '../../contract/engine-contract.ts';
import { describeInCi } from '../../support/in-ci.ts';
import { failureOf, Lab, never } from './support.ts';
import { describeWithPowerShell } from './with-powershell.ts';

describe.skipIf(process.platform === 'win32')('a private pipe', () => {
  it('lies in a folder that only the user can enter, and is gone once its client is there', async () => {
    const pipe = await PrivatePipe.listen();
    const folder = dirname(pipe.name);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    const client = connect(pipe.name);
    const served = await pipe.client;
    // At once: this process may be killed in the next moment.
    expect(() => readdirSync(folder)).toThrow('ENOENT');
    await pipe.close();
    served.write('x');
    expect(await new Promise((resolve) => client.once('data', (data) => resolve(String(data))))).toBe('x');
    client.destroy();
    served.destroy();
  });

  it('that nobody came to leaves nothing', async () => {
    const pipe = await PrivatePipe.listen();
    await pipe.close();
    await expect(pipe.client).rejects.toThrow();
    expect(() => readdirSync(dirname(pipe.name))).toThrow('ENOENT');
  });
});

describeWithPowerShell('PowerShell’s own client over the bridge', (executable) => {
  let lab: Lab;
  beforeAll(async () => {
    lab = await Lab.start(executable);
  });
  afterEach(() => lab.closeSessions());
  afterAll(() => lab.sandbox.stop());

  it('runs cmdlets of the server, with errors, warnings, prompts and input, and asks for what is mandatory in the server’s words', async () => {
    const session = await lab.connect();
    const run = (text: string, prompts?: Parameters<typeof runLine>[2]) => runLine(session, text, prompts);
    const { records } = await run('Invoke-Command -Session $Session { Get-Mailbox -ResultSize 2 }');
    expect(records.map((record) => record.stream === 'output' && (record.value as PsObject).typeNames[0])).toEqual([
      'Deserialized.Microsoft.Exchange.Data.Directory.Management.Mailbox',
      'Deserialized.Microsoft.Exchange.Data.Directory.Management.Mailbox',
      false,
    ]);
    expect(records[2]).toMatchObject({ stream: 'warning', text: expect.stringContaining('more results') });
    const missing = await run('Invoke-Command -Session $Session { Get-Mailbox nobody-there }');
    expect(missing.records).toEqual([
      {
        stream: 'error',
        error: expect.objectContaining({
          message: expect.stringContaining('nobody-there'),
          exceptionType: 'Microsoft.Exchange.Configuration.Tasks.ManagementObjectNotFoundException',
        }),
      },
    ]);
    const script = await run('Invoke-Command -Session $Session { if ($true) { Get-Mailbox } }');
    expect(
      script.records.some(
        (record) => record.stream === 'error' && /syntax is not supported/.test(record.error.message),
      ),
    ).toBe(true);
    const prompts = answering((prompt) => ({
      kind: 'choice',
      index: prompt.kind === 'choice' ? prompt.choices.length - 1 : 0,
    }));
    await run(`Invoke-Command -Session $Session { Remove-Mailbox ${lab.credential().user} }`, prompts);
    expect(prompts.asked.map(({ kind }) => kind)).toEqual(['choice']);
    const asked = answering((prompt) =>
      prompt.kind === 'fields'
        ? { kind: 'fields', values: new Map([['Identity', lab.credential().user]]) }
        : { kind: 'choice', index: prompt.kind === 'choice' ? prompt.choices.length - 1 : 0 },
    );
    await run('Invoke-Command -Session $Session { Remove-Mailbox }', asked);
    expect(asked.asked[0]).toMatchObject({ kind: 'fields', fields: [{ name: 'Identity' }] });
    await session.close(never);
    expect(lab.shells).toBe(0);
  });

  it('gives the session back when the user removes it', async () => {
    const session = await lab.connect();
    const lost = new Promise((resolve) => session.onLost(resolve));
    await runLine(session, 'Remove-PSSession $Session');
    expect(await lost).toMatchObject({ network: 'powershell.left' });
    expect(lab.shells).toBe(0);
    expect(await session.close(never)).toBe('removed');
  });

  it('loses the session, and no object in silence, when fragments come in the wrong order', async () => {
    const other = await Lab.start(executable);
    const session = await other.connect();
    other.sandbox.faults.add({ at: 'pipeline-receive', fault: { kind: 'shuffle-fragments' } });
    expect((await runLine(session, 'Invoke-Command -Session $Session { Get-Mailbox }')).outcome).toEqual({
      state: 'lost',
    });
    await session.close(never);
    await other.sandbox.stop();
  });

  // Beside what is killed, and exterm bridge itself.
  describeInCi('as well', () => {
    it('loses the session when the server goes away', async () => {
      const other = await Lab.start(executable);
      const session = await other.connect();
      const lost = new Promise((resolve) => session.onLost(resolve));
      await other.sandbox.stop();
      expect((await runLine(session, 'Invoke-Command -Session $Session { Get-Mailbox }')).outcome).toEqual({
        state: 'lost',
      });
      expect(await lost).toMatchObject({ layer: 'network' });
      expect(await session.close(never)).toBe('unknown');
    });

    it('is offered to any other PowerShell by three lines to paste', async () => {
      const shells: string[] = [];
      const bridge = await startBridge({
        ...lab.access(),
        // Who may do little has little to import.
        credential: { user: sandboxHelpDeskUser, password: Secret.fromText(sandboxPassword) },
        onStage: () => undefined,
        onShell: async (id) => void shells.push(id),
      });
      expect(bridge.lines).toHaveLength(3);
      expect(lab.shells).toBe(0);
      // A PowerShell that knows nothing of this bridge.
      const other = await lab.connect();
      const { records, outcome } = await runLine(other, bridge.lines.join('\n'));
      expect(records.filter(({ stream }) => stream === 'error')).toEqual([]);
      expect(outcome).toEqual({ state: 'completed' });
      const { shellId } = await bridge.opened;
      expect(shells).toEqual([shellId]);
      expect(lab.shells).toBe(2);
      const listed = await runLine(other, 'Get-Mailbox -ResultSize 1');
      expect(listed.records.map(({ stream }) => stream)).toEqual(['output', 'warning']);
      await runLine(other, 'Remove-PSSession $Session');
      expect(await bridge.ended).toBeUndefined();
      expect(lab.shells).toBe(1);
      expect(await bridge.close(never)).toBe('removed');
      await other.close(never);
    });
  });

  it('that cannot sign in says so to whoever waits', async () => {
    const credential = lab.credential();
    const bridge = await startBridge({
      ...lab.access(),
      credential: { ...credential, password: lab.wrongPassword() },
      onStage: () => undefined,
      onShell: () => Promise.resolve(),
    });
    const other = await lab.connect();
    const { outcome } = await runLine(other, `${bridge.lines[0]}\n${bridge.lines[1]}`);
    expect(['failed', 'completed']).toContain(outcome.state);
    expect(await failureOf(bridge.opened)).toMatchObject({ id: 'logon.failure' });
    await other.close(never);
  });
});
