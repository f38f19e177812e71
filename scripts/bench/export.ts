import { execFile, fork } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type OutputFormat, outputFormats } from '../../source/commands/run-output.ts';
import { PsObject } from '../../source/objects/index.ts';
import { encodeClixml } from '../../source/psrp/clixml/index.ts';
import { sampleObject } from '../../test/support/clixml-sample.ts';
import type { Figure, Part, PartContext } from './figures.ts';
import { wholePowerShell } from './powershell.ts';

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

/**
 * Mailboxes from the bytes of their messages to each output of `exterm run`, a process each that has loaded what it has
 * and no more, and whether memory stays with five times as many. Beside it a whole PowerShell that does the same with the
 * same documents, where there is one; each reads them from a file.
 */
export const exportPart: Part = async (context) => {
  const found = await wholePowerShell(context);
  const powershell = 'missing' in found ? undefined : found.executable;
  const figures: Figure[] = [];
  writeDocuments(context);
  for (const format of outputFormats) {
    const ours = await exported(format, few, context);
    const theirs = powershell
      ? await exportedBy(powershell, format, context)
      : { time: Number.NaN, memory: Number.NaN };
    const what = `${few.toLocaleString('en-US')} mailboxes of ${properties} properties to ${format}`;
    const peer = (value: number) => ({ name: 'PowerShell', value });
    figures.push(
      { name: what, value: ours.time, unit: 'ms', peer: peer(theirs.time), goal: { atMost: 0.25 } },
      {
        name: `memory for ${what}`,
        value: ours.memory / 1e6,
        unit: 'MB',
        peer: peer(theirs.memory / 1e6),
        goal: { atMost: 0.5 },
      },
    );
    // The list's writer is the table's, and takes its time.
    if (format === 'list') continue;
    const more = await exported(format, many, context);
    figures.push({
      name: `memory for ${many.toLocaleString('en-US')} mailboxes to ${format}`,
      value: more.memory / 1e6,
      unit: 'MB',
      peer: { name: few.toLocaleString('en-US'), value: ours.memory / 1e6 },
      // The engine lets garbage lie up to a bound that the fewer do not quite reach.
      goal: { atMost: 1.2 },
    });
  }
  return { figures, notes: 'missing' in found ? [`No whole PowerShell to compare with: ${found.missing}`] : [] };
};

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
const documentsFile = (folder: string) => join(folder, 'documents.txt');

/** A line each: for us as messages carry them, for PowerShell as it deserializes them. */
function writeDocuments({ folder }: PartContext): void {
  const messages = mailboxDocuments();
  const lines = (texts: readonly string[]) => texts.map((text) => `${text}\n`).join('');
  const document = (text: string) =>
    `<Objs Version="1.1.0.1" xmlns="http://schemas.microsoft.com/powershell/2004/04">${text}</Objs>`;
  writeFileSync(messagesFile(folder), lines(messages));
  writeFileSync(documentsFile(folder), lines(messages.map(document)));
}

const script = `param($Documents, $Format, $Count, $Output)
$lines = [IO.File]::ReadAllLines($Documents)
function Get-Sample { for ($n = 0; $n -lt $Count; $n++) { [Management.Automation.PSSerializer]::Deserialize($lines[$n % $lines.Length]) } }
$process = [Diagnostics.Process]::GetCurrentProcess()
$before = $process.TotalProcessorTime.TotalMilliseconds
switch ($Format) {
  'csv' { Get-Sample | Export-Csv -NoTypeInformation $Output }
  'json' { Get-Sample | ConvertTo-Json -Depth 4 -AsArray -WarningAction SilentlyContinue | Out-File $Output }
  'table' { Get-Sample | Format-Table | Out-File -Width 240 $Output }
  'list' { Get-Sample | Format-List | Out-File -Width 240 $Output }
}
$process.Refresh()
@{ time = $process.TotalProcessorTime.TotalMilliseconds - $before; memory = $process.PeakWorkingSet64 } | ConvertTo-Json -Compress
`;

async function exportedBy(powershell: string, format: OutputFormat, { folder }: PartContext): Promise<Taken> {
  const file = join(folder, 'export.ps1');
  writeFileSync(file, script);
  const parameters = [
    '-Documents',
    documentsFile(folder),
    '-Format',
    format,
    '-Count',
    `${few}`,
    '-Output',
    join(folder, 'out'),
  ];
  const { stdout } = await promisify(execFile)(powershell, [
    '-NoProfile',
    '-NonInteractive',
    '-File',
    file,
    ...parameters,
  ]);
  return JSON.parse(stdout) as Taken;
}
