import { execFile, fork } from 'node:child_process';
import { createWriteStream, writeFileSync } from 'node:fs';
import { devNull } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { promisify } from 'node:util';
import { createRunOutput, type OutputFormat, outputFormats } from '../../source/commands/run-output.ts';
import { StatusLine } from '../../source/commands/status-line.ts';
import { keepYoungHeapSmall } from '../../source/commands/young-heap.ts';
import type { PipelineRecord } from '../../source/domain/index.ts';
import { PsObject } from '../../source/objects/index.ts';
import { ClixmlDecoder, encodeClixml } from '../../source/psrp/clixml/index.ts';
import { sampleObject } from '../../test/support/clixml-sample.ts';
import type { Figure, Part, PartContext } from './figures.ts';
import { wholePowerShell } from './powershell.ts';

const properties = 140;
const [few, many] = [20_000, 100_000];
/** Different mailboxes; what comes after them are the same ones again. */
const different = 1000;
/** Objects that come at once, as a server's answer holds them. */
const batch = 64;

interface Taken {
  /** Milliseconds of processor. */
  readonly time: number;
  /** Bytes resident at most. */
  readonly memory: number;
}

/**
 * Mailboxes from the bytes of their messages to each output of `exterm run`, a process each, and whether memory stays
 * with five times as many. Beside it a whole PowerShell that does the same with the same documents, where there is one.
 */
export const exportPart: Part = async (context) => {
  const found = await wholePowerShell(context);
  const powershell = 'missing' in found ? undefined : found.executable;
  const figures: Figure[] = [];
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

function exported(format: OutputFormat, count: number, { root }: PartContext): Promise<Taken> {
  return new Promise((resolve, reject) => {
    // This file is part of the bundle, and the bundle is what is started again.
    const child = fork(import.meta.filename, [root, '--export', format, '--count', `${count}`], {
      stdio: ['ignore', 2, 2, 'ipc'],
    });
    child.on('message', (taken) => resolve(taken as Taken));
    child.on('error', reject);
    child.on('exit', (code) => reject(new Error(`Writing ${format} ended with ${code}.`)));
  });
}

/** A process that writes so many mailboxes, says what it took, and ends. */
export async function exportMailboxes(format: OutputFormat, count: number): Promise<void> {
  keepYoungHeapSmall();
  const documents = mailboxDocuments().map((text) => Buffer.from(text));
  const output = createRunOutput(
    {
      stdin: new PassThrough(),
      stdout: createWriteStream(devNull),
      stderr: process.stderr,
      env: {},
      signal: new AbortController().signal,
      interrupt: () => {},
    },
    format,
    ['ex01'],
    new StatusLine(process.stderr),
  );
  const decoder = new ClixmlDecoder();
  const before = process.cpuUsage();
  for (let done = 0; done < count; ) {
    const records: PipelineRecord[] = [];
    for (; records.length < batch && done < count; done += 1) {
      records.push({ stream: 'output', value: decoder.decode(documents[done % different]!) });
    }
    await output.records('ex01', records);
  }
  await output.end();
  const { user, system } = process.cpuUsage(before);
  const taken: Taken = { time: (user + system) / 1000, memory: process.resourceUsage().maxRSS * 1024 };
  process.send!(taken, () => process.exit(0));
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
  const [file, documents] = [join(folder, 'export.ps1'), join(folder, 'documents.txt')];
  const objects = (text: string) =>
    `<Objs Version="1.1.0.1" xmlns="http://schemas.microsoft.com/powershell/2004/04">${text}</Objs>`;
  writeFileSync(documents, mailboxDocuments().map(objects).join('\n'));
  writeFileSync(file, script);
  const parameters = ['-Documents', documents, '-Format', format, '-Count', `${few}`, '-Output', join(folder, 'out')];
  const { stdout } = await promisify(execFile)(powershell, [
    '-NoProfile',
    '-NonInteractive',
    '-File',
    file,
    ...parameters,
  ]);
  return JSON.parse(stdout) as Taken;
}
