import { createCatalogue } from './catalogue/commands.ts';
import { viewDefinitions } from './catalogue/views.ts';
import { simulatedCmdlets } from './cmdlets/registry.ts';
import { runCommand } from './cmdlets/runtime.ts';
import {
  type CatalogueCommand,
  type CmdletHost,
  type Invocation,
  type OrganisationUser,
  roleGroups,
  type ServerIdentity,
  type ViewDefinition,
} from './cmdlets/types.ts';
import { canonicalName, type Directory, netbiosDomain } from './directory/directory.ts';
import { populate } from './directory/populate/index.ts';
import { administrators } from './directory/populate/people.ts';
import { createRandom } from './directory/random.ts';
import type { Recipient } from './directory/records.ts';

export interface OrganisationOptions {
  /** Same seed, same options, same starting time: the same organisation. */
  readonly seed: number;
  /** User, shared, room and equipment mailboxes together, 1 to 100,000. */
  readonly mailboxes: number;
  /** 1 to 9: ex01, ex02, dr01, ex03, ex04 … */
  readonly servers: number;
  /** Milliseconds since 1970; read once for the ages of what is in the directory, later by cmdlets through their host. */
  readonly now: () => number;
}

/** One Exchange organisation that all its servers share: what a cmdlet changes on one is seen on the others. */
export interface Organisation {
  readonly servers: readonly ServerIdentity[];
  /** Those who may sign in; the first is in Organization Management. */
  readonly users: readonly OrganisationUser[];
  /** By user principal name or `CONTOSO\name`, any case. */
  findUser(name: string): OrganisationUser | undefined;
  /** The commands that the user's role groups grant, in alphabetical order. */
  catalogueFor(user: OrganisationUser): readonly CatalogueCommand[];
  readonly viewDefinitions: readonly ViewDefinition[];
  /**
   * Binds the arguments and runs the command for every record of its input.
   * Throws CmdletFailure for what ends a pipeline: a command that the user does not see, a parameter that cannot be
   * bound, -ErrorAction Stop. Rejects with the signal's reason when it aborts. All else goes through the host's streams.
   */
  invoke(invocation: Invocation, host: CmdletHost): Promise<void>;
}

export function createOrganisation(options: OrganisationOptions): Organisation {
  within('mailboxes', options.mailboxes, 100_000);
  within('servers', options.servers, 9);
  const directory = populate({ ...options, now: options.now() });
  const catalogue = createCatalogue(simulatedCmdlets);
  // A stream of its own: how many commands have run must not change what the directory makes next.
  const requests = createRandom(options.seed + 1);
  const runtime = {
    catalogue,
    directory,
    definitions: new Map(simulatedCmdlets.map((definition) => [definition.name.toLowerCase(), definition])),
    requestId: () => requests.guid(),
  };
  const users = signInAccounts(directory);
  return {
    servers: directory.servers.map(({ name, fqdn }) => ({ name, fqdn })),
    users,
    findUser(name) {
      const wanted = name.toLowerCase();
      return users.find(({ userPrincipalName }) => {
        const account = userPrincipalName.split('@')[0] ?? '';
        return [userPrincipalName, `${netbiosDomain}\\${account}`].some((one) => one.toLowerCase() === wanted);
      });
    },
    catalogueFor: (user) => catalogue.list(user.roleGroups),
    viewDefinitions,
    invoke: (invocation, host) => runCommand(runtime, invocation, host),
  };
}

function within(what: string, value: number, most: number): void {
  if (!Number.isInteger(value) || value < 1 || value > most) {
    throw new RangeError(`An organisation has 1 to ${most} ${what}, not ${value}.`);
  }
}

/** One account for each role group, one that may not use remote PowerShell, and one without a role. */
function signInAccounts(directory: Directory): OrganisationUser[] {
  const accounts = new Map(
    [...directory.recipients.values()].map((recipient) => [recipient.samAccountName, recipient]),
  );
  return administrators.flatMap(({ alias }, index) => {
    const account = accounts.get(alias);
    return account ? [signInAccount(directory, account, index)] : [];
  });
}

function signInAccount(directory: Directory, account: Recipient, index: number): OrganisationUser {
  const group = groupOf(index);
  return {
    userPrincipalName: account.userPrincipalName,
    get canonicalName() {
      return canonicalName(account);
    },
    displayName: account.displayName,
    roleGroups: group ? [group] : [],
    get remotePowerShellEnabled() {
      return account.remotePowerShellEnabled && directory.recipients.has(account.guid);
    },
  };
}

/** The fifth could do everything, were it let in; the sixth is let in and may do nothing. */
const groupOf = (index: number) => (index === 4 ? roleGroups[0] : roleGroups[index]);
