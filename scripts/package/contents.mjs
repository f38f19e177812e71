import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { noticesFile } from '../lib/notices.mjs';
import { root } from '../lib/prepare.mjs';
import { npmPackage } from './npm-package.mjs';
import { platforms } from './platforms.mjs';

/** What a native package needs to be loaded, and its licence; their sources and manuals stay away. */
const ofUse = /^(?!.*\.d\.ts$)(?:.*\.(?:c?js|json|node)|licen[cs]e.*)$/i;
/** In koffi's package for Linux: the Node of the archives is of glibc. */
const forOtherLibraries = /^musl/;

/**
 * The files of an archive by their path in it; the same for everyone who makes it.
 * @param {string} platform a key of `platforms`
 * @returns {Promise<ReadonlyMap<string, import('./archive.mjs').ArchivedFile>>}
 */
export async function contents(platform) {
  const isWindows = platform.startsWith('win-');
  const { node, licence = node, koffi, keyring } = platforms[platform];
  const files = new Map();
  const add = (path, bytes, isExecutable = false) => files.set(path, { bytes, isExecutable });
  const own = (path, from = path) => add(path, readFileSync(join(root, from)));

  for (const folder of ['bin', 'dist', 'docs']) {
    for (const name of readdirSync(join(root, folder))) own(`${folder}/${name}`);
  }
  files.delete(`dist/${noticesFile}`);
  own(noticesFile, `dist/${noticesFile}`);
  for (const name of ['LICENSE', 'README.md', 'package.json']) own(name);
  if (isWindows) add('exterm.cmd', withCrLf(readFileSync(join(import.meta.dirname, 'launch', 'exterm.cmd'), 'utf8')));
  else add('exterm', readFileSync(join(import.meta.dirname, 'launch', 'exterm')), true);

  const binary = isWindows ? 'node.exe' : 'node';
  add(isWindows ? 'node/node.exe' : 'node/bin/node', (await npmPackage(node)).get(`bin/${binary}`).bytes, true);
  add('node/LICENSE', (await npmPackage(licence)).get('LICENSE').bytes);

  for (const name of ['koffi', `@koromix/koffi-${koffi}`, '@napi-rs/keyring', `@napi-rs/keyring-${keyring}`]) {
    for (const [path, { bytes }] of await npmPackage(locked(name))) {
      if (ofUse.test(path) && !forOtherLibraries.test(path)) add(`node_modules/${name}/${path}`, bytes);
    }
  }
  return files;
}

/** What the repository's own installation has of that package. */
function locked(name) {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  const { version, integrity } = packages[`node_modules/${name}`];
  return { spec: `${name}@${version}`, integrity };
}

function withCrLf(text) {
  return Buffer.from(text.replace(/\r?\n/g, '\r\n'));
}
