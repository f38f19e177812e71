import { fileURLToPath } from 'node:url';
import type { CommandContext, CommandServices } from './commands/context.ts';
import { CommandExit, exitCodes } from './commands/exit.ts';
import { buildProgram, runProgram } from './commands/program.ts';

declare const EXTERM_VERSION: string;

/** The program: arguments in, exit code out. `bin/exterm.js` calls it. */
export async function main(argv: readonly string[]): Promise<void> {
  const { configFolder } = await import('./storage/index.ts');
  const interrupt = new AbortController();
  const interrupted = () => interrupt.abort(new DOMException('Interrupted.', 'AbortError'));
  const self = { command: process.execPath, args: [fileURLToPath(new URL('../bin/exterm.js', import.meta.url))] };
  const folder = configFolder(process.env);
  const context: CommandContext = {
    io: {
      stdin: process.stdin,
      stdout: process.stdout,
      stderr: process.stderr,
      env: process.env,
      signal: interrupt.signal,
    },
    program: { version: EXTERM_VERSION, folder, self },
    services: async () => services(await deps()),
  };
  const deps = async () => (await import('./wiring.ts')).openDeps(folder, self);
  const openScreen = async () => {
    if (!process.stdin.isTTY || !process.stdout.isTTY) {
      program.outputHelp({ error: true });
      throw new CommandExit(exitCodes.usage, '\nThe screen needs a terminal; here there is none. Choose a command.');
    }
    const { runScreen } = await import('./screen.ts');
    // The screen closes its sessions on the first signal and has handlers of its own.
    process.off('SIGINT', interrupted).off('SIGTERM', interrupted);
    return runScreen(await deps());
  };
  const program = buildProgram(context, openScreen);
  process.on('SIGINT', interrupted).on('SIGTERM', interrupted);
  // A reader that went away (`| head`) is no error of ours: what is open gets closed, and nothing more is written.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') interrupted();
    else throw error;
  });
  try {
    process.exitCode = await runProgram(program, context, argv);
  } catch (error) {
    process.stderr.write(`exterm failed in a way that it does not know.\n${(error as Error)?.stack ?? error}\n`);
    process.stderr.write('Sessions that were open are in the ledger: exterm clean --orphans removes them.\n');
    process.exitCode = exitCodes.commandErrors;
  }
}

async function services(deps: import('./app/deps.ts').AppDeps): Promise<CommandServices> {
  const { createHeadless } = await import('./app/create-headless.ts');
  const { offeredConnections } = await import('./app/offered-connections.ts');
  const { usageError } = await import('./commands/exit.ts');
  return {
    headless: createHeadless(deps),
    connections: {
      list: () => offeredConnections(deps.settings),
      get areSaved() {
        return deps.settings.connections().length > 0;
      },
      save: async (connection, existing) => {
        const problem = deps.settings.save(connection, existing);
        if (problem) throw usageError(problem);
      },
      remove: async (name) => deps.settings.remove(name),
    },
  };
}
