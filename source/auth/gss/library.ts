import { FailureError, localFailure } from '../../domain/index.ts';
import { declareGss, type GssNative, type Koffi } from './native.ts';

export interface GssPlatform {
  readonly platform: NodeJS.Platform;
  readonly importKoffi: () => Promise<Koffi>;
}

const here: GssPlatform = {
  platform: process.platform,
  importKoffi: async () => (await import('koffi')).default,
};

/** MIT's library on Linux; the system's own on macOS, which was not run. */
const libraries: Partial<Record<NodeJS.Platform, string>> = {
  linux: 'libgssapi_krb5.so.2',
  darwin: '/System/Library/Frameworks/GSS.framework/GSS',
};

let loaded: Promise<GssNative> | undefined;

/** The operating system's GSS-API, loaded when it is first needed. Throws FailureError that says what to install. */
export function loadGss(): Promise<GssNative> {
  loaded ??= loadGssOf(here).catch((error: unknown) => {
    // Somebody may install it while exterm runs.
    loaded = undefined;
    throw error;
  });
  return loaded;
}

export async function loadGssOf({ platform, importKoffi }: GssPlatform): Promise<GssNative> {
  const path = libraries[platform];
  if (path === undefined) throw new FailureError(localFailure('kerberos.platform', { platform }));
  let koffi: Koffi;
  try {
    koffi = await importKoffi();
  } catch (error) {
    throw new FailureError(localFailure('kerberos.koffi'), { cause: error });
  }
  try {
    return declareGss(koffi, path);
  } catch (error) {
    throw new FailureError(localFailure('kerberos.missing', { library: path }), { cause: error });
  }
}
