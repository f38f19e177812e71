import { abortError } from '../../async/abort.ts';
import type { ProbeAnswer } from '../../domain/index.ts';
import { isShellGone } from '../../wsman/index.ts';
import { FaultAnswer } from './answers.ts';
import type { Correspondent } from './correspondent.ts';
import { failureOf } from './failures.ts';
import type { Shell } from './shell.ts';

/**
 * Asks the server about a shell, as the port's `probe` does.
 * @param onGone called first with the fault that says that there is no such shell
 */
export async function probeShell(
  shell: Shell,
  to: Correspondent,
  signal: AbortSignal,
  onGone: (fault: FaultAnswer) => void,
): Promise<ProbeAnswer> {
  try {
    const { inactivityMs, idleTimeoutMs } = await shell.get(signal);
    if (inactivityMs === undefined) return { kind: 'alive' };
    return { kind: 'activity', inactivity: inactivityMs, idleTimeout: idleTimeoutMs };
  } catch (error) {
    if (signal.aborted) throw abortError(signal);
    if (error instanceof FaultAnswer) {
      // An endpoint without a Get, or without one for this account, says nothing of the shell by its fault.
      if (!isShellGone(error.fault)) return { kind: 'cannotAsk' };
      onGone(error);
    }
    throw failureOf(error, to);
  }
}
