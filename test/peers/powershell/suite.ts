import { describeWith } from '../describe-with.ts';
import { powerShellHost } from './build.ts';

const host = await powerShellHost();

/** A suite that needs a real PowerShell: it gets the host's executable. */
export function describeWithPowerShell(name: string, suite: (executable: string) => void): void {
  describeWith(host, name, suite);
}
