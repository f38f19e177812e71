import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { defineConfig } from 'vitest/config';
import { LongFirst } from './test/support/long-first.ts';

/**
 * Tests that start other programs, and wait for them longer than the others may. They come before the others, as the project's
 * name does; the many short files of the others then keep both workers busy to the end.
 */
const programs = [
  'test/{contract,journeys,kills,packages,peers}/**/*.test.ts',
  'test/engine/powershell/**/*.test.ts',
  'test/commands/{bridge,bridge-enter,bridge-exits,doctor-powershell}.test.ts',
  'test/commands/completion/shells.test.ts',
  'test/faults/powershell.test.ts',
  'test/{app/doctor,faults}/kerberos.test.ts',
];
/** Tests that change this process, or ask it what it has loaded: a process of its own for each file, which takes a second. */
const alone = ['test/windows/**/*.test.ts', 'test/text/characters.test.ts'];
const patient = { testTimeout: 180_000, hookTimeout: 180_000 };
const all = 'test/**/*.test.{ts,tsx}';
/**
 * What this system is not asked: Linux's peers elsewhere, Windows' own tests on others, and on Windows those that need the lab
 * of `npm run test:windows`, which names itself here.
 */
const hasLab = process.env['EXTERM_WINDOWS_LAB'] !== undefined;
const left = [
  ...(process.platform === 'linux' ? [] : ['test/peers/**']),
  ...(process.platform === 'win32' ? (hasLab ? [] : ['test/windows/{ticket,password}.test.ts']) : ['test/windows/**']),
];

export default defineConfig({
  // Ink's source maps point to sources that it does not ship: a hundred warnings about nothing.
  logLevel: 'error',
  test: {
    // Two cores: more workers than that only make each other late.
    maxWorkers: 2,
    sequence: { sequencer: LongFirst },
    testTimeout: 60_000,
    hookTimeout: 120_000,
    env: {
      NODE_ENV: 'production',
      // A worker of its own for a file, and a program that a test starts, would compile all of the sources anew.
      NODE_COMPILE_CACHE: join(import.meta.dirname, 'node_modules', '.cache', 'compiled'),
      // What compiles JSX for them is no process that stays among a test's children.
      ESBUILD_WORKER_THREADS: '0',
      // No locale of whoever runs them.
      LC_ALL: 'C.UTF-8',
      // A PowerShell of the tests lives for a second or two, in which most of its work is to compile: what was compiled ahead is
      // taken as it is, all else compiled as quickly as can be, and nothing twice, nor what the last one had needed.
      DOTNET_TieredCompilation: '0',
      DOTNET_JITMinOpts: '1',
      DOTNET_gcConcurrent: '0',
      DOTNET_MultiCoreJitMinNumCpus: '1000',
    },
    // The sources run in Node as they are: half the time of what a module runner makes of them, and what people run.
    experimental: { viteModuleRunner: false, nodeLoader: false },
    execArgv: ['--import', pathToFileURL(join(import.meta.dirname, 'test', 'support', 'loading.ts')).href],
    projects: [
      // A PowerShell needs a second to start, and as many times that as there are others at work.
      { extends: true, test: { name: 'alone', include: alone, exclude: left, ...patient } },
      // Loading a file's modules anew takes longer than most files' tests.
      {
        extends: true,
        test: { name: 'programs', include: programs, exclude: [...left, ...alone], isolate: false, ...patient },
      },
      {
        extends: true,
        test: {
          name: 'shared',
          include: [all],
          exclude: [...programs, ...alone],
          isolate: false,
          setupFiles: ['test/support/same-seed.ts'],
        },
      },
    ],
  },
});
