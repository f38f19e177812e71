import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../lib/prepare.mjs';
import { cmd, tryInstalled } from './cmd.mjs';
import { home, once, prefix, windowsPath } from './machine.mjs';

/** Of npm's own package: the one that comes with the pinned Node's line. */
const npmVersion = '11.19.1';
const { name, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const made = join(home, 'npm-package');
/** A path with blanks, as the folder of a user's name often has. */
const place = join(prefix, 'drive_c', 'Program Files', 'npm packages');

/** The npm package as people install it, by `npm install --global` of Windows' Node, used from cmd.exe. Throws. */
export function tryNpmPackage(node) {
  const npm = once('npm', npmVersion, (folder) => fetchNpm(folder));
  for (const folder of [made, place]) rmSync(folder, { recursive: true, force: true });
  mkdirSync(made, { recursive: true });
  execFileSync('npm', ['pack', '--silent', '--ignore-scripts', '--pack-destination', made], {
    cwd: root,
    stdio: ['ignore', 'ignore', 2],
  });
  const environment = {
    WINEPATH: windowsPath(join(node, '..')),
    EXTERM_CONFIG_DIR: windowsPath(join(made, 'settings')),
  };
  const installed = cmd(
    made,
    `"${windowsPath(node)}" "${windowsPath(join(npm, 'bin', 'npm-cli.js'))}" install --global --no-audit --no-fund --loglevel=error "${windowsPath(join(made, `${name}-${version}.tgz`))}"`,
    // The registry and its certificates as this machine's npm has them.
    {
      ...environment,
      npm_config_prefix: 'C:\\Program Files\\npm packages',
      npm_config_registry: configured('registry'),
    },
  );
  assert.equal(installed.code, 0, `${installed.out}${installed.err}`);
  for (const file of ['exterm.cmd', 'exterm.ps1', 'exterm']) assert.ok(existsSync(join(place, file)), file);

  // Its exterm.cmd begins by a jump to a label that there is none of, at which Wine's cmd.exe ends: what stands behind is run.
  const started = readFileSync(join(place, 'exterm.cmd'), 'utf8').match(/"%_prog%" +"%dp0%\\([^"]+)" %\*/)?.[1];
  assert.ok(started, 'exterm.cmd starts nothing');
  const exterm = (words) => cmd(made, `node "C:\\Program Files\\npm packages\\${started}" ${words}`, environment);
  tryInstalled(exterm, version);
}

function fetchNpm(folder) {
  const [{ filename }] = JSON.parse(
    execFileSync('npm', ['pack', '--json', '--silent', `npm@${npmVersion}`], { cwd: folder, encoding: 'utf8' }),
  );
  execFileSync('tar', ['xzf', filename, '--strip-components=1'], { cwd: folder });
  rmSync(join(folder, filename));
}

const configured = (key) => execFileSync('npm', ['config', 'get', key], { cwd: root, encoding: 'utf8' }).trim();
