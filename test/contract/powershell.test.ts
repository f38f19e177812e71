import { PowerShellEngine } from '../../source/engine/powershell/index.ts';
import { engineOptions } from '../engine/powershell/support.ts';
import { describeWithPowerShell } from '../engine/powershell/with-powershell.ts';
import { describeInCi } from '../support/in-ci.ts';
import { describeEngine } from './engine-contract.ts';
import { sandboxSubject } from './sandbox-subject.ts';

describeWithPowerShell('a real PowerShell under the contract', (executable) => {
  describeEngine(
    'powershell over the bridge, against the sandbox',
    () =>
      sandboxSubject({
        kind: 'powershell',
        engine: () => new PowerShellEngine(engineOptions(executable)),
        endless: 'Invoke-Command -Session $Session { Write-SandboxFlood 100000000 }',
      }),
    describeInCi,
  );
});
