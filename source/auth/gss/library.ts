import { FailureError } from '../../domain/index.ts';
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
  if (path === undefined) throw unsupported(platform);
  let koffi: Koffi;
  try {
    koffi = await importKoffi();
  } catch (error) {
    throw missing(
      'The package koffi, by which exterm reaches the Kerberos library of the system, is not installed or does not load here.',
      'Install exterm again with its optional packages: npm install --include=optional.',
      error,
    );
  }
  try {
    return declareGss(koffi, path);
  } catch (error) {
    throw missing(
      `The Kerberos library of the system, ${path}, is not installed or does not load.`,
      'Debian and Ubuntu: apt install libgssapi-krb5-2. Fedora and RHEL: dnf install krb5-libs. SUSE: zypper install krb5. Alpine: apk add krb5-libs. Arch: pacman -S krb5.',
      error,
    );
  }
}

const what = 'Kerberos cannot be used on this computer.';

function missing(why: string, next: string, cause: unknown): FailureError {
  return new FailureError({ id: 'kerberos.missing', what, why, next, retryCanHelp: false, kind: 'local' }, { cause });
}

function unsupported(platform: NodeJS.Platform): FailureError {
  const isWindows = platform === 'win32';
  return new FailureError({
    id: 'kerberos.platform',
    what: isWindows ? 'The native engine has no Kerberos on Windows.' : what,
    why: isWindows
      ? 'It uses GSS-API, and Windows has SSPI instead.'
      : `exterm knows no Kerberos library for ${platform}.`,
    next: isWindows
      ? "Set the connection's engine to powershell, which uses the logon of Windows."
      : 'Use Basic authentication over https where the server offers it, or Linux.',
    retryCanHelp: false,
    kind: 'local',
  });
}
