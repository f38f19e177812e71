import type { Command } from 'commander';
import { findConnection, markWords } from '../domain/index.ts';
import type { CommandContext } from './context.ts';
import { usageError } from './exit.ts';
import { writeLine } from './io.ts';
import { addMoveCommand } from './move.ts';
import { requireConnection, requireNames } from './names.ts';
import { addPasswordCommands } from './passwords.ts';
import { printJson, printLines, tableLines } from './print.ts';
import { type ProfileOptions, profile, profileOptions, takeBackOptions } from './profile.ts';

const offered =
  'While nothing is saved, exterm offers the servers of its sandbox. With the first saved connection they go; keep one with:\n' +
  '  exterm connections add lab --sandbox ex01';

const addHelp = `
Examples:
  exterm connections add ex01 --server ex01.contoso.com
  exterm connections add ex02 --url https://mail.contoso.com/PowerShell/ --authentication Basic --user chris@contoso.com
  exterm connections add lab --sandbox ex01
  exterm connections add ex03 --server ex03.contoso.com --group prod --group berlin

A bare --server means http://<server>/PowerShell/ with Kerberos. ${offered}`;

const editHelp = `
Examples:
  exterm connections edit ex01 --user chris@contoso.com
  exterm connections edit ex01 --user=
  exterm connections edit ex01 --rename mailbox01

An empty value takes a setting away. Editing a server that exterm only offers saves it, and the others go.`;

export function addConnectionsCommand(program: Command, context: CommandContext): void {
  const group = program
    .command('connections')
    .description('lists, adds, changes and removes the saved connections')
    .helpCommand(false)
    .addHelpText('after', `\n${offered}`);

  group
    .command('list [names...]', { isDefault: true })
    .description('lists the saved connections, or those of names, @groups and patterns such as ex*')
    .option('--json', 'as an array of objects')
    .action(async (names: string[], options: { json?: boolean }) => {
      const connections = await context.connections();
      const chosen = new Set(requireNames(connections.list(), names));
      const located = await connections.located();
      const all = names.length === 0 ? located : located.filter(({ name }) => chosen.has(name));
      if (options.json) return printJson(context.io.stdout, all);
      const groupsColumn = all.some(({ groups }) => groups !== undefined) ? ['Groups'] : [];
      const marksColumn = all.some((one) => markWords(one).length > 0) ? ['Marks'] : [];
      await printLines(
        context.io.stdout,
        tableLines(
          ['Name', 'URL', 'User', 'Authentication', 'Engine', ...groupsColumn, ...marksColumn],
          all.map((one) => {
            const { name, url, user, authentication, engine, sandboxServer, groups = [] } = one;
            const where =
              sandboxServer === undefined
                ? [name, url ?? '', user ?? '', authentication]
                : [name, url ?? `sandbox ${sandboxServer}, not started`, '', 'of the sandbox'];
            const marks = marksColumn.map(() => markWords(one).join(', '));
            return [...where, engine, ...groupsColumn.map(() => groups.join(', ')), ...marks];
          }),
        ),
      );
      if (!connections.areSaved) {
        await writeLine(context.io.stderr, 'Nothing is saved yet: these are the sandbox servers that exterm offers.');
      }
    });

  group
    .command('show <name>')
    .description('shows one connection as JSON')
    .action(async (name: string) => {
      const connections = await context.connections();
      const { name: found } = requireConnection(connections.list(), name);
      await printJson(context.io.stdout, findConnection(await connections.located(), found));
    });

  profileOptions(group.command('add <name>').description('saves a connection'))
    .addHelpText('after', addHelp)
    .action(async (name: string, options: ProfileOptions) => {
      const connections = await context.connections();
      const wasEmpty = !connections.areSaved;
      if (!wasEmpty && findConnection(connections.list(), name)) {
        throw usageError(`There is a connection "${name}" already. Change it with: exterm connections edit ${name} …`);
      }
      const made = profile(name, options, undefined);
      if (made.url === undefined) {
        throw usageError('Say where the server is: --server <full server name>, or --url <connection URI>.');
      }
      await connections.save(made);
      await writeLine(context.io.stderr, `Saved "${name}". Open it with: exterm`);
      if (wasEmpty && made.sandboxServer === undefined) {
        await writeLine(
          context.io.stderr,
          'The sandbox servers are no longer offered. Keep one with: exterm connections add lab --sandbox ex01',
        );
      }
    });

  const edit = group.command('edit <name>').description('changes what is given and keeps the rest');
  takeBackOptions(profileOptions(edit))
    .option('--rename <name>', 'a new name')
    .addHelpText('after', editHelp)
    .action(async (name: string, given: ProfileOptions) => {
      const { rename, ...options } = given;
      const connections = await context.connections();
      const existing = requireConnection(connections.list(), name);
      if (Object.keys(given).length === 0) {
        throw usageError(`Say what to change. exterm connections show ${existing.name} shows how it is.`);
      }
      const renamed = typeof rename === 'string' ? rename : existing.name;
      const other = findConnection(connections.list(), renamed);
      if (other && other !== existing && other.name !== existing.name) {
        throw usageError(`There is a connection "${other.name}" already.`);
      }
      await connections.save(profile(renamed, options, existing), existing.name);
      await writeLine(context.io.stderr, `Changed "${renamed}".`);
    });

  addMoveCommand(group, context);

  group
    .command('remove <name>')
    .description('forgets a connection and its history; its open sessions stay in the ledger')
    .action(async (name: string) => {
      const connections = await context.connections();
      const existing = requireConnection(connections.list(), name);
      if (!(await connections.remove(existing.name))) {
        throw usageError(
          `"${existing.name}" is one of the sandbox servers that exterm offers while nothing is saved: save a connection and they go.`,
        );
      }
      await writeLine(context.io.stderr, `Removed "${existing.name}".`);
    });

  addPasswordCommands(group, context);
}
