import { PowerShellEngine } from '../../source/engine/powershell/index.ts';
import { engineOptions } from '../engine/powershell/support.ts';
import { fewCmdlets, type JourneyEngine } from './journey.ts';

// The sandbox's clock stands still, so a Receive that gets nothing never ends by itself.
const wsman = { timeouts: { answerMargin: 600_000 } };

/** The PowerShell engine over the bridge. */
export function wholeEngine(executable: string): JourneyEngine {
  return {
    choice: 'powershell',
    deps: (deps) => ({
      ...deps,
      engines: { ...deps.engines, powershell: new PowerShellEngine(engineOptions(executable, { wsman })) },
      // The tests' PowerShell is on no PATH.
      diagnosis: { ...deps.diagnosis!, engines: { ...deps.diagnosis!.engines, powershell: {} } },
      defaultEngine: 'powershell',
    }),
  };
}

/** The same for journeys that are not about importing. */
export function quickEngine(executable: string): JourneyEngine {
  return { ...wholeEngine(executable), cmdlets: fewCmdlets };
}

/** The same for the first server alone, where the others are only what else is open: a native session opens at once. */
export function quickEngineOfOne(executable: string): JourneyEngine {
  return { ...quickEngine(executable), others: 'native' };
}
