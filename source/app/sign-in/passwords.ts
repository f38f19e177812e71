import { FailureError, findConnection, localFailure, type Secret } from '../../domain/index.ts';
import type { KeyRing } from '../../storage/index.ts';
import type { AppDeps } from '../deps.ts';
import { offeredConnections } from '../offered-connections.ts';

type PasswordDeps = Pick<AppDeps, 'keyRing' | 'settings'>;

/** Puts the password of a connection's account into the key ring. Rejects with FailureError. */
export async function rememberPassword(name: string, password: Secret, deps: PasswordDeps): Promise<void> {
  await withRing(name, deps, (ring, user) => ring.keep(user, password));
}

/** Takes it out again. False where there was none. Rejects with FailureError. */
export function forgetPassword(name: string, deps: PasswordDeps): Promise<boolean> {
  return withRing(name, deps, (ring, user) => ring.forget(user));
}

async function withRing<T>(
  name: string,
  { keyRing, settings }: PasswordDeps,
  work: (ring: KeyRing, user: string) => Promise<T>,
): Promise<T> {
  const user = findConnection(offeredConnections(settings), name)?.user;
  if (user === undefined) throw new FailureError(localFailure('local.noUser', { connection: name }));
  if (!keyRing) throw new FailureError(localFailure('local.keyRing', { reason: undefined }));
  try {
    return await work(keyRing, user);
  } catch (error) {
    throw new FailureError(
      localFailure('local.keyRing', { reason: error instanceof Error ? error.message : String(error) }),
      { cause: error },
    );
  }
}
