import type { Directory } from '../../directory/directory.ts';
import { findNamed, matchNamed } from '../../directory/identity.ts';
import type { Database } from '../../directory/records.ts';
import { objectNotFound, TaskFailure } from '../../directory/task-failure.ts';
import { copyView, databaseView } from '../../directory/views/servers.ts';
import { matchesWildcard } from '../../directory/wildcard.ts';
import type { CmdletDefinition } from '../definition.ts';
import { isSet, textParameter } from '../parameters.ts';
import type { CmdletContext } from '../types.ts';

const tasks = 'Microsoft.Exchange.Management.SystemConfigurationTasks.';
/** What mounting or dismounting a store takes, in milliseconds. */
const storeTakes = 800;

export const databaseCmdlets: readonly CmdletDefinition[] = [
  {
    name: 'Get-MailboxDatabase',
    className: `${tasks}GetMailboxDatabase`,
    synopsis: 'Shows mailbox databases; -Status adds sizes and whether they are mounted.',
    outputTypes: ['Microsoft.Exchange.Data.Directory.SystemConfiguration.MailboxDatabase'],
    pipeline: [{ parameter: 'Server', typeName: 'ExchangeServer' }, { parameter: 'Identity' }],
    async run(context, directory) {
      for (const database of chosenDatabases(context, directory)) {
        await context.writeOutput(databaseView(directory, database, isSet(context, 'Status')));
      }
    },
  },
  {
    name: 'Mount-Database',
    className: `${tasks}MountDatabase`,
    synopsis: 'Mounts a database.',
    outputTypes: [],
    async run(context, directory) {
      const database = findNamed(directory.databases, textParameter(context, 'Identity') ?? '');
      if (database.mounted) throw wrongState(database, 'is already mounted');
      if (!(await context.shouldProcess(`Mounting the database "${database.name}".`))) return;
      await context.pause(storeTakes);
      database.mounted = true;
    },
  },
  {
    name: 'Dismount-Database',
    className: `${tasks}DismountDatabase`,
    synopsis: 'Dismounts a database: nobody reaches its mailboxes until it is mounted again.',
    outputTypes: [],
    impact: 'High',
    async run(context, directory) {
      const database = findNamed(directory.databases, textParameter(context, 'Identity') ?? '');
      if (!database.mounted) throw wrongState(database, 'is not mounted');
      const description = `Dismounting the database "${database.name}". Its mailboxes cannot be reached until it is mounted.`;
      if (!(await context.shouldProcess(description))) return;
      await context.pause(storeTakes);
      database.mounted = false;
    },
  },
  {
    name: 'Get-MailboxDatabaseCopyStatus',
    className: `${tasks}GetMailboxDatabaseCopyStatus`,
    synopsis: 'Shows the copies of databases and how far behind they are; by default those on this server.',
    outputTypes: [`${tasks}DatabaseCopyStatusEntry`],
    pipeline: [{ parameter: 'Server', typeName: 'ExchangeServer' }, { parameter: 'Identity' }],
    run: getCopies,
  },
];

function wrongState(database: Database, state: string): TaskFailure {
  return new TaskFailure(`${tasks}InvalidDatabaseStateException`, `The database "${database.name}" ${state}.`, {
    category: 'InvalidOperation',
    target: database.name,
  });
}

function chosenDatabases(context: CmdletContext, directory: Directory): readonly Database[] {
  const identity = textParameter(context, 'Identity');
  const server = textParameter(context, 'Server');
  const on = server && findNamed(directory.servers, server).name;
  const named = identity === undefined ? directory.databases : matchNamed(directory.databases, identity);
  if (identity !== undefined && named.length === 0 && !identity.includes('*')) throw objectNotFound(identity);
  return named.filter((database) => !on || database.copies.some((copy) => copy.server === on));
}

async function getCopies(context: CmdletContext, directory: Directory): Promise<void> {
  const identity = textParameter(context, 'Identity');
  const asked = textParameter(context, 'Server');
  const [databasePart = '*', serverPart] = identity?.split('\\') ?? [];
  const local = identity === undefined && asked === undefined ? context.server.name : undefined;
  const server = asked ? findNamed(directory.servers, asked).name : (local ?? serverPart ?? '*');
  const copies = matchNamed(directory.databases, databasePart).flatMap((database) =>
    database.copies.filter((copy) => matchesWildcard(copy.server, server)).map((copy) => ({ database, copy })),
  );
  if (identity !== undefined && copies.length === 0 && !identity.includes('*')) throw objectNotFound(identity);
  for (const { database, copy } of copies) {
    if (isSet(context, 'Active') && copy.server !== database.server) continue;
    await context.writeOutput(copyView(database, copy, context.now()));
  }
}
