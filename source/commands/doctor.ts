import type { Command } from 'commander';
import { type Diagnosis, firstFailure, holds } from '../domain/index.ts';
import type { CommandContext } from './context.ts';
import { openCredentials, passwordOption } from './credentials.ts';
import { DoctorReport, diagnosisFacts } from './doctor-report.ts';
import { CommandExit, codeOf, exitCodes } from './exit.ts';
import { requireConnection } from './names.ts';
import { printJson, printLines } from './print.ts';
import { Questions } from './questions.ts';
import { StatusLine } from './status-line.ts';

interface DoctorOptions {
  readonly json?: boolean;
  readonly passwordStdin?: boolean;
}

const help = `
Examples:
  exterm doctor ex01
  exterm doctor ex01 --json --password-stdin < password.txt

Walks from this computer to a working session: name, port, HTTP, authentication, clock and tickets for Kerberos, the
configuration, quota, cmdlets, times. What fails says why and what to do. It opens one session for that and removes it.

Exit code: 0 all holds, warnings allowed, 1 something on this computer fails, 2 usage, 3 the server cannot be worked
with, 4 credentials refused, 130 interrupted.`;

export function addDoctorCommand(program: Command, context: CommandContext): void {
  passwordOption(
    program
      .command('doctor <name>')
      .description('finds out why a connection does not work, step by step')
      .option('--json', 'as one object, when all steps have ended'),
  )
    .addHelpText('after', help)
    .action(async (given: string, options: DoctorOptions) => {
      const { io } = context;
      const { connections, headless } = await context.services();
      const { name } = requireConnection(connections.list(), given);
      const status = new StatusLine(io);
      const questions = new Questions(io, status);
      const report = options.json ? undefined : new DoctorReport(io.stdout, status);
      const credentials = await openCredentials(io, questions, options.passwordStdin);
      const notices: string[] = [];
      let diagnosis: Diagnosis;
      try {
        diagnosis = await headless.doctor({
          name,
          credentials: credentials.source,
          signal: io.signal,
          onNotice: (what, next) => notices.push(`${what} ${next}`.trim()),
          onChange: (now) => report?.changed(now),
        });
      } finally {
        credentials.wipe();
        status.end();
        await printLines(io.stderr, notices);
      }
      if (report) await report.end(diagnosis);
      else await printJson(io.stdout, diagnosisFacts(diagnosis));
      if (holds(diagnosis)) return;
      const failure = firstFailure(diagnosis);
      throw new CommandExit(failure ? codeOf(failure) : exitCodes.commandErrors);
    });
}
