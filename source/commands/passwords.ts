import type { Command } from 'commander';
import type { CommandContext } from './context.ts';
import { openCredentials, passwordOption } from './credentials.ts';
import { usageError } from './exit.ts';
import { writeLine } from './io.ts';
import { requireConnection } from './names.ts';
import { Questions } from './questions.ts';

const rememberHelp = `
It goes into the key ring of the operating system, under the account's name, and serves every connection of that account.
A server that refuses it makes exterm forget it.`;

/** `connections remember-password` and `forget-password`. */
export function addPasswordCommands(group: Command, context: CommandContext): void {
  passwordOption(
    group
      .command('remember-password <name>')
      .description("keeps the password of the connection's account in the key ring"),
  )
    .addHelpText('after', rememberHelp)
    .action(async (name: string, options: { readonly passwordStdin?: boolean }) => {
      const { io } = context;
      const { connections, headless } = await context.services();
      const found = requireConnection(connections.list(), name);
      if (found.sandboxServer !== undefined) throw usageError(`"${found.name}" is of the sandbox, which needs none.`);
      if (found.user === undefined) {
        throw usageError(`Say who signs in on "${found.name}": exterm connections edit ${found.name} --user <UPN>`);
      }
      const credentials = await openCredentials(io, new Questions(io), options.passwordStdin);
      const credential = await credentials.source(found.name, found.user).finally(credentials.wipe);
      try {
        if (credential) await headless.rememberPassword(found.name, credential.password);
      } finally {
        credential?.password.wipe();
      }
      await writeLine(io.stderr, `The password of ${found.user} is in the key ring.`);
    });

  group
    .command('forget-password <name>')
    .description("takes the password of the connection's account out of the key ring")
    .action(async (name: string) => {
      const { io } = context;
      const { connections, headless } = await context.services();
      const found = requireConnection(connections.list(), name);
      const was = await headless.forgetPassword(found.name);
      const user = found.user ?? found.name;
      await writeLine(
        io.stderr,
        was ? `The password of ${user} is forgotten.` : `No password of ${user} was in the key ring.`,
      );
    });
}
