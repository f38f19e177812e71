import { describe } from 'vitest';
import { powerShellHost } from './build.ts';

const host = await powerShellHost();

/** A suite that needs a real PowerShell: it gets the host's executable, or is skipped under a name that says why. */
export function describeWithPowerShell(name: string, suite: (executable: string) => void): void {
  if ('executable' in host) describe(name, () => suite(host.executable));
  else describe.skip(`${name} (skipped: ${host.missing})`, () => suite(''));
}
