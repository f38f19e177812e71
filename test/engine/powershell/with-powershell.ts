import { describe } from 'vitest';
import { powerShell } from './support.ts';

/** A suite that drives a real PowerShell, or is skipped under a name that says why there is none. */
export function describeWithPowerShell(name: string, suite: (executable: string) => void): void {
  const { executable, missing } = powerShell;
  if (executable === undefined) describe.skip(`${name} (skipped: ${missing})`, () => suite(''));
  else describe(name, () => suite(executable));
}
