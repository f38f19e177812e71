import { PowerShellEngine } from '../../source/engine/powershell/index.ts';
import { engineOptions } from '../engine/powershell/support.ts';
import { describeWithPowerShell } from '../engine/powershell/with-powershell.ts';
import { describeInCi } from '../support/in-ci.ts';
import { describeEngine } from './engine-contract.ts';
import { sandboxSubject } from './sandbox-subject.ts';

// Nothing here is to wait until PowerShell has had time enough to end, or to say why it did not open.
const timeouts = { start: 180_000, end: 600_000 };

describeWithPowerShell('a real PowerShell under the contract', (executable) => {
  describeEngine(
    'powershell over the bridge, against the sandbox',
    () =>
      sandboxSubject({
        kind: 'powershell',
        engine: () => new PowerShellEngine(engineOptions(executable, { timeouts })),
        endless: 'Invoke-Command -Session $Session { Write-SandboxFlood 100000000 }',
      }),
    describeInCi,
  );
});
