import { Command, CommanderError } from 'commander';
import { addCleanCommand } from './clean.ts';
import { addConnectionsCommand } from './connections.ts';
import type { CommandContext } from './context.ts';
import { CommandExit, exitCodes } from './exit.ts';
import { addRunCommand } from './run.ts';
import { addSandboxCommand } from './sandbox.ts';
import { addSessionsCommand } from './sessions.ts';

/** The command line as a whole. `openScreen` is what no subcommand at all means. */
export function buildProgram(context: CommandContext, openScreen: () => Promise<number>): Command {
  const program = new Command('exterm')
    .description('Several on-premises Exchange servers in one terminal. Without a command it opens the screen.')
    .version(context.program.version)
    .helpCommand('help [command]', 'help of a command')
    .showHelpAfterError('Help: exterm --help')
    .configureOutput({
      writeOut: (text) => context.io.stdout.write(text),
      writeErr: (text) => context.io.stderr.write(text),
    })
    .exitOverride()
    .enablePositionalOptions()
    .action(async () => {
      if (program.args.length > 0) {
        throw new CommandExit(exitCodes.usage, `exterm has no command "${program.args[0]}". Help: exterm --help`);
      }
      const code = await openScreen();
      if (code !== 0) throw new CommandExit(code);
    });
  // Subcommands inherit what was configured before they are added.
  addRunCommand(program, context);
  addConnectionsCommand(program, context);
  addSessionsCommand(program, context);
  addCleanCommand(program, context);
  addSandboxCommand(program, context);
  return program;
}

/** Runs a command line to its exit code. What went wrong has been said on standard error. */
export async function runProgram(program: Command, context: CommandContext, argv: readonly string[]): Promise<number> {
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return context.io.signal.aborted ? exitCodes.interrupted : exitCodes.done;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.done : exitCodes.usage;
    if (error instanceof CommandExit) {
      if (error.message) context.io.stderr.write(`${error.message}\n`);
      return error.code;
    }
    if (context.io.signal.aborted) return exitCodes.interrupted;
    throw error;
  }
}
