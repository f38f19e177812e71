import { describeWithPowerShellInCi } from '../engine/powershell/with-powershell.ts';
import { usualSize } from './journey.ts';
import { quickEngine } from './powershell-engine.ts';
import { marked } from './suites/marked.ts';

describeWithPowerShellInCi('with the PowerShell engine, over the bridge', (executable) => {
  // Here in CI alone: that PowerShell keeps to the marks is the engines' contract, how it is asked the app's.
  // How the screen is laid out is no matter of the engine's.
  marked(quickEngine(executable), [usualSize]);
});
