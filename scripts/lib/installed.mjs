import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Whether `node_modules` has what the lock says, whoever installed it: npm notes there what it has installed, when it is
 * done. Of what is optional there is only what the system has a use for.
 *
 * @param {string} folder with `package-lock.json` and `node_modules`
 */
export function isInstalled(folder) {
  const installed = packagesIn(join(folder, 'node_modules', '.package-lock.json'));
  const { '': _project, ...wanted } = packagesIn(join(folder, 'package-lock.json')) ?? {};
  if (installed === undefined) return false;
  const isThere = ([path, { optional, ...one }]) => (path in installed ? isSame(installed[path], one) : optional);
  return Object.keys(installed).every((path) => path in wanted) && Object.entries(wanted).every(isThere);
}

/** Where it was fetched from, and what needs it, is written differently by npm's versions. */
const isSame = (one, other) => one.version === other.version && one.integrity === other.integrity;

function packagesIn(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).packages : undefined;
}
