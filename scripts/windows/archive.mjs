import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { unzipSync } from 'fflate';
import { pinnedNode, root } from '../lib/prepare.mjs';
import { hidePlaceholders, home, prefix, windowsPath, wineEnvironment } from './machine.mjs';

const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const name = `exterm-${version}-win-x64`;
/** A path with blanks, as most programs of Windows have. */
const place = join(prefix, 'drive_c', 'Program Files', 'With blanks');
const settings = join(home, 'archive', 'settings');

/** The archive for Windows, made anew, unpacked, and used by its exterm.cmd from cmd.exe, where there is no Node. Throws. */
export function tryArchive() {
  const made = join(home, 'archive');
  rmSync(made, { recursive: true, force: true });
  mkdirSync(settings, { recursive: true });
  execFileSync(pinnedNode, [join(root, 'scripts', 'package', 'main.mjs'), '--to', made, 'win-x64'], {
    cwd: root,
    stdio: 'ignore',
  });
  unpack(readFileSync(join(made, `${name}.zip`)));
  hidePlaceholders(join(place, name, 'node', 'node.exe'));

  assert.deepEqual(exterm('--version'), { code: 0, out: `${version}\n`, err: '' });
  const versions = exterm('--version --json');
  assert.equal(versions.code, 0, versions.err);
  for (const part of ['koffi', 'keyRing', 'security']) assert.ok(!JSON.parse(versions.out)[part].missing, versions.out);
  const two = exterm('run ex01 "Get-Mailbox -ResultSize 2 | Select-Object Name, Database" --output json');
  assert.equal(two.code, 0, two.err);
  assert.deepEqual(JSON.parse(two.out).map(Object.keys), Array(2).fill(['Name', 'Database']));
  const none = exterm('run nosuch Get-Mailbox');
  assert.equal(none.code, 2, none.err);
  assert.match(none.err, /There is no connection "nosuch"/);
}

function unpack(archive) {
  rmSync(place, { recursive: true, force: true });
  for (const [path, bytes] of Object.entries(unzipSync(archive))) {
    const file = join(place, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, bytes);
  }
}

/** What cmd.exe's user types behind the program's name. Wine's programs write to files: a pipe of Linux is none to them. */
function exterm(words) {
  const file = (name) => join(home, 'archive', name);
  writeFileSync(file('line.cmd'), `@"C:\\Program Files\\With blanks\\${name}\\exterm.cmd" ${words}\r\n`);
  const outputs = ['out', 'err'].map((name) => openSync(file(name), 'w'));
  const { status } = spawnSync('wine', ['cmd', '/c', windowsPath(file('line.cmd'))], {
    env: { ...wineEnvironment, EXTERM_CONFIG_DIR: windowsPath(settings) },
    stdio: ['ignore', ...outputs],
  });
  for (const output of outputs) closeSync(output);
  return { code: status, out: readFileSync(file('out'), 'utf8'), err: readFileSync(file('err'), 'utf8') };
}
