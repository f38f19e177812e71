import { type Command, Option } from 'commander';
import {
  type Authentication,
  authentications,
  type Connection,
  connectionNameProblem,
  type EngineChoice,
  engineChoices,
  exchangeConfigurationName,
  exchangeUrl,
  findConnection,
  serverProblem,
  urlProblem,
} from '../domain/index.ts';
import type { CommandContext } from './context.ts';
import { usageError } from './exit.ts';
import { writeLine } from './io.ts';
import { requireConnection } from './names.ts';
import { printTable } from './print.ts';

interface ProfileOptions {
  readonly server?: string;
  readonly url?: string;
  readonly user?: string;
  readonly authentication?: Authentication;
  readonly engine?: EngineChoice;
  readonly configuration?: string;
  readonly cmdlets?: string;
  readonly closeAfterIdle?: number;
  readonly caFile?: string;
  readonly allowBasicOverHttp?: boolean;
  readonly rename?: string;
}

export function addConnectionsCommand(program: Command, context: CommandContext): void {
  const group = program.command('connections').description('list, add, change and remove the saved connections');

  group
    .command('list', { isDefault: true })
    .description('the saved connections')
    .option('--json', 'as an array of objects')
    .action(async (options: { json?: boolean }) => {
      const { connections } = await context.services();
      const all = connections.list();
      if (options.json) return writeLine(context.io.stdout, JSON.stringify(all, undefined, 2));
      await printTable(
        context.io.stdout,
        ['Name', 'URL', 'User', 'Authentication', 'Engine'],
        all.map((c) => [c.name, c.url, c.user ?? '', c.authentication, c.engine]),
      );
      if (!connections.areSaved) {
        await writeLine(context.io.stderr, 'Nothing is saved yet: these are the sandbox servers that exterm offers.');
      }
    });

  group
    .command('show <name>')
    .description('one connection as JSON')
    .action(async (name: string) => {
      const { connections } = await context.services();
      const found = requireConnection(connections.list(), name);
      await writeLine(context.io.stdout, JSON.stringify(found, undefined, 2));
    });

  profileOptions(group.command('add <name>').description('saves a connection')).action(
    async (name: string, options: ProfileOptions) => {
      const { connections } = await context.services();
      if (connections.areSaved && findConnection(connections.list(), name)) {
        throw usageError(`There is a connection "${name}" already. Change it with: exterm connections edit ${name} …`);
      }
      if (!options.server && !options.url) {
        throw usageError('Say where the server is: --server <full server name>, or --url <connection URI>.');
      }
      await connections.save(profile(name, options, undefined));
      await writeLine(context.io.stderr, `Saved "${name}". Open it with: exterm`);
    },
  );

  profileOptions(group.command('edit <name>').description('changes what is named and keeps the rest'))
    .option('--rename <name>', 'a new name')
    .action(async (name: string, options: ProfileOptions) => {
      const { connections } = await context.services();
      const existing = requireConnection(connections.list(), name);
      const renamed = options.rename ?? existing.name;
      const other = findConnection(connections.list(), renamed);
      if (other && other !== existing) throw usageError(`There is a connection "${renamed}" already.`);
      await connections.save(profile(renamed, options, existing), existing.name);
      await writeLine(context.io.stderr, `Changed "${renamed}".`);
    });

  group
    .command('remove <name>')
    .description('forgets a connection; open sessions stay in the ledger')
    .action(async (name: string) => {
      const { connections } = await context.services();
      const existing = requireConnection(connections.list(), name);
      if (!(await connections.remove(existing.name))) {
        throw usageError(`"${existing.name}" is one of the sandbox servers that exterm offers while nothing is saved.`);
      }
      await writeLine(context.io.stderr, `Removed "${existing.name}".`);
    });
}

function profileOptions(command: Command): Command {
  return command
    .option('--server <FQDN>', 'full name of the Exchange server; its connection URI is http://<FQDN>/PowerShell/')
    .option('--url <URI>', 'the connection URI itself')
    .option('--user <UPN>', 'user principal name, for instance chris@contoso.com')
    .addOption(new Option('--authentication <scheme>', 'how to sign in (default Kerberos)').choices(authentications))
    .addOption(new Option('--engine <engine>', 'what drives the session (default auto)').choices(engineChoices))
    .option('--configuration <name>', `configuration name (default ${exchangeConfigurationName})`)
    .option('--cmdlets <names>', 'import only these cmdlets: names or wildcards, separated by commas')
    .option('--close-after-idle <minutes>', 'close the session by itself after so many idle minutes', wholeNumber)
    .option('--ca-file <file>', 'PEM file of further authorities to trust for https')
    .option('--allow-basic-over-http', 'send Basic credentials unencrypted to another computer');
}

function profile(name: string, options: ProfileOptions, existing: Connection | undefined): Connection {
  const problem =
    connectionNameProblem(name) ??
    (options.server !== undefined && options.url !== undefined ? 'Give --server or --url, not both.' : undefined) ??
    (options.server === undefined ? undefined : serverProblem(options.server)) ??
    (options.url === undefined ? undefined : urlProblem(options.url));
  if (problem) throw usageError(problem);
  const url = options.url ?? (options.server === undefined ? existing?.url : exchangeUrl(options.server));
  const { sandboxServer, ...kept } = existing ?? { sandboxServer: undefined };
  const cmdlets = options.cmdlets?.split(',').filter((text) => text !== '');
  return {
    authentication: 'Kerberos',
    engine: 'auto',
    configurationName: exchangeConfigurationName,
    ...kept,
    // A connection that is pointed elsewhere is no longer one of the sandbox's.
    ...(sandboxServer !== undefined && url === existing?.url ? { sandboxServer } : {}),
    name,
    url: url!,
    ...(options.user === undefined ? {} : { user: options.user }),
    ...(options.authentication === undefined ? {} : { authentication: options.authentication }),
    ...(options.engine === undefined ? {} : { engine: options.engine }),
    ...(options.configuration === undefined ? {} : { configurationName: options.configuration }),
    ...(cmdlets === undefined ? {} : { cmdlets }),
    ...(options.closeAfterIdle === undefined ? {} : { closeAfterIdleMinutes: options.closeAfterIdle }),
    ...(options.caFile === undefined ? {} : { caFile: options.caFile }),
    ...(options.allowBasicOverHttp === undefined ? {} : { allowBasicOverHttp: options.allowBasicOverHttp }),
  };
}

function wholeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw usageError(`"${text}" is not a number of minutes.`);
  return value;
}
