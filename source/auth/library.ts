import { loadGssProvider } from './gss/provider.ts';
import type { SecurityProvider } from './security/provider.ts';
import { loadSspiProvider } from './sspi/provider.ts';

/** The system's security library, loaded when it is first needed. Throws FailureError that says what is missing. */
export function loadSecurity(): Promise<SecurityProvider> {
  return process.platform === 'win32' ? loadSspiProvider() : loadGssProvider();
}
