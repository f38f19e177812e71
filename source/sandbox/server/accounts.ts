import type { OrganisationUser } from '../cmdlets/types.ts';

/**
 * The password of every sandbox account. It protects nothing: the servers listen on 127.0.0.1 only and hold invented
 * data, so it is fixed, public and printed by `exterm sandbox`.
 */
export const sandboxPassword = 'Sandbox-Only-1';

/** The account the sandbox is used with. */
export const sandboxUser = 'mira@contoso.com';

/** Signs in as whoever is in Help Desk, who sees few cmdlets. */
export const sandboxHelpDeskUser = 'help@contoso.com';

/** Signs in as whoever is not enabled for remote PowerShell: the password is right, a shell is refused. */
export const sandboxRefusedUser = 'norps@contoso.com';

/** Lower-cased names that may sign in, each with the user principal name it stands for, lower-cased too. */
export function signInNames(users: readonly OrganisationUser[]): ReadonlyMap<string, string> {
  const named = (name: string, user: OrganisationUser | undefined): readonly (readonly [string, string])[] =>
    user ? [[name, user.userPrincipalName.toLowerCase()]] : [];
  return new Map([
    ...named(
      sandboxHelpDeskUser,
      users.find(({ roleGroups }) => roleGroups.length === 1 && roleGroups[0] === 'Help Desk'),
    ),
    ...named(
      sandboxRefusedUser,
      users.find(({ remotePowerShellEnabled }) => !remotePowerShellEnabled),
    ),
    ...users.flatMap((user) => named(user.userPrincipalName.toLowerCase(), user)),
  ]);
}
