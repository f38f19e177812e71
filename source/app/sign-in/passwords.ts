import { type Failure, FailureError, findConnection, type Secret } from '../../domain/index.ts';
import type { KeyRing } from '../../storage/index.ts';
import type { AppDeps } from '../deps.ts';
import { localFailure } from '../failing.ts';
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
  if (user === undefined) throw new FailureError(noUser(name));
  if (!keyRing) throw new FailureError(unusable('This exterm was put together without one.'));
  try {
    return await work(keyRing, user);
  } catch (error) {
    throw new FailureError(unusable(error instanceof Error ? error.message : String(error)), { cause: error });
  }
}

function noUser(name: string): Failure {
  return localFailure(
    'local.noUser',
    `"${name}" does not say who signs in.`,
    'Passwords are remembered by the account.',
    `Name it: exterm connections edit ${name} --user <user principal name>.`,
  );
}

function unusable(why: string): Failure {
  return localFailure(
    'local.keyRing',
    'The key ring cannot be used.',
    why,
    'Without it exterm asks for the password, or reads it with --password-stdin.',
  );
}
