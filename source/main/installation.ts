import { realpathSync } from 'node:fs';
import { createRequire, getCompileCacheDir } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import type { Installation, Missing, Versions } from '../app/installation.ts';
import { FailureError } from '../domain/index.ts';
import { rendezvousFile } from '../sandbox/rendezvous-file.ts';
import { storedPlaces } from '../storage/index.ts';

/** This very exterm: `file` is what Node was started with, `local` where what belongs to this computer lies. */
export function installationOf(version: string, folder: string, file: string, local = folder): Installation {
  return {
    places: () => {
      const cache = getCompileCacheDir();
      return {
        program: path.dirname(path.dirname(file)),
        node: process.execPath,
        ...storedPlaces(local),
        settings: storedPlaces(folder).settings,
        commands: storedPlaces(folder).commands,
        sandbox: rendezvousFile(local),
        // Node makes a folder for each of its versions in the one that it is given.
        compiledCode: cache === undefined ? undefined : path.dirname(cache),
      };
    },
    versions: () => versions(version, createRequire(file)),
  };
}

async function versions(exterm: string, load: NodeJS.Require): Promise<Versions> {
  return {
    exterm,
    node: process.versions.node,
    system: `${process.platform}-${process.arch} ${os.release()}, ${os.version()}`,
    koffi: await orMissing(async () => (await import('koffi')).default.version),
    security: await orMissing(securityLibrary),
    keyRing: await orMissing(async () => {
      load('@napi-rs/keyring');
      return load('@napi-rs/keyring/package.json').version as string;
    }),
  };
}

async function securityLibrary(): Promise<{ readonly api: string; readonly library: string }> {
  const { loadSecurity } = await import('../auth/index.ts');
  await loadSecurity();
  const [api, name] =
    process.platform === 'win32'
      ? ['SSPI', /[/\\](?:secur32|sspicli)\.dll$/i]
      : ['GSS-API', /\/(?:libgssapi[^/]*|GSS)$/];
  return { api, library: loadedLibrary(name) ?? 'loaded' };
}

/** The file of a library that is loaded; behind its links the name has the whole version. */
function loadedLibrary(name: RegExp): string | undefined {
  const { report } = process;
  // What it says of the network may ask name servers.
  Object.assign(report, { excludeNetwork: true });
  const { sharedObjects = [] } = report.getReport() as { sharedObjects?: readonly string[] };
  const found = sharedObjects.find((file) => name.test(file));
  try {
    return found && realpathSync(found);
  } catch {
    // macOS keeps its own libraries in one cache, and no files of them.
    return found;
  }
}

async function orMissing<Found>(find: () => Promise<Found>): Promise<Found | Missing> {
  try {
    return await find();
  } catch (error) {
    const { what, why } = error instanceof FailureError ? error.failure : { what: (error as Error).message, why: '' };
    return { missing: `${what} ${why}`.trim() };
  }
}
