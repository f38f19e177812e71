import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { closeSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { windowsPath, wineEnvironment } from './machine.mjs';

/**
 * What cmd.exe's user types, and what comes of it, by way of files in a folder: a pipe of Linux is none to Wine's programs.
 */
export function cmd(folder, line, environment = {}) {
  const file = (name) => join(folder, name);
  const outputs = ['out', 'err'].map((name) => openSync(file(name), 'w'));
  const { status } = spawnSync('wine', ['cmd', '/c', windowsPath(lineFile(folder, line))], {
    env: { ...wineEnvironment, ...environment },
    stdio: ['ignore', ...outputs],
  });
  for (const output of outputs) closeSync(output);
  return { code: status, out: readFileSync(file('out'), 'utf8'), err: readFileSync(file('err'), 'utf8') };
}

/** A file of what cmd.exe's user types: quotes among the words for it would be lost on the way. Gives its path. */
export function lineFile(folder, line) {
  const file = join(folder, 'line.cmd');
  writeFileSync(file, `@${line}\r\n`);
  return file;
}

/** Whether an installed exterm says its versions, has its optional parts, and runs a command. Throws. */
export function tryInstalled(exterm, version) {
  assert.deepEqual(exterm('--version'), { code: 0, out: `${version}\n`, err: '' });
  const versions = exterm('--version --json');
  assert.equal(versions.code, 0, versions.err);
  for (const part of ['koffi', 'keyRing', 'security']) assert.ok(!JSON.parse(versions.out)[part].missing, versions.out);
  const two = exterm('run ex01 "Get-Mailbox -ResultSize 2 | Select-Object Name, Database" --output json');
  assert.equal(two.code, 0, two.err);
  assert.deepEqual(JSON.parse(two.out).map(Object.keys), Array(2).fill(['Name', 'Database']));
}
