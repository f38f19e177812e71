import { describeWith } from '../../peers/describe-with.ts';
import { powerShell } from './support.ts';

/** A suite that drives the PowerShell of these tests: a whole one where it is named, else the one built here. */
export function describeWithPowerShell(name: string, suite: (executable: string) => void): void {
  describeWith(powerShell, name, suite);
}
