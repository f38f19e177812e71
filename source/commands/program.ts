import { Command, CommanderError } from 'commander';
import { choiceOf, findConnection } from '../domain/index.ts';
import { neutralise } from '../text/neutralise.ts';
import type { CommandContext, OpenScreen } from './context.ts';
import { CommandExit, exitCodes, usageError } from './exit.ts';
import { requireNames } from './names.ts';
import { runToExit } from './run-to-exit.ts';
import { didYouMean, nearest } from './suggest.ts';

export { keptRecord, savedConnections } from './saved-connections.ts';

const help = `
Examples:
  exterm                                             opens the screen
  exterm ex01 "@prod"                                opens it and connects these at once
  exterm connections add ex01 --server ex01.contoso.com
  exterm run "ex01,ex02" "Get-Queue" --output json
  exterm help run
  exterm --version --json                            versions, for reports of faults

Settings and the ledger of open sessions lie in the user's own configuration folder, or in EXTERM_CONFIG_DIR.`;

type Add = (program: Command, context: CommandContext) => void;

/** The commands in the order of the help; each is loaded when it is meant. */
const commands: Readonly<Record<string, () => Promise<Add>>> = {
  run: async () => (await import('./run.ts')).addRunCommand,
  connections: async () => (await import('./connections.ts')).addConnectionsCommand,
  saved: async () => (await import('./saved.ts')).addSavedCommand,
  sessions: async () => (await import('./sessions.ts')).addSessionsCommand,
  clean: async () => (await import('./clean.ts')).addCleanCommand,
  doctor: async () => (await import('./doctor.ts')).addDoctorCommand,
  check: async () => (await import('./check.ts')).addCheckCommand,
  bridge: async () => (await import('./bridge.ts')).addBridgeCommand,
  sandbox: async () => (await import('./sandbox.ts')).addSandboxCommand,
  log: async () => (await import('./log.ts')).addLogCommand,
  settings: async () => (await import('./settings.ts')).addSettingsCommand,
  where: async () => (await import('./where.ts')).addWhereCommand,
  completion: async () => (await import('./completion.ts')).addCompletionCommand,
};

/**
 * The command line. `openScreen` is what no subcommand at all means, or words that choose connections, whose names it gets. Where the first word names a command, there is only
 * that one; otherwise there are all.
 */
export async function buildProgram(
  context: CommandContext,
  openScreen: OpenScreen,
  argv: readonly string[] = [],
): Promise<Command> {
  const program = new Command('exterm')
    .description('Several on-premises Exchange servers in one terminal. Without a command it opens the screen.')
    .version(context.program.version, '-V, --version', 'show the version')
    .helpOption('-h, --help', 'show this help')
    .helpCommand('help [command...]', 'shows the help of a command')
    .configureOutput({
      writeOut: (text) => context.io.stdout.write(text),
      writeErr: (text) => context.io.stderr.write(text),
      outputError: (text, write) => write(sentence(text)),
    })
    .addHelpText('after', help)
    .exitOverride()
    .enablePositionalOptions()
    .argument(
      '[names...]',
      'connections to open at once: names, @groups, patterns such as ex*; the first is in front, a group as one pane',
    )
    .option('--no-profile', 'on the screen: without the profile.ps1 of the configuration folder')
    .action(async (given: string[], { profile }: { readonly profile: boolean }) => {
      const names = given.length === 0 ? [] : requireNames((await context.connections()).list(), given);
      const [word = ''] = given.flatMap((text) => text.split(','));
      const front = choiceOf(word.trim()).kind === 'group' ? word.trim() : names[0];
      const code = await openScreen(names, { skipsProfile: !profile, ...(front === undefined ? {} : { front }) });
      if (code !== 0) throw new CommandExit(code);
    });
  // Subcommands inherit what was configured before they are added.
  const [first = ''] = argv;
  const loads = Object.hasOwn(commands, first) ? [commands[first]!] : Object.values(commands);
  for (const add of await Promise.all(loads.map((load) => load()))) add(program, context);
  if (first === 'complete') addCompleteCommand(program, context, (words) => buildProgram(context, openScreen, words));
  for (const command of allCommands(program)) command.showHelpAfterError(`Help: ${pathOf(command)} --help`);
  return program;
}

/** What the shells' scripts ask; nobody types it. */
function addCompleteCommand(
  program: Command,
  context: CommandContext,
  build: (words: readonly string[]) => Promise<Command>,
): void {
  program
    .command('complete [words...]', { hidden: true })
    .option('--next', 'the last word is complete, and another begins')
    .action(async (given: string[], { next }: { next?: boolean }) => {
      const words = next ? [...given, ''] : given;
      const { writeCandidates } = await import('./completion/candidates.ts');
      await writeCandidates(await build(words), words, context);
    });
}

/** Runs a command line to its exit code. What went wrong has been said on standard error. */
export function runProgram(program: Command, context: CommandContext, argv: readonly string[]): Promise<number> {
  return runToExit(context, async () => {
    try {
      if (asksForVersions(argv)) return (await import('./versions.ts')).writeVersions(context);
      if (argv[0] === 'help') find(program, argv.slice(1)).help();
      await findMeant(program, context, argv);
      await program.parseAsync([...argv], { from: 'user' });
    } catch (error) {
      // commander has said it itself, and throws what it shows when it was asked for help as well.
      if (error instanceof CommanderError)
        throw new CommandExit(error.exitCode === 0 ? exitCodes.done : exitCodes.usage);
      throw error;
    }
  });
}

/** The same for a whole command line, whose words may choose connections instead: they say so by @ or * or by being known. */
async function findMeant(program: Command, context: CommandContext, argv: readonly string[]): Promise<void> {
  const [first = ''] = argv;
  const isCommand = first === '' || first.startsWith('-') || program.commands.some((one) => one.name() === first);
  if (!isCommand) {
    const [word = ''] = first.split(',');
    if (choiceOf(word).kind !== 'name') return;
    const all = (await context.connections()).list();
    if (findConnection(all, word)) return;
    throw unknownCommand(
      program,
      first,
      all.map(({ name }) => name),
    );
  }
  find(program, argv);
}

/** `--version --json`, which are no options of a command. */
function asksForVersions(argv: readonly string[]): boolean {
  return argv.length === 2 && argv.includes('--json') && (argv.includes('--version') || argv.includes('-V'));
}

/** The command that the words name as far as they are commands. A usage error for one that there is not. */
function find(program: Command, words: readonly string[]): Command {
  let command = program;
  for (const word of words) {
    if (word.startsWith('-') || command.commands.length === 0) break;
    const next = command.commands.find((one) => one.name() === word);
    if (!next) throw unknownCommand(command, word);
    command = next;
  }
  return command;
}

/** @param connections that the word might have meant as well */
function unknownCommand(parent: Command, word: string, connections: readonly string[] = []): CommandExit {
  const names = parent.commands.map((one) => one.name());
  const near = nearest(word, [...names, ...connections]);
  const isConnection = near !== undefined && !names.includes(near);
  const missing = isConnection ? `There is no connection "${word}"` : `${pathOf(parent)} has no command "${word}"`;
  return usageError(
    `${missing}.${didYouMean(near)}\n` + `Commands are: ${names.join(', ')}. Help: ${pathOf(parent)} --help`,
  );
}

function allCommands(command: Command): readonly Command[] {
  return [command, ...command.commands.flatMap(allCommands)];
}

function pathOf(command: Command): string {
  return command.parent ? `${pathOf(command.parent)} ${command.name()}` : command.name();
}

/** commander's `error: unknown option '-x'` as this program speaks; what the user typed is neutralised. */
function sentence(text: string): string {
  const plain = text.replace(/^error: /, '').replace(/\n$/, '');
  const words = plain.slice(0, 1).toUpperCase() + plain.slice(1);
  const lines = words.split('\n').map((line, index) => neutralise(index > 0 || /[.?]$/.test(line) ? line : `${line}.`));
  return `${lines.join('\n')}\n`;
}
