import { describeWith } from '../../peers/describe-with.ts';
import { powerShell } from './support.ts';

/** A suite that drives a whole PowerShell. */
export function describeWithPowerShell(name: string, suite: (executable: string) => void): void {
  describeWith(powerShell, name, suite);
}
