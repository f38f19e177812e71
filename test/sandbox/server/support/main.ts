import { runSandboxProcess } from '../../../../source/sandbox/process.ts';
import { TestOrganisation } from './organisation.ts';

/** What the launcher starts in its tests: `sandbox --foreground …`, with a folder from the environment. */
const stop = new AbortController();
process.on('SIGTERM', () => stop.abort());

if (process.env['SANDBOX_TEST_FAILS']) {
  process.stderr.write('The organisation is closed today.\n');
  process.exitCode = 3;
} else {
  await runSandboxProcess({
    options: { leftOpen: 0 },
    folder: process.env['EXTERM_CONFIG_DIR'],
    version: process.argv.slice(2).join(' '),
    stdout: process.stdout,
    signal: stop.signal,
    surroundings: { organisation: new TestOrganisation() },
  });
}
