import { describeWithPowerShell, describeWithPowerShellInCi } from '../engine/powershell/with-powershell.ts';
import { usualSize } from './journey.ts';
import { quickEngineOfOne } from './powershell-engine.ts';
import { failures, passwords, toldFailures } from './suites/failures.ts';

describeWithPowerShell('with the PowerShell engine, over the bridge', (executable) => {
  failures(quickEngineOfOne(executable));
});

describeWithPowerShellInCi('what the PowerShell engine tells, over the bridge', (executable) => {
  passwords(quickEngineOfOne(executable), [usualSize]);
  toldFailures(quickEngineOfOne(executable), [usualSize]);
});
