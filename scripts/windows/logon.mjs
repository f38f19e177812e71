import assert from 'node:assert/strict';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { cmd } from './cmd.mjs';
import { home, tree, windowsPath } from './machine.mjs';
import { tryScreen } from './screen.mjs';

const folder = join(home, 'logon');

/**
 * Somebody who is logged on saves a connection and does the main job on the screen: by SSPI and the ticket that `environment`
 * names, in sealed bodies, and no password is asked for. `port` is that of the acceptor before a sandbox. Throws.
 */
export async function tryLogon(node, port, environment) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const program = `"${windowsPath(node)}" "${windowsPath(join(tree, 'bin', 'exterm.js'))}"`;
  const settings = { ...environment, EXTERM_CONFIG_DIR: windowsPath(join(folder, 'settings')) };
  const url = `http://127.0.0.1:${port}/PowerShell/`;
  const words = `connections add ex01 --url ${url} --spn HTTP/ex01.exterm.test --engine native --user=`;
  const added = cmd(folder, `${program} ${words}`, settings);
  assert.equal(added.code, 0, added.err);
  await tryScreen(folder, program, settings);
}
