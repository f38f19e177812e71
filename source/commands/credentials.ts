import type { Command } from 'commander';
import type { CredentialSource } from '../app/headless/port.ts';
import { inBackground } from '../async/background.ts';
import type { Credential, Secret } from '../domain/index.ts';
import { neutralise } from '../text/neutralise.ts';
import { CommandExit, exitCodes, usageError } from './exit.ts';
import { type CommandIo, isInteractive } from './io.ts';
import { readPassword } from './password-input.ts';
import type { Questions } from './questions.ts';

export function passwordOption(command: Command): Command {
  return command.option('--password-stdin', 'read the password from the first line of standard input');
}

export interface Credentials {
  readonly source: CredentialSource;
  /** Wipes what was given or typed; whoever got a credential wipes its own copy. */
  wipe(): void;
}

/**
 * Where a command's credentials come from: standard input when the user says so, else questions on the terminal. The
 * same password serves every connection of one run, so it is asked for once an account.
 */
export async function openCredentials(
  io: CommandIo,
  questions: Questions,
  fromStdin: boolean | undefined,
): Promise<Credentials> {
  // On a terminal it would be echoed as it is typed: there it is asked for in the usual way.
  const given = fromStdin && !io.stdin.isTTY ? await readPassword(io.stdin) : undefined;
  const users = new Map<string, Promise<string>>();
  const asked = new Map<string, Promise<Secret>>();
  const explained = new Set<string>();
  const explain = (reason: string) => {
    if (explained.has(reason)) return;
    explained.add(reason);
    // Whoever has ended the command needs no reason for a question that is not asked any more.
    inBackground(
      questions.together(async (ask) => ask.say(reason)),
      () => {},
    );
  };
  const typedUser = (connection: string) =>
    once(users, connection, async () => {
      const typed = await questions.line(`User principal name for ${connection}: `);
      return typed || Promise.reject(noAnswer(`No user principal name was given for "${connection}".`));
    });
  const typedPassword = (user: string) =>
    once(asked, user.toLowerCase(), async () => {
      const typed = await questions.secret(`Password for ${user}: `);
      return typed ?? Promise.reject(noAnswer(`No password was given for ${user}.`));
    });
  const credentialFor = async (connection: string, user: string | undefined, reason = ''): Promise<Credential> => {
    if (given) {
      if (user) return { user, password: given.clone() };
      throw usageError(`Say who signs in on "${connection}": exterm connections edit ${connection} --user <UPN>`);
    }
    if (!isInteractive(io)) {
      const why = reason === '' ? '' : `${neutralise(reason)} `;
      throw usageError(`${why}"${connection}" needs a password. Give it on standard input with --password-stdin.`);
    }
    if (reason !== '') explain(reason);
    const account = user ?? (await typedUser(connection));
    return { user: account, password: (await typedPassword(account)).clone() };
  };
  return {
    source: Object.assign(credentialFor, { isGiven: given !== undefined }),
    wipe: () => {
      given?.wipe();
      // Whoever asked has heard why there is none.
      for (const typed of asked.values()) {
        inBackground(
          typed.then((secret) => secret.wipe()),
          () => {},
        );
      }
    },
  };
}

function once<T>(made: Map<string, Promise<T>>, key: string, make: () => Promise<T>): Promise<T> {
  const value = made.get(key) ?? make();
  made.set(key, value);
  return value;
}

/** Ctrl+D, or nothing typed, at a question that a command cannot go on without. */
function noAnswer(message: string): CommandExit {
  return new CommandExit(exitCodes.usage, message);
}
