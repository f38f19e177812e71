import { describeWithPowerShellInCi } from '../engine/powershell/with-powershell.ts';
import { usualSize } from './journey.ts';
import { quickEngine } from './powershell-engine.ts';
import { bulkChanges } from './suites/bulk-change.ts';

describeWithPowerShellInCi('with the PowerShell engine, over the bridge', (executable) => {
  // Here in CI alone: what PowerShell gives and asks is the engines' contract, all else the app's.
  // How the screen is laid out is no matter of the engine's.
  bulkChanges(quickEngine(executable), [usualSize]);
});
