import type { ConnectRequest, EngineSession } from '../../source/domain/index.ts';
import { PowerShellEngine } from '../../source/engine/powershell/index.ts';
import { engineOptions } from '../engine/powershell/support.ts';
import { describeWithPowerShell } from '../engine/powershell/with-powershell.ts';
import { describeEngine } from './engine-contract.ts';
import { sandboxSubject } from './sandbox-subject.ts';

/** A session is of use to PowerShell once its cmdlets are imported, as the program does after connecting. */
class ImportingEngine extends PowerShellEngine {
  override async connect(request: ConnectRequest): Promise<EngineSession> {
    const session = await super.connect(request);
    await session.importCatalogue({ names: ['*-Mailbox'], onProgress: () => undefined, signal: request.signal });
    return session;
  }
}

describeWithPowerShell('a real PowerShell under the contract', (executable) => {
  describeEngine('powershell over the bridge, against the sandbox', () =>
    sandboxSubject({
      kind: 'powershell',
      engine: () => new ImportingEngine(engineOptions(executable)),
      endless: 'Invoke-Command -Session $Session { Write-SandboxFlood 100000000 }',
    }),
  );
});
