import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { unpackTar } from 'modern-tar';
import { root } from '../lib/prepare.mjs';

const cache = join(root, '.cache', 'packages');

/**
 * The files of a package of npm's, by their path in it, brought by npm and kept. Throws where they are not those that
 * were meant.
 * @param {{ spec: string, integrity: string }} pinned name@version, and `sha512-` with the base64 of its tarball's hash
 * @param {string} [folder] where it is kept
 * @returns {Promise<ReadonlyMap<string, import('./archive.mjs').ArchivedFile>>}
 */
export async function npmPackage({ spec, integrity }, folder = cache) {
  const file = join(folder, `${spec.replace(/^@/, '').replace(/[/@]/g, '-')}.tgz`);
  if (!existsSync(file)) fetch(spec, folder);
  const bytes = readFileSync(file);
  const found = `sha512-${createHash('sha512').update(bytes).digest('base64')}`;
  if (found !== integrity) {
    rmSync(file);
    throw new Error(`${spec} is not what it was: ${integrity} is pinned, ${found} came.`);
  }
  const entries = await unpackTar(gunzipSync(bytes));
  return new Map(
    entries
      .filter(({ header }) => header.type === 'file')
      .map(({ header, data }) => [
        // npm strips the first folder, whatever its name.
        header.name.replace(/^[^/]*\//, ''),
        { bytes: data, isExecutable: (header.mode & 0o111) !== 0 },
      ]),
  );
}

function fetch(spec, folder) {
  mkdirSync(folder, { recursive: true });
  const { error, status } = spawnSync('npm', ['pack', spec, '--silent', `--pack-destination=${folder}`], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32',
  });
  if (error) throw error;
  if (status !== 0) throw new Error(`npm pack ${spec} ended with ${status}.`);
}
