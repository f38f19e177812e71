import { type Command, InvalidArgumentError } from 'commander';
import { FailureError } from '../domain/index.ts';
import type { SandboxOptions } from '../sandbox/index.ts';
// The room itself is loaded when it is run: every other command, and the screen, start without it.
import { sandboxDefaults } from '../sandbox/server/options.ts';
import type { CommandContext } from './context.ts';
import { CommandExit, exitCodes, exitOf, usageError } from './exit.ts';
import { writeLine } from './io.ts';

type Told = 'servers' | 'port' | 'mailboxes' | 'idleTimeout' | 'maxShells' | 'leftOpen' | 'latency' | 'seed';

/** As typed: the idle timeout in seconds. */
interface SandboxCommandOptions extends Pick<SandboxOptions, Told> {
  readonly foreground?: boolean;
  readonly testCmdlets?: boolean;
}

const help = `
Examples:
  exterm sandbox
  exterm sandbox --foreground --servers 2 --latency 80 --left-open 0

Prints a JSON line a server (name, url, user, password), then {"ready":true}. It ends 5 minutes after the last session
and the last request, or by SIGTERM. One that runs already is found, with the options that it was started with.`;

export function addSandboxCommand(program: Command, context: CommandContext): void {
  program
    .command('sandbox')
    .description('starts an Exchange organisation to try things on: real protocol, on this computer only')
    .option('--servers <number>', 'how many servers', whole(1, 9), sandboxDefaults.servers)
    .option(
      '--port <number>',
      'port of the first server, 0 for any that is free',
      whole(0, 65_535),
      sandboxDefaults.port,
    )
    .option('--mailboxes <number>', 'how many mailboxes', whole(1, 100_000), sandboxDefaults.mailboxes)
    .option(
      '--idle-timeout <seconds>',
      'when an idle session is closed',
      whole(1, 43_200),
      sandboxDefaults.idleTimeout / 1000,
    )
    .option(
      '--max-shells <number>',
      'sessions one account may have on one server',
      whole(1, 1000),
      sandboxDefaults.maxShells,
    )
    .option('--left-open <number>', 'sessions another console has left open', whole(0, 1000), sandboxDefaults.leftOpen)
    .option('--latency <ms>', 'milliseconds before each answer', whole(0, 600_000), sandboxDefaults.latency)
    .option('--seed <number>', 'what the data is made from', whole(0, 0xffffffff), sandboxDefaults.seed)
    .option('--foreground', 'run in this terminal or service, not in the background; it ends as without this')
    .option('--test-cmdlets', 'show Write-SandboxFlood and Write-SandboxHostile, for tests of the other side')
    .addHelpText('after', help)
    .action(async (given: SandboxCommandOptions) => {
      const { foreground, ...rest } = given;
      const options: Partial<SandboxOptions> = { ...rest, idleTimeout: given.idleTimeout * 1000 };
      const { folder, self, version } = context.program;
      const { io } = context;
      const { ensureSandbox, runSandboxProcess } = await import('../sandbox/index.ts');
      try {
        if (foreground) {
          await runSandboxProcess({ options, folder, version, stdout: io.stdout, signal: io.signal });
          // To be stopped is how it ends: nothing was interrupted.
          throw new CommandExit(exitCodes.done);
        }
        const { servers, isNew, pid } = await ensureSandbox({ folder, spawn: self, options, signal: io.signal });
        for (const { name, url, user, password } of servers) {
          await writeLine(io.stdout, JSON.stringify({ name, url, user, password }));
        }
        await writeLine(io.stdout, '{"ready":true}');
        const news = isNew ? '' : 'It ran already, with the options that it was started with. ';
        await writeLine(io.stderr, `${news}The sandbox is process ${pid}; end it with: ${endingCommand(pid)}`);
      } catch (error) {
        if (error instanceof RangeError) throw usageError(error.message);
        if (isAboutPort(error)) throw new CommandExit(exitCodes.commandErrors, error.message);
        throw exitOf(error);
      }
    });
}

export function endingCommand(pid: number, platform: NodeJS.Platform = process.platform): string {
  return platform === 'win32' ? `taskkill /F /PID ${pid}` : `kill ${pid}`;
}

/** A port that is taken comes with a sentence of the sandbox's own, one that may not be used with the system's. */
function isAboutPort(error: unknown): error is Error {
  if (!(error instanceof Error) || error instanceof FailureError) return false;
  return Object.getPrototypeOf(error) === Error.prototype && /port|listen/i.test(error.message);
}

function whole(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!/^\d{1,10}$/.test(text) || value < least || value > most) {
      throw new InvalidArgumentError(`A whole number from ${least} to ${most} is wanted.`);
    }
    return value;
  };
}
