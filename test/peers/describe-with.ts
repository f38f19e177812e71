import { describe } from 'vitest';
import type { BuiltProgram } from './dotnet.ts';

/** A suite on a program of the tests. Without it, on a machine that cannot build it, a skip that says why; in CI an error. */
export function describeWith(found: BuiltProgram, name: string, suite: (executable: string) => void): void {
  if ('executable' in found) describe(name, () => suite(found.executable));
  else describe.skip(`${name} (skipped: ${found.missing})`, () => suite(''));
}
