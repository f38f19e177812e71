import type { Command } from 'commander';
import { spanText } from '../domain/index.ts';
import type { CommandContext } from './context.ts';
import { openCredentials, passwordOption } from './credentials.ts';
import { CommandExit, codeOf, exitCodes, failureText } from './exit.ts';
import { isInteractive, noticesTo } from './io.ts';
import { requireConnection } from './names.ts';
import { Questions } from './questions.ts';
import { confirmed } from './run-line.ts';
import { StatusLine } from './status-line.ts';
import { confirming, declining, nobodyAnswers, terminalPrompts } from './terminal-prompts.ts';

const help = `
Example:
  exterm bridge ex01

Writes three lines. Paste them into a PowerShell 7.3 or later of yours on this computer: the server's cmdlets are there
then, and $Session is the session, for Invoke-Command and Enter-PSSession. PowerShell itself has no WSMan client on Linux
and macOS; exterm's stands in for it as long as this command runs. It serves one session. Remove-PSSession $Session ends
it, and so does Ctrl+C here. A connection that asks before changes asks here.

Once the session is gone, cmdlets that were imported fail with words about a parameter 'Culture': begin anew, with the lines
of a new bridge.

Exit code: 0 the session was closed, 1 something on this computer failed, 2 usage, 3 the server could not be connected to
or was lost, 4 credentials refused, 130 interrupted.`;

interface BridgeOptions {
  readonly passwordStdin?: boolean;
  readonly confirmName?: readonly string[];
}

export function addBridgeCommand(program: Command, context: CommandContext): void {
  passwordOption(
    program
      .command('bridge <name>')
      .description('gives a connection to a PowerShell that you have open, where PowerShell has no WSMan client')
      .option('--confirm-name <name>', 'confirm changes on the connection, where it asks before them', confirmed),
  )
    .addHelpText('after', help)
    .action(async (given: string, options: BridgeOptions) => {
      const { io } = context;
      const { connections, headless } = await context.services();
      const { name } = requireConnection(connections.list(), given);
      const status = new StatusLine(io);
      const questions = new Questions(io, status);
      const credentials = await openCredentials(io, questions, options.passwordStdin);
      const say = (text: string) => {
        status.clear();
        io.stderr.write(`${text}\n`);
      };
      const notice = noticesTo(io);
      let offers = 0;
      try {
        const failure = await headless.bridge({
          name,
          credentials: credentials.source,
          signal: io.signal,
          prompts: confirming(
            options.confirmName ?? [],
            isInteractive(io) ? terminalPrompts(questions, name) : declining(nobodyAnswers(io, status, name)),
          ),
          onNotice: (what, next) => {
            status.clear();
            notice(what, next);
          },
          onOffered: (lines) => {
            offers += 1;
            if (offers > 1) say('The lines before are of no use any more.');
            say('Paste into a PowerShell 7.3 or later on this computer:');
            io.stdout.write(`${lines.join('\n')}\n`);
            status.set(name, 'waits for PowerShell');
          },
          onStage: (stage) => status.set(name, stage),
          onOpened: (idleTimeout) => {
            say(`${name} is open there as $Session. Remove-PSSession $Session ends it, and so does Ctrl+C here.`);
            if (idleTimeout !== undefined) say(`The server closes it after ${spanText(idleTimeout)} without use.`);
            status.set(name, 'open');
          },
        });
        status.end();
        if (failure) throw new CommandExit(codeOf(failure), failureText(failure, name));
        if (io.signal.aborted) throw new CommandExit(exitCodes.interrupted);
        say(`${name}: the session is closed.`);
      } finally {
        credentials.wipe();
        status.end();
      }
    });
}
