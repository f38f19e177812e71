import type { Credential } from './secret.ts';

/** Overwrites the password; the name is no secret. */
export function wipe(credential: Credential | undefined): void {
  credential?.password.wipe();
}

/** Another owner's copy: each wipes its own. */
export function copyOf(credential: Credential): Credential {
  return { user: credential.user, password: credential.password.clone() };
}
