const { lstatSync, mkdirSync, realpathSync } = require('node:fs');
const { homedir } = require('node:os');
const path = require('node:path');

/**
 * The folder for compiled code in the user's own place for such things, made where it is missing. Compiled code is run as
 * it is, so nobody else may be able to put any there: undefined where that is not sure, and nothing is kept then.
 */
exports.compiledFolder = function compiledFolder(environment, platform, user) {
  try {
    const place = placeOf(environment, platform);
    if (!place || !path.isAbsolute(place)) return undefined;
    const folder = path.join(place, 'exterm', 'compiled');
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    // A profile on Windows is its user's by its access list.
    if (platform === 'win32') return folder;
    const real = realpathSync(folder);
    const { uid, mode } = lstatSync(real);
    return uid === user && (mode & 0o077) === 0 && isOutOfReach(path.dirname(real), user) ? real : undefined;
  } catch {
    return undefined;
  }
};

function placeOf(environment, platform) {
  if (platform === 'win32') return environment.LOCALAPPDATA;
  if (environment.XDG_CACHE_HOME) return environment.XDG_CACHE_HOME;
  return path.join(environment.HOME || homedir(), ...(platform === 'darwin' ? ['Library', 'Caches'] : ['.cache']));
}

/** Whether nobody but the user and root can put another folder in the place of one that lies in it, or of one above. */
function isOutOfReach(folder, user) {
  const { uid, mode } = lstatSync(folder);
  const isOurs = uid === user || uid === 0;
  // In a sticky folder such as /tmp each moves only what is his own.
  const isClosed = (mode & 0o022) === 0 || (mode & 0o1000) !== 0;
  const above = path.dirname(folder);
  return isOurs && isClosed && (above === folder || isOutOfReach(above, user));
}
