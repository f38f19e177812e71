import { describeWithPowerShell, describeWithPowerShellInCi } from '../engine/powershell/with-powershell.ts';
import { usualSize } from './journey.ts';
import { quickEngineOfOne } from './powershell-engine.ts';
import { failures, toldFailures } from './suites/failures.ts';

describeWithPowerShell('with the PowerShell engine, over the bridge', (executable) => {
  failures(quickEngineOfOne(executable), [usualSize]);
});

describeWithPowerShellInCi('what the PowerShell engine tells, over the bridge', (executable) => {
  toldFailures(quickEngineOfOne(executable), [usualSize]);
});
