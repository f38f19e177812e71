import type { PipelineRecord } from '../domain/index.ts';
import { createCsvWriter, createJsonWriter, errorText, neutralise, saidLines } from '../format/index.ts';
import { compareOutput } from './compare-output.ts';
import { usageError } from './exit.ts';
import { type CommandIo, columnsOf, type Output } from './io.ts';
import { Outlet } from './outlet.ts';
import type { StatusLine } from './status-line.ts';
import { type ObjectOutput, type ObjectRecord, textOutput } from './text-output.ts';

export const outputFormats = ['table', 'list', 'json', 'csv'] as const;
export type OutputFormat = (typeof outputFormats)[number];

/** Where the records of a run go: objects to standard output, everything else to standard error. */
export interface RunOutput {
  records(connection: string, records: readonly PipelineRecord[]): Promise<void>;
  /** Nothing more comes from that server; whether the command came to its own end there. */
  ended(connection: string, isWhole: boolean): Promise<void>;
  end(): Promise<void>;
}

/** Cells of a line: a terminal's own, else so many that few columns are cut. */
export function outputWidth(stdout: Output): number {
  return stdout.isTTY ? columnsOf(stdout) : 240;
}

export function createRunOutput(
  io: CommandIo,
  format: OutputFormat,
  connections: readonly string[],
  status: StatusLine,
  { guardFormulas = false, compare = false }: { readonly guardFormulas?: boolean; readonly compare?: boolean } = {},
): RunOutput {
  const several = connections.length > 1;
  const outlet = new Outlet(io, status);
  const objects = compare
    ? compareOutput(outlet, connections, { format: comparable(format), width: outputWidth(io.stdout) })
    : format === 'json' || format === 'csv'
      ? dataOutput(format, outlet, several, { toTerminal: io.stdout.isTTY === true, guardFormulas })
      : textOutput(format, outlet, connections, { width: outputWidth(io.stdout), isWatched: io.stdout.isTTY === true });
  return {
    records: async (connection, records) => {
      await objects.ready(connection);
      for (const record of records) {
        if (record.stream === 'output' || record.stream === 'text') objects.write(connection, record);
        else if (record.stream !== 'progress' && record.stream !== 'clear') {
          // Who watches both streams sees what came before this above it.
          await objects.pause(connection);
          outlet.notice(noticeOf(record), several ? connection : undefined);
        }
      }
      await objects.pause(connection);
      await outlet.flush();
    },
    ended: async (connection, isWhole) => {
      await objects.ended(connection, isWhole);
      await outlet.flush();
    },
    end: async () => {
      await objects.end();
      await outlet.flush();
    },
  };
}

function comparable(format: OutputFormat): Exclude<OutputFormat, 'csv'> {
  if (format === 'csv') throw usageError('--compare gives text or json: a csv has no place for who answered alike.');
  return format;
}

interface CsvWishes {
  readonly toTerminal: boolean;
  /** A ' before what a spreadsheet would run. */
  readonly guardFormulas: boolean;
}

/** One array or one table for all servers; with several of them every object says where it came from. */
function dataOutput(format: 'json' | 'csv', outlet: Outlet, several: boolean, csv: CsvWishes): ObjectOutput {
  const writer = format === 'json' ? createJsonWriter((text) => outlet.result(text)) : csvOutput(outlet, csv);
  return {
    write: (connection, record) => {
      if (record.stream === 'output') writer.write(record.value, several ? { PSComputerName: connection } : undefined);
      // What a command said to its host is no result: among rows and elements it would be taken for one.
      else outlet.notice(textLines(record.text), several ? connection : undefined);
    },
    ready: async () => {},
    pause: async () => {},
    ended: async () => {},
    end: async () => writer.end(),
  };
}

function csvOutput(outlet: Outlet, { toTerminal, guardFormulas }: CsvWishes) {
  // Lines as every tool of a pipe reads them: CR would stick to the last column.
  const formulas = guardFormulas ? 'escape' : 'keep';
  const writer = createCsvWriter((text) => outlet.result(text), { toTerminal, formulas, lineEnd: '\n' });
  return {
    write: writer.write,
    end: () => {
      const leftOut = writer.end().map(neutralise);
      if (leftOut.length === 0) return;
      const some = `${leftOut.slice(0, 5).join(', ')}${leftOut.length > 5 ? ', …' : ''}`;
      const word = `WARNING: The columns are those of the first object. Others had more, which were left out: ${some}.`;
      outlet.notice([word, '  Name the columns to have them: … | Select-Object Name, …'], undefined);
    },
  };
}

const textLines = (text: string) => saidLines(text.replace(/\r?\n$/, ''));

function noticeOf(record: Exclude<PipelineRecord, ObjectRecord | { stream: 'progress' | 'clear' }>): readonly string[] {
  switch (record.stream) {
    case 'error': {
      const { message, kind, advice, details } = errorText(record.error);
      return [
        ...message.map((line, index) => (index === 0 ? `ERROR: ${line}` : `  ${line}`)),
        ...(kind ? [`  ${kind}`] : []),
        ...(advice ? [`  Advice: ${advice}`] : []),
        ...(details.length > 0 ? [`  ${details.map(([name, value]) => `${name}=${value}`).join(', ')}`] : []),
      ];
    }
    case 'information':
      return textLines(record.text);
    default:
      return saidLines(record.text).map((line) => `${record.stream.toUpperCase()}: ${line}`);
  }
}
