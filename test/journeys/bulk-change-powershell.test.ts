import { describeWithPowerShell } from '../engine/powershell/with-powershell.ts';
import { quickEngine } from './powershell-engine.ts';
import { bulkChanges } from './suites/bulk-change.ts';

describeWithPowerShell('with the PowerShell engine, over the bridge', (executable) => {
  bulkChanges(quickEngine(executable));
});
