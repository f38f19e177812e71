import { describeWithPowerShell } from '../engine/powershell/with-powershell.ts';
import type { ProgramEngine } from '../support/program.ts';
import { killed } from './suites/killed.ts';

describeWithPowerShell('with the PowerShell engine, over the bridge', (executable) => {
  const program: ProgramEngine = {
    engine: 'powershell',
    environment: { ...process.env, NODE_POWERSHELL: executable },
    remotely: (command) => `Invoke-Command -Session $Session { ${command} }`,
  };
  killed(program, { whole: false });
});
