import { describeWithPowerShell } from '../engine/powershell/with-powershell.ts';
import { usualSize } from './journey.ts';
import { quickEngineOfOne } from './powershell-engine.ts';
import { meant } from './suites/meant.ts';

describeWithPowerShell('with the PowerShell engine, over the bridge', (executable) => {
  // How the screen is laid out is no matter of the engine's.
  meant(quickEngineOfOne(executable), [usualSize]);
});
