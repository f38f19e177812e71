import { describeWith } from '../../peers/describe-with.ts';
import { describeInCi } from '../../support/in-ci.ts';
import { powerShell } from './support.ts';

/** A suite that drives a whole PowerShell. */
export function describeWithPowerShell(name: string, suite: (executable: string) => void): void {
  describeWith(powerShell, name, suite);
}

/** A suite that a native session goes through everywhere, and of which a whole PowerShell's part is tried elsewhere: in CI. */
export function describeWithPowerShellInCi(name: string, suite: (executable: string) => void): void {
  describeInCi(name, () => describeWithPowerShell('in PowerShell', suite));
}
