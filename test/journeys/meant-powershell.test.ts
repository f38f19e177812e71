import { describeWithPowerShell } from '../engine/powershell/with-powershell.ts';
import { quickEngine } from './powershell-engine.ts';
import { meant } from './suites/meant.ts';

describeWithPowerShell('with the PowerShell engine, over the bridge', (executable) => {
  meant(quickEngine(executable));
});
