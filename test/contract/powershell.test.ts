import { describe } from 'vitest';
import { type ConnectRequest, type EngineSession, Secret } from '../../source/domain/index.ts';
import { PowerShellEngine } from '../../source/engine/powershell/index.ts';
import { startSandbox } from '../../source/sandbox/index.ts';
import { engineOptions, powerShell } from '../engine/powershell/support.ts';
import { describeEngine } from './engine-contract.ts';

const { executable, missing } = powerShell;

/** A session is of use to PowerShell once its cmdlets are imported, as the program does after connecting. */
class ImportingEngine extends PowerShellEngine {
  override async connect(request: ConnectRequest): Promise<EngineSession> {
    const session = await super.connect(request);
    await session.importCatalogue({ names: ['*-Mailbox'], onProgress: () => undefined, signal: request.signal });
    return session;
  }
}

if (executable === undefined) describe.skip(`an engine: powershell (skipped: ${missing})`, () => undefined);
else {
  describeEngine('powershell over the bridge, against the sandbox', async () => {
    const sandbox = await startSandbox({
      servers: 1,
      mailboxes: 40,
      leftOpen: 0,
      endAfter: 0,
      maxShells: 100,
      testCmdlets: true,
    });
    const { url, user, password } = sandbox.servers[0]!;
    return {
      engine: new ImportingEngine(engineOptions(executable)),
      connection: {
        name: 'ex01',
        url,
        configurationName: 'Microsoft.Exchange',
        authentication: 'Basic',
        engine: 'powershell',
      },
      credential: () => ({ user, password: Secret.fromText(password) }),
      wrongCredential: () => ({ user, password: Secret.fromText('wrong') }),
      shellIds: () => sandbox.shells('ex01').map(({ id }) => id.toLowerCase()),
      lines: {
        objects: 'Get-Mailbox -ResultSize Unlimited',
        error: 'Get-Mailbox nobody-of-that-name',
        asks: `Remove-Mailbox ${user}`,
        endless: 'Invoke-Command -Session $Session { Write-SandboxFlood 100000000 }',
      },
      command: { name: 'Get-MailboxStatistics', wildcard: 'Get-Mailbox*' },
      stop: () => sandbox.stop(),
    };
  });
}
