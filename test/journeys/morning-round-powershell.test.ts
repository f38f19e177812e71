import { describeWithPowerShellInCi } from '../engine/powershell/with-powershell.ts';
import { usualSize } from './journey.ts';
import { quickEngine } from './powershell-engine.ts';
import { morningRound } from './suites/morning-round.ts';

describeWithPowerShellInCi('with the PowerShell engine, over the bridge', (executable) => {
  // Here in CI alone: that PowerShell gives the same objects is the engines' contract, all else the app's.
  // How the screen is laid out is no matter of the engine's.
  morningRound({ ...quickEngine(executable), cmdlets: ['Get-Queue'] }, 'powershell', [usualSize]);
});
