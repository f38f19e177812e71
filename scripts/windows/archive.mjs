import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { unzipSync } from 'fflate';
import { pinnedNode, root } from '../lib/prepare.mjs';
import { cmd, tryInstalled } from './cmd.mjs';
import { hidePlaceholders, home, prefix, windowsPath } from './machine.mjs';
import { tryScreen } from './screen.mjs';

const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const name = `exterm-${version}-win-x64`;
/** A path with blanks, as most programs of Windows have. */
const place = join(prefix, 'drive_c', 'Program Files', 'With blanks');
const program = `"C:\\Program Files\\With blanks\\${name}\\exterm.cmd"`;
const made = join(home, 'archive');
const settings = join(made, 'settings');
const environment = { EXTERM_CONFIG_DIR: windowsPath(settings) };

/**
 * The archive for Windows, made anew, unpacked, and used by its exterm.cmd from cmd.exe, where there is no Node: by commands
 * and on the screen. Throws.
 */
export async function tryArchive() {
  rmSync(made, { recursive: true, force: true });
  mkdirSync(settings, { recursive: true });
  execFileSync(pinnedNode, [join(root, 'scripts', 'package', 'main.mjs'), '--to', made, 'win-x64'], {
    cwd: root,
    stdio: 'ignore',
  });
  unpack(readFileSync(join(made, `${name}.zip`)));
  hidePlaceholders(join(place, name, 'node', 'node.exe'));

  tryInstalled(exterm, version);
  const none = exterm('run nosuch Get-Mailbox');
  assert.equal(none.code, 2, none.err);
  assert.match(none.err, /There is no connection "nosuch"/);
  await tryScreen(made, program, environment);
}

function unpack(archive) {
  rmSync(place, { recursive: true, force: true });
  for (const [path, bytes] of Object.entries(unzipSync(archive))) {
    const file = join(place, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, bytes);
  }
}

/** What cmd.exe's user types behind the program's name. */
function exterm(words) {
  return cmd(made, `${program} ${words}`, environment);
}
