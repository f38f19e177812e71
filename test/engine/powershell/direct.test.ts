import { randomUUID } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  type ConnectRequest,
  type ConnectStage,
  connectStages,
  type EngineSession,
} from '../../../source/domain/index.ts';
import { nobody, runLine } from '../../contract/engine-contract.ts';
import { loadsProfile } from './profile-folder.ts';
import { failureOf, Lab, never } from './support.ts';
import { describeWithPowerShell } from './with-powershell.ts';
import { WsmanStandIn } from './wsman-stand-in.ts';

describe.skipIf(process.platform === 'win32')('over PowerShell’s own WSMan client', () => {
  describeWithPowerShell('stood in for', (executable) => {
    let lab: Lab;
    let standIn: WsmanStandIn;
    const sessions: EngineSession[] = [];
    beforeAll(async () => {
      lab = await Lab.start(executable);
      standIn = new WsmanStandIn(executable);
    });
    afterEach(async () => {
      for (const session of sessions.splice(0)) await session.close(AbortSignal.timeout(5000));
      await standIn.closeBridges();
    });
    afterAll(async () => {
      await lab.sandbox.stop();
      await standIn.stop();
    });

    const requestOf = (given: Partial<ConnectRequest> = {}): ConnectRequest => ({
      ...lab.access(),
      connection: { ...lab.connection, ...loadsProfile },
      shellId: randomUUID(),
      onShell: () => Promise.resolve(),
      onStage: () => undefined,
      prompts: nobody,
      ...given,
    });
    async function connect(given: Partial<ConnectRequest> = {}): Promise<EngineSession> {
      const session = await standIn.connect(lab.access(), requestOf(given));
      sessions.push(session);
      return session;
    }

    it('a session is made by New-PSSession with what the connection says, imported, used and removed', async () => {
      const stages: ConnectStage[] = [];
      const ids: string[] = [];
      const session = await connect({
        onStage: (stage) => stages.push(stage),
        onShell: (id) => Promise.resolve(void ids.push(id)),
      });
      expect(stages).toEqual(connectStages);
      expect(ids).toEqual([session.shellId]);
      expect(lab.sandbox.shells('ex01').map(({ id }) => id.toLowerCase())).toEqual(ids);
      const { user } = lab.credential();
      const { password } = lab.sandbox.servers[0]!;
      const given = await runLine(
        session,
        '$Given.ConnectionUri.OriginalString, $Given.ConfigurationName, [string] $Given.Authentication, $Given.Credential.UserName, $Given.Credential.GetNetworkCredential().Password, [string] $Given.AllowRedirection',
      );
      const values = given.records.map((record) => record.stream === 'output' && record.value);
      expect(values).toEqual([lab.connection.url, 'Microsoft.Exchange', 'Basic', user, password, '']);
      const { cmdlets } = await session.importCatalogue({
        names: ['Get-Mailbox'],
        onProgress: () => undefined,
        signal: never,
      });
      expect(cmdlets.map(({ name }) => name)).toEqual(['Get-Mailbox']);
      const { records } = await runLine(session, 'Get-Mailbox -ResultSize 2');
      expect(records.map(({ stream }) => stream)).toEqual(['output', 'output', 'warning']);
      expect(await session.close(never)).toBe('removed');
      expect(lab.shells).toBe(0);
    });

    it('a refusal is told as PowerShell said it', async () => {
      expect(await failureOf(standIn.engineWith({}).connect(requestOf()))).toMatchObject({ id: 'access.denied' });
    });

    it('a session whose id cannot be kept is removed again', async () => {
      const attempt = connect({ onShell: () => Promise.reject(new Error('The disk is full.')) });
      await expect(attempt).rejects.toThrow();
      expect(lab.shells).toBe(0);
    });

    it('an attempt that is aborted ends with its PowerShell', async () => {
      const abort = new AbortController();
      const attempt = connect({ signal: abort.signal, onStage: (stage) => stage === 'open' && abort.abort() });
      await expect(attempt).rejects.toMatchObject({ name: 'AbortError' });
      expect(lab.shells).toBe(0);
    });

    it('a session that the server ends is lost, in a line and in an import', async () => {
      const uses = [
        (session: EngineSession) => runLine(session, 'Invoke-Command -Session $Session { Get-Mailbox }'),
        (session: EngineSession) =>
          failureOf(session.importCatalogue({ names: [], onProgress: () => undefined, signal: never })),
      ];
      for (const use of uses) {
        const session = await connect();
        const lost = new Promise((resolve) => session.onLost(resolve));
        await lab.engine.deleteShell(lab.access(), session.shellId);
        await use(session);
        // PowerShell may know it a moment later only.
        while ((await runLine(session, '1')).outcome.state !== 'lost');
        expect(await lost).toMatchObject({ layer: 'powershell', fqeid: 'PSSessionStateBroken' });
        expect(await session.close(never)).toBe('unknown');
      }
    });

    it('a session by the user’s own ticket, without a credential, is lost where he removes it, and known to be removed', async () => {
      const session = await connect({ credential: undefined });
      expect((await runLine(session, "$Given.ContainsKey('Credential')")).records).toEqual([
        { stream: 'output', value: false },
      ]);
      const lost = new Promise((resolve) => session.onLost(resolve));
      await runLine(session, 'Remove-PSSession $Session');
      expect(await lost).toMatchObject({ network: 'powershell.left' });
      expect(lab.shells).toBe(0);
      expect(await session.close(never)).toBe('removed');
    });

    describe('shells', () => {
      const exchange = 'http://schemas.microsoft.com/powershell/Microsoft.Exchange';
      const [one, other, foreign] = [randomUUID(), randomUUID(), randomUUID()];
      const file = () => join(standIn.folder, 'shells');
      const engine = () => standIn.engineWith({ EXTERM_TEST_SHELLS: file() });
      beforeEach(() => {
        const lines = [
          [one, 'CONTOSO\\mira', exchange, 'PT900.000S'],
          [other, 'CONTOSO\\adele', exchange, 'P0DT0H15M0S'],
          [foreign, 'CONTOSO\\mira', 'http://schemas.microsoft.com/powershell/Microsoft.PowerShell', 'PT7200.000S'],
        ];
        writeFileSync(file(), lines.map(([id, ...rest]) => [id!.toUpperCase(), ...rest].join('\t')).join('\n'));
      });

      it('of the connection’s configuration are what Get-WSManInstance lists', async () => {
        expect(await engine().listShells(lab.access())).toEqual([
          {
            shellId: one,
            name: undefined,
            owner: 'CONTOSO\\mira',
            clientIp: '::1',
            processId: 4711,
            state: 'Connected',
            resourceUri: exchange,
            memoryUsed: '101MB',
            inactivity: 7000,
            runTime: 67_000,
            idleTimeout: 900_000,
          },
          expect.objectContaining({ shellId: other, owner: 'CONTOSO\\adele', idleTimeout: 900_000 }),
        ]);
      });

      it('are deleted by Remove-WSManInstance, once', async () => {
        expect(await engine().deleteShell(lab.access(), one)).toBe('removed');
        expect(readFileSync(file(), 'utf8')).not.toContain(one.toUpperCase());
        expect(readFileSync(file(), 'utf8')).toContain(other.toUpperCase());
        expect(await engine().deleteShell(lab.access(), one)).toBe('gone');
      });

      it('that cannot be asked for are a failure', async () => {
        rmSync(file());
        expect(await failureOf(engine().listShells(lab.access()))).toMatchObject({ kind: 'command' });
      });
    });
  });
});
