import type { Command } from 'commander';
import type { CredentialSource } from '../app/headless.ts';
import type { Secret } from '../domain/index.ts';
import { usageError } from './exit.ts';
import { type CommandIo, readPassword } from './io.ts';
import { askLine, askSecret } from './terminal-questions.ts';

export function passwordOption(command: Command): Command {
  return command.option('--password-stdin', 'read the password from the first line of standard input');
}

/**
 * Where a command's credentials come from: standard input when the user says so, else questions on the terminal. The
 * same password serves every connection of one run, so it is asked for once an account.
 */
export async function credentialSource(io: CommandIo, fromStdin: boolean | undefined): Promise<CredentialSource> {
  const given = fromStdin ? await readPassword(io.stdin) : undefined;
  const asked = new Map<string, Promise<Secret>>();
  return async (connection, user) => {
    if (given) {
      if (!user)
        throw usageError(`Say who signs in on "${connection}": exterm connections edit ${connection} --user <UPN>`);
      return { user, password: given.clone() };
    }
    if (!io.stdin.isTTY || !io.stderr.isTTY) {
      throw usageError(`"${connection}" needs a password. Give it on standard input with --password-stdin.`);
    }
    const account = user ?? (await askLine(io, `User principal name for ${connection}: `));
    const key = account.toLowerCase();
    const pending = asked.get(key) ?? askSecret(io, `Password for ${account}: `);
    asked.set(key, pending);
    return { user: account, password: (await pending).clone() };
  };
}
