import type { Command } from 'commander';
import type { Headless } from '../app/headless/port.ts';
import { choiceOf, type Diagnosis, firstFailure, holds } from '../domain/index.ts';
import type { CommandContext } from './context.ts';
import { type Credentials, openCredentials, passwordOption } from './credentials.ts';
import { DoctorReport, diagnosisFacts, summaryLines } from './doctor-report.ts';
import { CommandExit, codeOf, exitCodes } from './exit.ts';
import { requireNames } from './names.ts';
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
  exterm doctor "@prod"
  exterm doctor ex01 --json --password-stdin < password.txt

Walks from this computer to a working session: name, port, HTTP, authentication, clock and tickets for Kerberos, the
configuration, quota, cmdlets, times. What fails says why and what to do. It opens one session for that and removes it.
Several connections are gone through one after another; with --json they are an array.

Exit code: 0 all holds, warnings allowed, 1 something on this computer fails, 2 usage, 3 the server cannot be worked
with, 4 credentials refused, 130 interrupted; of several the first that does not hold says it.`;

export function addDoctorCommand(program: Command, context: CommandContext): void {
  passwordOption(
    program
      .command('doctor <names...>')
      .description('finds out why a connection does not work, step by step')
      .option('--json', 'as one object, when all steps have ended'),
  )
    .addHelpText('after', help)
    .action(async (given: string[], options: DoctorOptions) => {
      const { io } = context;
      const { connections, headless } = await context.services();
      const names = requireNames(connections.list(), given);
      const status = new StatusLine(io);
      const credentials = await openCredentials(io, new Questions(io, status), options.passwordStdin);
      const isOne = given.length === 1 && choiceOf(given[0]!).kind === 'name' && names.length === 1;
      const diagnoses: Diagnosis[] = [];
      try {
        for (const name of names) {
          const report = options.json ? undefined : new DoctorReport(io.stdout, status);
          if (!isOne) await report?.begin(name, diagnoses.length > 0);
          diagnoses.push(await diagnosed(name, { context, headless, credentials, status, report }));
        }
      } finally {
        credentials.wipe();
      }
      if (options.json)
        await printJson(io.stdout, isOne ? diagnosisFacts(diagnoses[0]!) : diagnoses.map(diagnosisFacts));
      else if (!isOne) await printLines(io.stdout, summaryLines(diagnoses));
      const bad = diagnoses.find((diagnosis) => !holds(diagnosis));
      if (!bad) return;
      const failure = firstFailure(bad);
      throw new CommandExit(failure ? codeOf(failure) : exitCodes.commandErrors);
    });
}

interface DoctorParts {
  readonly context: CommandContext;
  readonly headless: Headless;
  readonly credentials: Credentials;
  readonly status: StatusLine;
  readonly report: DoctorReport | undefined;
}

async function diagnosed(name: string, { context, headless, credentials, status, report }: DoctorParts) {
  const { io } = context;
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
    status.end();
    await printLines(io.stderr, notices);
  }
  await report?.end(diagnosis);
  return diagnosis;
}
