import { createReadStream } from 'node:fs';
import type { Command } from 'commander';
import {
  findSaved,
  onOneRow,
  readParameter,
  type SavedCommand,
  type SavedParameter,
  savedParameterKinds,
} from '../domain/index.ts';
import { fillProblem, openVariables } from '../language/text.ts';
import type { CommandContext } from './context.ts';
import { usageError } from './exit.ts';
import { type CommandIo, writeLine } from './io.ts';
import { printJson, printLines, tableLines } from './print.ts';
import { requireSaved, usageOf } from './saved-line.ts';
import { readScript } from './script-text.ts';

const help = `
A saved command is a line or a block of lines under a name, with what is asked for before it runs. On the screen Alt+S and
the palette put it at the prompt, and x in a grid runs it for the marked rows; here exterm run runs it:
  exterm run "@prod" --saved "Set quota" -- -Identity mira -Quota 50GB

They lie in one file that people can share (exterm where names it; docs/saved-commands.md says what stands in it).`;

const addHelp = `
Examples:
  exterm saved add Queues "Get-Queue | Where-Object MessageCount -gt 100"
  exterm saved add "Set quota" --file quota.ps1 --ask Identity --ask Quota:number=50GB
  exterm saved add "Night report" --file report.ps1 --for "@prod"

What a variable holds is asked for: by --ask those that are named, and without it all that the line does not set itself. A
value is data where it stands, whatever is in it. Shells put something of their own in the place of $: a line that has one
comes from a file, or from standard input by --file -.`;

interface AddOptions {
  readonly description?: string;
  readonly ask?: readonly string[];
  readonly for?: readonly string[];
  readonly file?: string;
}

const several = (text: string, before: readonly string[] = []) => [...before, text];

export function addSavedCommand(program: Command, context: CommandContext): void {
  const { io } = context;
  const group = program
    .command('saved')
    .description('lists, adds and removes saved commands')
    .helpCommand(false)
    .addHelpText('after', help);

  group
    .command('list', { isDefault: true })
    .description('lists the saved commands')
    .option('--json', 'as an array of objects')
    .action(async (options: { json?: boolean }) => {
      const { commands, problem } = (await context.savedCommands()).read();
      if (options.json) await printJson(io.stdout, commands);
      else if (commands.length > 0) {
        const rows = commands.map(({ name, line, description = onOneRow(line), parameters = [], on = [] }) => [
          name,
          parameters.map((one) => one.name).join(', '),
          on.length === 0 ? 'all' : on.join(', '),
          description,
        ]);
        await printLines(io.stdout, tableLines(['Name', 'Asks for', 'For', 'What it is'], rows));
      } else if (problem === undefined) await writeLine(io.stderr, 'No command is saved yet: exterm saved add --help');
      if (problem !== undefined) await writeLine(io.stderr, problem);
    });

  group
    .command('show <command>')
    .description('shows one as it stands in the file, and how it is called')
    .action(async (name: string) => {
      const found = requireSaved((await context.savedCommands()).read(), name);
      await printJson(io.stdout, found);
      await writeLine(io.stderr, usageOf(found));
    });

  group
    .command('add <command> [line...]')
    .description('saves a line under a name')
    .option('--description <text>', 'what it is for, in a sentence')
    .option('--ask <variable>', 'what is asked for: Quota, Quota:number, Quota:number=50GB; several times', several)
    .option('--for <connections>', 'what it is for: a name, @group or pattern; several times; all without it', several)
    .option('--file <script>', 'the lines of a file; - for standard input')
    .addHelpText('after', addHelp)
    .action(async (name: string, words: readonly string[], options: AddOptions) => {
      const line = (options.file === undefined ? words.join(' ') : await fileText(options.file, io)).trim();
      if (words.length > 0 === (options.file !== undefined)) throw usageError('Say what to save: a line, or --file.');
      const asked = options.ask?.map(askedFor) ?? openVariables(line).map((one) => ({ name: one }));
      const problem = fillProblem(
        line,
        asked.map((one) => one.name),
      );
      if (problem !== undefined) throw usageError(problem);
      const command: SavedCommand = {
        name,
        ...(options.description === undefined ? {} : { description: options.description }),
        line,
        ...(asked.length === 0 ? {} : { parameters: asked }),
        ...(options.for === undefined ? {} : { on: options.for }),
      };
      const refused = await (await context.savedCommands()).save(command);
      if (refused !== undefined) throw usageError(refused);
      await writeLine(io.stderr, `Saved "${name}". ${usageOf(command)}`);
    });

  group
    .command('remove <command>')
    .description('forgets a saved command')
    .action(async (name: string) => {
      const saved = await context.savedCommands();
      const found = requireSaved(saved.read(), name);
      const refused = await saved.remove(found.name);
      if (refused !== undefined) throw usageError(refused);
      await writeLine(io.stderr, `Removed "${found.name}".`);
    });

  group
    .command('import <file>')
    .description('adds the saved commands of a file that somebody shares; - for standard input')
    .option('--replace', 'in the place of those that have the same names')
    .action(async (file: string, options: { replace?: boolean }) => {
      const saved = await context.savedCommands();
      const { commands, problem } = saved.parse(await fileText(file, io));
      if (problem !== undefined) throw usageError(`${file}: ${problem} Nothing was added.`);
      const before = saved.read().commands;
      const taken = commands.filter(({ name }) => findSaved(before, name)).map(({ name }) => `"${name}"`);
      if (taken.length > 0 && !options.replace) {
        throw usageError(
          `There are already: ${taken.join(', ')}. Nothing was added; --replace puts these in their place.`,
        );
      }
      for (const command of commands) {
        const refused = await saved.save(command, findSaved(before, command.name)?.name);
        if (refused !== undefined) throw usageError(`"${command.name}" was not added: ${refused}`);
      }
      await writeLine(io.stderr, `Added ${commands.length === 1 ? '1 command' : `${commands.length} commands`}.`);
    });
}

const fileText = (file: string, io: CommandIo) =>
  file === '-' ? readScript(io.stdin) : readScript(createReadStream(file), file);

function askedFor(text: string): SavedParameter {
  const found = readParameter(text);
  if (found) return found;
  throw usageError(
    `--ask takes a variable's name, its kind (${savedParameterKinds.join(', ')}) and what holds at first: Quota, Quota:number, Quota:number=50GB; not "${text}".`,
  );
}
