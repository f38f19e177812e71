import { PowerShellEngine } from '../../source/engine/powershell/index.ts';
import { engineOptions } from '../engine/powershell/support.ts';
import { describeWithPowerShell } from '../engine/powershell/with-powershell.ts';
import type { JourneyEngine } from './journey.ts';
import { cleaning } from './suites/cleaning.ts';
import { failures } from './suites/failures.ts';
import { mainJob } from './suites/main-job.ts';

describeWithPowerShell('with the PowerShell engine, over the bridge', (executable) => {
  // The sandbox's clock stands still, so a Receive that gets nothing never ends by itself.
  const wsman = { timeouts: { answerMargin: 600_000 } };
  const whole: JourneyEngine = {
    deps: (deps) => ({
      ...deps,
      engines: { ...deps.engines, powershell: new PowerShellEngine(engineOptions(executable, { wsman })) },
      defaultEngine: 'powershell',
    }),
  };
  mainJob(whole);
  // All 845 take five seconds each time.
  const some = { ...whole, cmdlets: ['*-Mailbox', 'Get-AcceptedDomain'] };
  cleaning(some);
  failures(some);
});
