import { FailureError, localFailure } from '../../domain/index.ts';
import { declareSspi, type Koffi, type SspiNative } from './native.ts';

let loaded: Promise<SspiNative> | undefined;

/** Windows' SSPI, loaded when it is first needed. Throws FailureError where that cannot be. */
export function loadSspi(): Promise<SspiNative> {
  loaded ??= loadSspiBy(async () => (await import('koffi')).default).catch((error: unknown) => {
    loaded = undefined;
    throw error;
  });
  return loaded;
}

export async function loadSspiBy(importKoffi: () => Promise<Koffi>): Promise<SspiNative> {
  let koffi: Koffi;
  try {
    koffi = await importKoffi();
  } catch (error) {
    throw new FailureError(localFailure('kerberos.koffi'), { cause: error });
  }
  // The structures that are laid out here are those of 64-bit Windows.
  if (koffi.sizeof('void *') !== 8)
    throw new FailureError(localFailure('kerberos.platform', { platform: 'this Node' }));
  return declareSspi(koffi);
}
