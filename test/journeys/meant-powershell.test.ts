import { describeWithPowerShellInCi } from '../engine/powershell/with-powershell.ts';
import { usualSize } from './journey.ts';
import { quickEngineOfOne } from './powershell-engine.ts';
import { meant } from './suites/meant.ts';

describeWithPowerShellInCi('with the PowerShell engine, over the bridge', (executable) => {
  // Here in CI alone: what waits, is stopped or says its line in PowerShell is the engine's own test, the rest the app's.
  // How the screen is laid out is no matter of the engine's.
  meant(quickEngineOfOne(executable), [usualSize]);
});
