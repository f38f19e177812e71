import { execFile, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { type OutputFormat, outputFormats } from '../../source/commands/run-output.ts';
import { PsObject } from '../../source/objects/index.ts';
import { encodeClixml } from '../../source/psrp/clixml/index.ts';
import { sampleObject } from '../../test/support/clixml-sample.ts';
import type { Figure, Part, PartContext } from './figures.ts';
import { wholePowerShell } from './powershell.ts';
import { startSandboxProcess } from './sandbox-process.ts';

const server = 'ex01';
const properties = 140;
const [few, many] = [20_000, 100_000];
/** Different mailboxes; what comes after them are the same ones again. */
const different = 1000;

export interface Taken {
  /** Milliseconds of processor. */
  readonly time: number;
  /** Bytes resident at most. */
  readonly memory: number;
}

const unknown: Taken = { time: Number.NaN, memory: Number.NaN };

/**
 * All of a server's mailboxes to each output of `exterm run`: the whole program, beside a whole PowerShell that imports the
 * server's cmdlets over `exterm bridge` and does the same, where there is one. And whether memory stays with five times as
 * many: mailboxes from the bytes of their messages, in a process that has loaded what `run` has and no more.
 */
export const exportPart: Part = async (context) => {
  const found = await wholePowerShell(context);
  const powershell = 'missing' in found ? undefined : found.executable;
  const figures: Figure[] = [];
  const sandbox = await startSandboxProcess(context, ['--mailboxes', `${few}`]);
  for (const format of outputFormats) {
    const ours = await exportedByRun(format, context);
    const theirs = powershell ? await exportedBy(powershell, format, context) : unknown;
    const what = `${few.toLocaleString('en-US')} mailboxes of a server to ${format}`;
    const peer = (value: number) => ({ name: 'PowerShell', value });
    figures.push(
      {
        name: what,
        value: ours.time,
        unit: 'ms of processor',
        peer: peer(theirs.time),
        goal: { atMost: 0.25 },
      },
      {
        name: `memory for ${what}`,
        value: ours.memory / 1e6,
        unit: 'MB',
        peer: peer(theirs.memory / 1e6),
        goal: { atMost: 0.5 },
      },
    );
  }
  await sandbox.stop();
  writeMessages(context);
  for (const format of outputFormats) {
    // The list's writer is the table's, and takes its time.
    if (format === 'list') continue;
    const less = await exported(format, few, context);
    const more = await exported(format, many, context);
    figures.push({
      name: `memory for ${many.toLocaleString('en-US')} mailboxes of ${properties} properties to ${format}`,
      value: more.memory / 1e6,
      unit: 'MB',
      also: { 'ms of processor for each thousand': (more.time / many) * 1000 },
      peer: { name: few.toLocaleString('en-US'), value: less.memory / 1e6 },
      // The engine lets garbage lie up to a bound that the fewer do not quite reach.
      goal: { atMost: 1.2 },
    });
  }
  return { figures, notes: 'missing' in found ? [`No whole PowerShell to compare with: ${found.missing}`] : [] };
};

/** Ends with what it took, on the third channel: what the program itself writes is not to be touched. */
const telling = `data:text/javascript,${encodeURIComponent(`
import { writeSync } from 'node:fs';
process.on('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  writeSync(3, JSON.stringify({ time: (userCPUTime + systemCPUTime) / 1000, memory: maxRSS * 1024 }));
});
`)}`;

/** `exterm run`, as it is shipped. Its sandbox is the one of the part's folder. */
async function exportedByRun(format: OutputFormat, { root, folder }: PartContext): Promise<Taken> {
  const words = ['run', server, 'Get-Mailbox -ResultSize Unlimited', '--output', format];
  const output = openSync(join(folder, 'out'), 'w');
  const child = spawn(process.execPath, ['--import', telling, join(root, 'bin', 'exterm.js'), ...words], {
    env: { ...process.env, EXTERM_CONFIG_DIR: folder },
    stdio: ['ignore', output, 'inherit', 'pipe'],
  });
  const [told, [code]] = await Promise.all([text(child.stdio[3] as Readable), once(child, 'exit')]);
  closeSync(output);
  if (code !== 0) throw new Error(`Writing ${format} ended with ${code}.`);
  return JSON.parse(told) as Taken;
}

function exported(format: OutputFormat, count: number, { root, folder }: PartContext): Promise<Taken> {
  return new Promise((resolve, reject) => {
    const program = join(root, '.cache', 'bench', 'export.mjs');
    const child = fork(program, [messagesFile(folder), format, `${count}`], { stdio: ['ignore', 2, 2, 'ipc'] });
    child.on('message', (taken) => resolve(taken as Taken));
    child.on('error', reject);
    child.on('exit', (code) => reject(new Error(`Writing ${format} ended with ${code}.`)));
  });
}

/** Mailboxes as Exchange sends them, in CLIXML. */
function mailboxDocuments(): readonly string[] {
  return Array.from({ length: different }, (_, number) => {
    const { typeNames, text, adapted, extended } = sampleObject(number);
    const names = Array.from({ length: properties - extended.names.length }, (_unused, index) => {
      const turn = Math.floor(index / adapted.names.length);
      return `${adapted.names[index % adapted.names.length]}${turn === 0 ? '' : turn + 1}`;
    });
    const values = names.map((_name, index) => adapted.values[index % adapted.values.length]!);
    return encodeClixml(new PsObject({ typeNames, text, adapted: { names, values }, extended }));
  });
}

const messagesFile = (folder: string) => join(folder, 'messages.txt');

/** A line each, as messages carry them. */
function writeMessages({ folder }: PartContext): void {
  writeFileSync(
    messagesFile(folder),
    mailboxDocuments()
      .map((message) => `${message}\n`)
      .join(''),
  );
}

const writers: Readonly<Record<OutputFormat, string>> = {
  csv: 'Export-Csv -NoTypeInformation $Output',
  json: 'ConvertTo-Json -Depth 4 -AsArray -WarningAction SilentlyContinue | Out-File $Output',
  table: 'Format-Table | Out-File -Width 240 $Output',
  list: 'Format-List | Out-File -Width 240 $Output',
};

/** What `exterm bridge` says to paste, and the line that is compared. Import-PSSession's own answer goes nowhere. */
const script = (lines: readonly string[], format: OutputFormat) => `param($Output)
$null = . {
${lines.join('\n')}
}
Get-Mailbox -ResultSize Unlimited | ${writers[format]}
Remove-PSSession $Session
$process = [Diagnostics.Process]::GetCurrentProcess()
@{ time = $process.TotalProcessorTime.TotalMilliseconds; memory = $process.PeakWorkingSet64 } | ConvertTo-Json -Compress
`;

async function exportedBy(powershell: string, format: OutputFormat, { root, folder }: PartContext): Promise<Taken> {
  const bridge = spawn(process.execPath, [join(root, 'bin', 'exterm.js'), 'bridge', server], {
    env: { ...process.env, EXTERM_CONFIG_DIR: folder },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const ended = once(bridge, 'exit');
  const lines: string[] = [];
  for await (const line of createInterface({ input: bridge.stdout })) {
    if (line.startsWith('$')) lines.push(line);
    if (lines.length === 3) break;
  }
  bridge.stdout.resume();
  const file = join(folder, 'export.ps1');
  writeFileSync(file, script(lines, format));
  const words = ['-NoProfile', '-NonInteractive', '-File', file, '-Output', join(folder, 'out')];
  const { stdout } = await promisify(execFile)(powershell, words);
  await ended;
  return JSON.parse(stdout) as Taken;
}
