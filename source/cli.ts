import { constants } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { AppDeps } from './app/deps.ts';
import type { CommandContext, OpenScreen, ScreenChoices } from './commands/context.ts';
import { CommandExit, exitCodes } from './commands/exit-codes.ts';
import { type Signal, signals } from './main/signals.ts';
import { unexpected } from './main/unexpected.ts';
import { configFolder } from './storage/folder.ts';
import { localFolder } from './storage/local-folder.ts';

declare const EXTERM_VERSION: string;

/** The program: arguments in, exit code out. `bin/exterm.js` calls it. */
export async function main(argv: readonly string[]): Promise<void> {
  const interrupt = new AbortController();
  let received: Signal | undefined;
  let deps: AppDeps | undefined;
  const abort = () => interrupt.abort(new DOMException('Interrupted.', 'AbortError'));
  const interrupted = (signal: Signal) => {
    if (received !== undefined) {
      // Who asks twice does not want to wait for servers: the ledger knows what is left.
      deps?.ledger.flushSync();
      process.stderr.write('\nSessions may be left open: exterm clean --orphans removes them.\n');
      process.exit(128 + constants.signals[signal]);
    }
    received = signal;
    abort();
  };
  const crashed = (error: unknown) => {
    deps?.ledger.flushSync();
    process.stderr.write(unexpected(error));
    process.exit(exitCodes.commandErrors);
  };
  const self = { command: process.execPath, args: [fileURLToPath(new URL('../bin/exterm.js', import.meta.url))] };
  const outputFailure = watchOutput(abort);
  try {
    const folder = configFolder(process.env);
    const local = localFolder(folder, { environment: process.env });
    const open = async () => {
      deps ??= (await import('./main/wiring.ts')).openDeps(folder, self, local);
      return deps;
    };
    const context: CommandContext = {
      io: {
        // Most commands read nothing, and only to ask for it opens a stream.
        get stdin() {
          return process.stdin;
        },
        stdout: process.stdout,
        stderr: process.stderr,
        env: process.env,
        signal: interrupt.signal,
        interrupt: () => interrupted('SIGINT'),
      },
      program: { version: EXTERM_VERSION, folder: local, self },
      connections: async () => (await import('./commands/program.ts')).savedConnections(await open()),
      services: async () => {
        const [{ createHeadless }, { keptRecord }] = await Promise.all([
          import('./app/headless/create-headless.ts'),
          import('./commands/program.ts'),
        ]);
        const opened = await open();
        return {
          headless: createHeadless(opened),
          connections: await context.connections(),
          record: keptRecord(opened),
        };
      },
      savedCommands: async () => (await open()).savedCommands!,
      preferences: async () => (await open()).settings,
      installation: async () =>
        (await import('./main/installation.ts')).installationOf(EXTERM_VERSION, folder, self.args[0]!, local),
      notices: () => deps?.notices ?? [],
    };
    const openScreen = async (names: readonly string[] = [], choices?: ScreenChoices) => {
      const [{ runScreen }, app] = await Promise.all([import('./main/screen.ts'), open()]);
      // The screen closes its sessions on the first signal, and gives the terminal back whatever happens. One that comes
      // down closes them as well, and ends the program.
      for (const signal of signals) process.off(signal, interrupted);
      process.off('uncaughtException', crashed);
      const left = runScreen(app, names, choices);
      // What is needed later is loaded before somebody waits for it, and before a newer build may have taken it away.
      const loadRest = async () => {
        const { loadRooms } = await import('./main/wiring.ts');
        await Promise.allSettled([loadRooms(), import('./commands/run-to-exit.ts')]);
      };
      setTimeout(loadRest, 100).unref();
      return left;
    };
    const isTerminal = process.stdout.isTTY && process.stdin.isTTY && !isDumb(process.env);
    for (const signal of signals) process.on(signal, interrupted);
    process.on('uncaughtException', crashed);
    // Without a word there is nothing to parse, and the first frame does not wait for what parses.
    const code =
      argv.length === 0 && isTerminal
        ? await runScreenToExit(context, openScreen)
        : await runCommand(context, argv, isTerminal ? openScreen : undefined);
    const wasInterrupted = code === exitCodes.interrupted && received !== undefined;
    process.exitCode = wasInterrupted ? 128 + constants.signals[received!] : code;
    const failed = await outputFailure();
    if (failed && (code === exitCodes.interrupted || code === exitCodes.done) && received === undefined) {
      process.stderr.write(`Standard output could not be written: ${failed.message}. What is missing was not kept.\n`);
      process.exitCode = exitCodes.commandErrors;
    }
  } catch (error) {
    process.stderr.write(unexpected(error));
    process.exitCode = exitCodes.commandErrors;
  }
}

/** The screen alone, without anything of the command line in its way. */
async function runScreenToExit(context: CommandContext, openScreen: () => Promise<number>): Promise<number> {
  const [left] = await Promise.allSettled([openScreen()]);
  const { runToExit } = await import('./commands/run-to-exit.ts');
  return runToExit(context, async () => {
    if (left.status === 'rejected') throw left.reason;
    if (left.value !== 0) throw new CommandExit(left.value);
  });
}

async function runCommand(
  context: CommandContext,
  argv: readonly string[],
  openScreen: OpenScreen | undefined,
): Promise<number> {
  const { buildProgram, runProgram } = await import('./commands/program.ts');
  const refuse = () => {
    program.outputHelp({ error: true });
    const why = isDumb(process.env)
      ? 'The screen needs a terminal that can move its cursor; TERM=dumb says that this one cannot.'
      : 'The screen needs a terminal; here there is none.';
    throw new CommandExit(exitCodes.usage, `\n${why} Choose a command.`);
  };
  const program = await buildProgram(context, openScreen ?? (async () => refuse()), argv);
  return runProgram(program, context, argv);
}

/** Such as the shell of an editor: it shows what comes, a line after the other. */
function isDumb({ TERM }: NodeJS.ProcessEnv): boolean {
  return TERM === 'dumb';
}

/** Nobody reads any more; pipes of Windows say it in two ways. */
export function isGone(code: string | undefined): boolean {
  return code === 'EPIPE' || code === 'EOF';
}

/**
 * A standard output that fails ends the command in order: what is open gets closed, and nothing more is written. A reader
 * that has gone (`| head`) is no failure to tell of, and nobody can be told of a standard error that is gone.
 */
function watchOutput(abort: () => void): () => Promise<Error | undefined> {
  let failed: Error | undefined;
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (!isGone(error.code)) failed ??= error;
    abort();
  });
  process.stderr.on('error', () => {});
  return async () => {
    // What was written last may be on its way still: a full disk says so only then.
    if (!process.stdout.isTTY) await new Promise<void>((resolve) => process.stdout.write('', () => resolve()));
    return failed;
  };
}
