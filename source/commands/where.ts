import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import type { PlaceName } from '../app/installation.ts';
import type { CommandContext } from './context.ts';
import { printJson, printLines, tableLines } from './print.ts';

/** What each place holds, in the order of the table. */
const texts: Readonly<Record<PlaceName, string>> = {
  program: 'exterm itself',
  node: 'Node that runs it',
  settings: 'settings and connections',
  commands: 'saved commands',
  ledger: 'ledger of open sessions',
  histories: 'what was typed, a file a connection',
  results: 'results too big for memory, while it runs',
  record: 'record of the lines that were run, where it is kept',
  lastSet: 'which connections were open last',
  sandbox: 'sandbox, while it runs',
  compiledCode: 'compiled code, can be deleted',
};

const help = `
Passwords are in none of these: those that you let exterm remember are in the operating system's key ring, as "exterm".
EXTERM_CONFIG_DIR chooses another folder for settings, ledger, histories and sandbox.`;

export function addWhereCommand(program: Command, context: CommandContext): void {
  program
    .command('where')
    .description('shows the files and folders of exterm')
    .option('--json', 'as one object')
    .addHelpText('after', help)
    .action(async (options: { readonly json?: boolean }) => {
      const places = (await context.installation()).places();
      const names = Object.keys(texts) as PlaceName[];
      const found = names.map((name) => ({ name, path: places[name], exists: existsSync(places[name] ?? '') }));
      if (options.json) {
        await printJson(
          context.io.stdout,
          Object.fromEntries(found.map(({ name, path = null, exists }) => [name, { path, exists }])),
        );
        return;
      }
      const rows = found.map(({ name, path, exists }) => [
        texts[name],
        path === undefined ? 'nowhere' : exists ? path : `${path} (not there yet)`,
      ]);
      await printLines(context.io.stdout, tableLines(['What', 'Where'], rows));
    });
}
