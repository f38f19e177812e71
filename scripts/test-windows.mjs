// `npm run test:windows`: exterm on Windows, as far as Wine shows it. Makes the machine where it is missing, and runs there the
// tests of what has to do with the system and with its key ring (suite), SSPI against a KDC and an acceptor, on the screen
// too (sspi), the PowerShell engine's contract with a whole PowerShell of Windows (powershell), the portable archive from
// cmd.exe and on the screen (archive), and the npm package installed by npm (npm). With words, those parts; also core, what
// of the suite asks the system most, and whole, all that can be run.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, openSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { build, install, pinnedNode, root } from './lib/prepare.mjs';
import { has, makeMachine, stopMachine, tree, windowsPath, wineEnvironment } from './windows/machine.mjs';
import { makePowerShell } from './windows/powershell.mjs';

const logs = join(root, '.cache', 'windows', 'logs');
const asked = process.argv.slice(2);
const outcomes = [];

/** Why a part cannot be run here; undefined where it can. */
const missing = {
  core: () => undefined,
  suite: () => undefined,
  whole: () => undefined,
  sspi: () => {
    if (!has('krb5kdc') && !has('/usr/sbin/krb5kdc'))
      return 'there is no KDC (apt install krb5-kdc krb5-admin-server krb5-user)';
    return has('dotnet') ? undefined : 'there is no dotnet for the acceptor';
  },
  archive: () => undefined,
  npm: () => undefined,
  powershell: () => (has('dotnet') ? undefined : 'there is no dotnet, by which PowerShell is fetched'),
};

const parts = {
  core: async (node) => {
    await vitest(node, 'core', testFiles(asksTheSystem));
  },
  suite: async (node) => {
    await vitest(node, 'suite', testFiles(ofTheSystem));
  },
  whole: async (node) => {
    await vitest(node, 'whole', testFiles());
  },
  sspi: async (node) => {
    const lab = spawn(pinnedNode, ['--no-warnings', join('test', 'windows', 'lab-server.ts')], {
      cwd: root,
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const ended = once(lab, 'close');
    const [line] = await Promise.race([once(createInterface({ input: lab.stdout }), 'line'), ended]);
    try {
      const { exchange, krb5Config, ticket, noTicket } = JSON.parse(line);
      const environment = { EXTERM_WINDOWS_LAB: line, KRB5_CONFIG: krb5Config };
      // A process of Wine has one credential cache from its beginning to its end.
      const password = ['test/windows/password.test.ts'];
      await vitest(node, 'password', password, { ...environment, KRB5CCNAME: noTicket });
      await vitest(node, 'ticket', ['test/windows/ticket.test.ts'], { ...environment, KRB5CCNAME: ticket });
      const { tryLogon } = await import('./windows/logon.mjs');
      const what = 'does the main job on the screen by the ticket of the logon';
      await tried('logon', what, () => tryLogon(node, exchange, { KRB5_CONFIG: krb5Config, KRB5CCNAME: ticket }));
    } finally {
      lab.stdin.end();
      await ended;
    }
  },
  archive: async () => {
    const { tryArchive } = await import('./windows/archive.mjs');
    await tried('archive', 'runs commands by exterm.cmd, and the main job on its screen', () => tryArchive());
  },
  npm: async (node) => {
    const { tryNpmPackage } = await import('./windows/npm-package.mjs');
    await tried('npm', 'installs the package, which runs commands', () => tryNpmPackage(node));
  },
  powershell: async (node) => {
    const { executable, environment } = makePowerShell();
    await vitest(node, 'powershell', ['test/contract/powershell.test.ts'], {
      ...environment,
      EXTERM_TEST_PWSH: executable,
    });
  },
};

/** What asks the system most: files, processes, other programs, libraries. */
const asksTheSystem = [
  /^test\/(auth|bin|main|storage|windows)\//,
  /^test\/(commands\/(run|program|sandbox|connections|where|spool)|sandbox\/server\/launcher|journeys\/(killed|redirected))\./,
  /^test\/engine\/(native\/redirect|powershell\/(relay|link|transport))\./,
];

/** All that has to do with the system that it runs on; the rest is the same everywhere, and has its turn with `whole`. */
const ofTheSystem = [
  /^test\/(app|async|auth|bin|commands|contract|http|journeys|main|scripts|storage|windows)\//,
  /^test\/(engine\/diagnosis|ui\/terminal|ui\/input|sandbox\/server)\//,
  /^test\/engine\/(native\/redirect|powershell\/(relay|link|transport))\./,
  /^test\/ui\/screen\/leaving\./,
];

/** What needs something that is not there: Linux's peers, a PowerShell, a KDC. Some have a part of their own. */
const elsewhere = [
  /^test\/(peers|kills|soak|packages)\//,
  /^test\/windows\/(ticket|password)\./,
  /powershell[^/]*\.test/,
  // It bundles, and a bundler's service hangs under Wine.
  /^test\/ui\/screen\/first-frame\./,
  /^test\/engine\/powershell\/(?!relay|link|transport)/,
  /^test\/(commands\/bridge|app\/doctor\/kerberos|commands\/completion\/shells|language\/judged|language\/whole)\./,
];

function testFiles(wanted = [/./]) {
  return readdirSync(join(root, 'test'), { recursive: true })
    .filter((name) => /\.test\.tsx?$/.test(name))
    .map((name) => `test/${name}`)
    .filter((name) => wanted.some((pattern) => pattern.test(name)) && !elsewhere.some((pattern) => pattern.test(name)))
    .toSorted();
}

async function tried(name, what, attempt) {
  try {
    await attempt();
    outcomes.push({ failed: 0 });
    console.log(`windows ${name}: ${what}`);
  } catch (error) {
    outcomes.push({ failed: 1 });
    console.log(`windows ${name}: ${error.stack}`);
  }
}

/** Wine's programs write to files: a pipe of Linux is none to them. */
async function vitest(node, name, words, environment = {}) {
  const [log, report] = [join(logs, `${name}.log`), join(logs, `${name}.json`)];
  rmSync(report, { force: true });
  const output = openSync(log, 'w');
  const began = performance.now();
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${windowsPath(report)}`];
  const child = spawn('wine', [node, 'node_modules/vitest/vitest.mjs', 'run', ...reporters, ...words], {
    cwd: tree,
    env: { ...wineEnvironment, ...environment },
    stdio: ['ignore', output, output],
  });
  const [code] = await once(child, 'close');
  closeSync(output);
  const seconds = Math.round((performance.now() - began) / 1000);
  const counts = countsOf(report);
  const failed = code === 0 && counts ? 0 : Math.max(1, counts?.failed ?? 0);
  if (failed > 0) process.stdout.write(readFileSync(log, 'utf8'));
  outcomes.push({ failed });
  const skipped = counts?.skipped ? `, ${counts.skipped} skipped` : '';
  console.log(`windows ${name}: ${counts?.passed ?? 0} passed, ${failed} failed${skipped}, ${seconds} s`);
}

function countsOf(report) {
  try {
    const { numPassedTests, numFailedTests, numPendingTests, numTodoTests } = JSON.parse(readFileSync(report, 'utf8'));
    return { passed: numPassedTests, failed: numFailedTests, skipped: numPendingTests + numTodoTests };
  } catch {
    return undefined;
  }
}

const usual = ['suite', 'sspi', 'archive', 'npm', 'powershell'];
const chosen = asked.length === 0 ? usual : Object.keys(parts).filter((name) => asked.includes(name));
/** In CI what is not run has failed. */
const isRequired = process.env.CI !== undefined;
if (!has('wine') || !has('wineserver')) {
  console.log(`windows: not run (${chosen.join(', ')}), because there is no Wine here (apt install wine64 wine).`);
  process.exit(isRequired ? 1 : 0);
}
install();
build();
mkdirSync(logs, { recursive: true });
const node = makeMachine();
try {
  for (const name of chosen) {
    const why = missing[name]();
    if (why) {
      console.log(`windows ${name}: not run, because ${why}.`);
      if (isRequired) outcomes.push({ failed: 1 });
    } else await parts[name](node);
  }
} finally {
  stopMachine();
}
process.exitCode = outcomes.some(({ failed }) => failed > 0) ? 1 : 0;
