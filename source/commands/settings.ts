import { Argument, type Command, Option } from 'commander';
import {
  allPreferences,
  type PreferenceName,
  type Preferences,
  preferenceFields,
  preferenceText,
  readPreferences,
} from '../domain/index.ts';
import type { CommandContext } from './context.ts';
import { usageError } from './exit.ts';
import { writeLine } from './io.ts';
import { printJson, printLines, tableLines } from './print.ts';
import { didYouMean, nearest } from './suggest.ts';

interface SettingsOptions {
  readonly output: 'table' | 'json';
  readonly usual?: true;
}

const help = `
Examples:
  exterm settings
  exterm settings theme dark
  exterm settings bell off
  exterm settings theme --usual

On the screen Ctrl+P finds "Change the settings". A screen that is open follows at once.
What is set for a connection is shown and changed by exterm connections.`;

const names = Object.keys(preferenceFields) as PreferenceName[];

export function addSettingsCommand(program: Command, context: CommandContext): void {
  const setting = new Argument('[setting]');
  // Only for completion: what is none of them is said in our own words.
  setting.argChoices = names;
  program
    .command('settings')
    .description('shows and changes how exterm behaves')
    .addArgument(setting)
    .argument('[value]')
    .option('--usual', 'back to what holds where nothing is set')
    .addOption(new Option('--output <format>', 'how it is written').choices(['table', 'json']).default('table'))
    .addHelpText('after', help)
    .action(async (given: string | undefined, value: string | undefined, options: SettingsOptions) => {
      const { stdout, stderr } = context.io;
      const settings = await context.preferences();
      const name = given === undefined ? undefined : knownName(given);
      const change = name === undefined ? undefined : changeOf(name, value, options);
      if (name === undefined && options.usual) throw usageError('--usual takes the name of a setting.');
      if (change !== undefined) {
        await settings.savePreferences(change);
        return writeLine(stderr, `${name} is ${preferenceText(settings.preferences(), name!)}.`);
      }
      const now = settings.preferences();
      const shown = allPreferences.filter(([one]) => name === undefined || one === name);
      if (options.output === 'json') {
        return printJson(stdout, Object.fromEntries(shown.map(([one]) => [one, now[one]])));
      }
      await printLines(stdout, tableLines(['Setting', 'Value', 'Usual', 'What it is'], shown.map(row(now))));
    });
}

const row =
  (now: Preferences) =>
  ([name, field]: (typeof allPreferences)[number]): readonly string[] => [
    name,
    preferenceText(now, name),
    field.show(field.initial as never),
    field.choices ? `${field.help} (${field.choices.join(', ')})` : field.help,
  ];

function knownName(given: string): PreferenceName {
  const found = names.find((name) => name.toLowerCase() === given.toLowerCase());
  if (found) return found;
  const near = nearest(given, names);
  throw usageError(`There is no setting "${given}".${didYouMean(near)}\nThere are: ${names.join(', ')}.`);
}

/** Undefined where it is only to be shown. */
function changeOf(
  name: PreferenceName,
  value: string | undefined,
  { usual }: SettingsOptions,
): Partial<Preferences> | undefined {
  if (value === undefined) return usual ? { [name]: preferenceFields[name].initial } : undefined;
  if (usual) throw usageError('--usual and a value exclude each other.');
  const { change, problems } = readPreferences({ [name]: value });
  const problem = problems[name];
  if (problem !== undefined) throw usageError(`${name}: ${problem}`);
  return change;
}
