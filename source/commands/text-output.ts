import type { PipelineRecord, ViewRequest } from '../domain/index.ts';
import { createWriter, neutralise, type Writer } from '../format/index.ts';
import type { Outlet } from './outlet.ts';

export type ObjectRecord = Extract<PipelineRecord, { stream: 'output' | 'text' }>;

export interface ObjectOutput {
  write(connection: string, record: ObjectRecord): void;
  pause(connection: string): void;
  ended(connection: string): void;
  end(): void;
}

/**
 * Text for people: one server's lines as they come. Several servers' come as a block each, in the order of their names:
 * the first one's as they come, the others' when those before them have ended.
 */
export function textOutput(
  shape: 'table' | 'list',
  outlet: Outlet,
  connections: readonly string[],
  { width, isWatched }: { readonly width: number; readonly isWatched: boolean },
): ObjectOutput {
  const blocks = connections.map((connection) => ({ connection, waiting: '', hasEnded: false, hasBegun: false }));
  const writers = new Map<string, { readonly writer: Writer; readonly asked: ViewRequest | undefined }>();
  let current = 0;
  let isFirst = true;
  const print = (block: (typeof blocks)[number], text: string) => {
    if (connections.length > 1 && !block.hasBegun) {
      outlet.result(`${isFirst ? '' : '\n'}PSComputerName: ${block.connection}\n`);
      isFirst = false;
      block.hasBegun = true;
    }
    outlet.result(text);
  };
  const emit = (connection: string, line: string) => {
    const block = blocks.find((one) => one.connection === connection)!;
    if (block === blocks[current]) print(block, `${line}\n`);
    else block.waiting += `${line}\n`;
  };
  const writerOf = (connection: string, record: ObjectRecord): Writer => {
    const existing = writers.get(connection);
    const asked = record.stream === 'output' ? record.view : existing?.asked;
    if (existing && existing.asked === asked) return existing.writer;
    existing?.writer.end();
    if (existing) emit(connection, '');
    const view = asked ?? (shape === 'list' ? { shape } : undefined);
    const writer = createWriter({ width, view, emit: (line) => emit(connection, line) });
    writers.set(connection, { writer, asked });
    return writer;
  };
  const ended = (connection: string) => {
    writers.get(connection)?.writer.end();
    writers.delete(connection);
    for (const block of blocks) if (block.connection === connection) block.hasEnded = true;
    while (blocks[current]?.hasEnded) {
      current += 1;
      const next = blocks[current];
      if (next && next.waiting !== '') print(next, next.waiting);
      if (next) next.waiting = '';
    }
  };
  return {
    write: (connection, record) => {
      const writer = writerOf(connection, record);
      if (record.stream === 'output') writer.write(record.value);
      else for (const line of record.text.split(/\r?\n/)) emit(connection, neutralise(line));
    },
    // Somebody who watches sees what there is; a pipe gets columns that fit more than the first rows.
    pause: (connection) => {
      if (isWatched && connection === blocks[current]?.connection) writers.get(connection)?.writer.flush();
    },
    ended,
    end: () => {
      for (const connection of connections) ended(connection);
    },
  };
}
