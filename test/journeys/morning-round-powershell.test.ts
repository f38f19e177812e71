import { describeWithPowerShell } from '../engine/powershell/with-powershell.ts';
import { usualSize } from './journey.ts';
import { quickEngine } from './powershell-engine.ts';
import { morningRound } from './suites/morning-round.ts';

describeWithPowerShell('with the PowerShell engine, over the bridge', (executable) => {
  // How the screen is laid out is no matter of the engine's.
  morningRound({ ...quickEngine(executable), cmdlets: ['Get-Queue'] }, 'powershell', [usualSize]);
});
