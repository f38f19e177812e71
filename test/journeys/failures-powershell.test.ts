import { describeWithPowerShell } from '../engine/powershell/with-powershell.ts';
import { usualSize } from './journey.ts';
import { quickEngineOfOne } from './powershell-engine.ts';
import { failures } from './suites/failures.ts';

describeWithPowerShell('with the PowerShell engine, over the bridge', (executable) => {
  failures(quickEngineOfOne(executable), [usualSize]);
});
