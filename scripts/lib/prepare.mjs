// Installs and builds what is out of date, and nothing else. Runs on any Node that can run npm, before anything is
// installed: only Node's own modules here.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isInstalled } from './installed.mjs';

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const binaries = join(root, 'node_modules', '.bin');

/** The Node that the repository pins; it runs everything but the installation itself. */
export const pinnedNode = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');

/** Environment in which every child finds the pinned Node and the tools first. */
export const environment = { ...process.env, PATH: `${binaries}${delimiter}${process.env.PATH ?? ''}` };

export function install() {
  // Without its scripts an installation has no Node.
  if (isInstalled(root) && existsSync(pinnedNode)) return;
  process.stderr.write('exterm: installing dependencies (once)…\n');
  // npm's own output goes to standard error: standard output carries results only.
  run(process.platform === 'win32' ? 'npm.cmd' : 'npm', ['ci', '--loglevel=error', '--no-fund', '--no-audit'], {
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
}

export function build() {
  const bundle = join(root, 'dist', 'exterm.js');
  const makers = ['scripts/build.mjs', 'scripts/lib', 'package.json', 'package-lock.json'];
  const inputs = ['source', ...makers].map((name) => join(root, name));
  if (existsSync(bundle) && newest(inputs) <= statSync(bundle).mtimeMs) return;
  process.stderr.write('exterm: building…\n');
  mkdirSync(join(root, 'dist'), { recursive: true });
  run(pinnedNode, [join(root, 'scripts', 'build.mjs')], { stdio: ['ignore', 2, 2] });
}

/** Runs a child to its end; ends this process with the child's code when it fails. */
export function run(command, args, options = {}) {
  const result = spawnSync(command, args, { cwd: root, env: environment, stdio: 'inherit', ...options });
  if (result.error) throw result.error;
  if (result.status !== 0) process.exit(result.status ?? 1);
}

function newest(paths) {
  let latest = 0;
  for (const path of paths) {
    const entry = statSync(path);
    latest = Math.max(latest, entry.mtimeMs);
    if (entry.isDirectory()) latest = Math.max(latest, newest(readdirSync(path).map((name) => join(path, name))));
  }
  return latest;
}
