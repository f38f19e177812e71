import { type Command, InvalidArgumentError } from 'commander';
import { ensureSandbox, runSandboxProcess, type SandboxOptions, sandboxDefaults } from '../sandbox/index.ts';
import type { CommandContext } from './context.ts';
import { exitOf, usageError } from './exit.ts';
import { writeLine } from './io.ts';

interface SandboxCommandOptions {
  readonly servers: number;
  readonly port: number;
  readonly mailboxes: number;
  readonly idleTimeout: number;
  readonly maxShells: number;
  readonly leftOpen: number;
  readonly latency: number;
  readonly seed: number;
  readonly foreground?: boolean;
  readonly testCmdlets?: boolean;
}

export function addSandboxCommand(program: Command, context: CommandContext): void {
  program
    .command('sandbox')
    .description('an Exchange organisation to try things on: real protocol, on this computer only')
    .option('--servers <number>', 'how many servers', whole, sandboxDefaults.servers)
    .option('--port <number>', 'port of the first server, 0 for any that is free', whole, sandboxDefaults.port)
    .option('--mailboxes <number>', 'how many mailboxes', whole, sandboxDefaults.mailboxes)
    .option('--idle-timeout <seconds>', 'when an idle shell is closed', whole, sandboxDefaults.idleTimeout / 1000)
    .option('--max-shells <number>', 'shells one account may have on one server', whole, sandboxDefaults.maxShells)
    .option('--left-open <number>', 'shells another console has left open', whole, sandboxDefaults.leftOpen)
    .option('--latency <ms>', 'milliseconds before each answer', whole, sandboxDefaults.latency)
    .option('--seed <number>', 'what the data is made from', whole, sandboxDefaults.seed)
    .option('--foreground', 'stay until it ends')
    .option('--test-cmdlets', 'show Write-SandboxFlood, for measuring')
    .addHelpText(
      'after',
      '\nPrints a JSON line a server (name, url, user, password), then {"ready":true}. It ends 5 minutes after the last\nshell and the last request, or by SIGTERM. A sandbox that runs already is found, with the options it was started with.',
    )
    .action(async (given: SandboxCommandOptions) => {
      const { foreground, ...rest } = given;
      const options: Partial<SandboxOptions> = { ...rest, idleTimeout: given.idleTimeout * 1000 };
      const { folder, self, version } = context.program;
      try {
        if (foreground) {
          await runSandboxProcess({ options, folder, version, stdout: context.io.stdout, signal: context.io.signal });
          return;
        }
        const { servers } = await ensureSandbox({ folder, spawn: self, options, signal: context.io.signal });
        for (const { name, url, user, password } of servers) {
          await writeLine(context.io.stdout, JSON.stringify({ name, url, user, password }));
        }
        await writeLine(context.io.stdout, '{"ready":true}');
      } catch (error) {
        if (error instanceof RangeError) throw usageError(error.message);
        throw exitOf(error);
      }
    });
}

function whole(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('A whole number is wanted.');
  return Number(text);
}
