import type { PipelineRecord } from '../domain/index.ts';
import {
  createCsvWriter,
  createJsonWriter,
  createWriter,
  errorText,
  neutralise,
  type Writer,
} from '../format/index.ts';
import { type CommandIo, writeLine } from './io.ts';
import type { StatusLine } from './status-line.ts';

export const outputFormats = ['table', 'list', 'json', 'csv'] as const;
export type OutputFormat = (typeof outputFormats)[number];

/** Where the records of a run go: objects to standard output, everything else to standard error. */
export interface RunOutput {
  records(connection: string, records: readonly PipelineRecord[]): Promise<void>;
  end(): Promise<void>;
}

export function createRunOutput(
  io: CommandIo,
  format: OutputFormat,
  connections: readonly string[],
  status: StatusLine,
): RunOutput {
  const several = connections.length > 1;
  const sink = new Outlet(io, status);
  const objects =
    format === 'json' || format === 'csv'
      ? dataOutput(format, sink, several)
      : textOutput(format, sink, connections, io);
  return {
    records: async (connection, records) => {
      for (const record of records) {
        if (record.stream === 'output' || record.stream === 'text') objects.write(connection, record);
        else sink.notice(noticeOf(record), several ? connection : undefined);
      }
      objects.pause(connection);
      await sink.flush();
    },
    end: async () => {
      objects.end();
      await sink.flush();
    },
  };
}

type ObjectRecord = Extract<PipelineRecord, { stream: 'output' | 'text' }>;

interface ObjectOutput {
  write(connection: string, record: ObjectRecord): void;
  pause(connection: string): void;
  end(): void;
}

/** What waits to be written, so that a slow reader slows the server and not the memory. */
class Outlet {
  readonly #io: CommandIo;
  readonly #status: StatusLine;
  #waiting: (readonly ['stdout' | 'stderr', string])[] = [];

  constructor(io: CommandIo, status: StatusLine) {
    this.#io = io;
    this.#status = status;
  }

  result(text: string): void {
    this.#waiting.push(['stdout', text]);
  }

  notice(lines: readonly string[], connection: string | undefined): void {
    const prefix = connection === undefined ? '' : `${connection}: `;
    for (const line of lines) this.#waiting.push(['stderr', `${prefix}${line}`]);
  }

  async flush(): Promise<void> {
    const lines = this.#waiting;
    if (lines.length === 0) return;
    this.#waiting = [];
    this.#status.clear();
    for (const [stream, text] of lines) await writeLine(this.#io[stream], text);
  }
}

/** One array or one table for all servers; with several of them every object says where it came from. */
function dataOutput(format: 'json' | 'csv', sink: Outlet, several: boolean): ObjectOutput {
  const emit = (text: string) => sink.result(text.replace(/\r?\n$/, ''));
  const writer = format === 'json' ? createJsonWriter(emit) : createCsvWriter(emit);
  return {
    write: (connection, record) =>
      writer.write(
        record.stream === 'output' ? record.value : record.text,
        several ? { PSComputerName: connection } : undefined,
      ),
    pause: () => {},
    end: () => writer.end(),
  };
}

/** Text for people: one server's lines as they come, several servers' as a block each. */
function textOutput(
  shape: 'table' | 'list',
  sink: Outlet,
  connections: readonly string[],
  io: CommandIo,
): ObjectOutput {
  const several = connections.length > 1;
  const width = io.stdout.isTTY ? (io.stdout.columns ?? 80) : 240;
  const blocks = new Map(connections.map((name) => [name, [] as string[]]));
  const writers = new Map<string, Writer>();
  const emit = (connection: string, line: string) => {
    if (several) blocks.get(connection)?.push(line);
    else sink.result(line);
  };
  const writerOf = (connection: string, record: ObjectRecord): Writer => {
    const existing = writers.get(connection);
    if (existing) return existing;
    const asked = record.stream === 'output' ? record.view : undefined;
    const writer = createWriter({
      width,
      view: asked ?? (shape === 'list' ? { shape } : undefined),
      emit: (line) => emit(connection, line),
    });
    writers.set(connection, writer);
    return writer;
  };
  return {
    write: (connection, record) => {
      const writer = writerOf(connection, record);
      if (record.stream === 'output') writer.write(record.value);
      else for (const line of record.text.split(/\r?\n/)) emit(connection, neutralise(line));
    },
    pause: (connection) => {
      if (!several) writers.get(connection)?.flush();
    },
    end: () => {
      for (const writer of writers.values()) writer.end();
      if (!several) return;
      for (const [connection, lines] of blocks) {
        if (lines.length === 0) continue;
        sink.result(`PSComputerName: ${connection}`);
        for (const line of lines) sink.result(line);
      }
    },
  };
}

function noticeOf(record: Exclude<PipelineRecord, ObjectRecord>): readonly string[] {
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
    case 'progress':
      return [];
    case 'information':
      return record.text.split(/\r?\n/).map(neutralise);
    default:
      return record.text.split(/\r?\n/).map((line) => `${record.stream.toUpperCase()}: ${neutralise(line)}`);
  }
}
