import { gzipSync, zipSync } from 'fflate';
import { packTar } from 'modern-tar';

/**
 * The same files make the same bytes, whoever packs them, when and where: sorted, with fixed modes, owners and times. What
 * compresses is JavaScript, as zlib's output differs between its builds and processors.
 */
const level = 6;

/** @typedef {{ readonly bytes: Uint8Array, readonly isExecutable: boolean }} ArchivedFile */

/**
 * Files as a .tar.gz, below a folder.
 * @param {string} folder
 * @param {ReadonlyMap<string, ArchivedFile>} files
 */
export async function tarGz(folder, files) {
  const entries = sorted(files).map(([path, { bytes, isExecutable }]) => ({
    header: {
      name: `${folder}/${path}`,
      type: 'file',
      size: bytes.length,
      mode: isExecutable ? 0o755 : 0o644,
      mtime: new Date(Date.UTC(2000, 0, 1)),
      uid: 0,
      gid: 0,
      uname: 'root',
      gname: 'root',
    },
    body: bytes,
  }));
  return gzipSync(await packTar(entries), { level, mtime: 0 });
}

/**
 * Files as a .zip, below a folder.
 * @param {string} folder
 * @param {ReadonlyMap<string, ArchivedFile>} files
 */
export function zip(folder, files) {
  const entries = sorted(files).map(([path, { bytes, isExecutable }]) => [
    `${folder}/${path}`,
    [
      bytes,
      {
        level,
        os: 3,
        attrs: (isExecutable ? 0o100755 : 0o100644) * 0x10000,
        // A zip's times are local ones without a zone: this is the same one everywhere.
        mtime: new Date(2000, 0, 1),
      },
    ],
  ]);
  return zipSync(Object.fromEntries(entries));
}

function sorted(files) {
  return [...files].sort(([a], [b]) => (a < b ? -1 : 1));
}
