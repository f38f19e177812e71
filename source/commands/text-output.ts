import type { PipelineRecord, ViewRequest } from '../domain/index.ts';
import { createWriter, saidLines, type Writer } from '../format/index.ts';
import type { Outlet } from './outlet.ts';
import { Spool } from './spool.ts';

export type ObjectRecord = Extract<PipelineRecord, { stream: 'output' | 'text' }>;

export interface ObjectOutput {
  /** Resolves when records of that server may be written. */
  ready(connection: string): Promise<void>;
  write(connection: string, record: ObjectRecord): void;
  /** No more comes for now; resolves when what came takes little memory. */
  pause(connection: string): Promise<void>;
  ended(connection: string, isWhole: boolean): Promise<void>;
  end(): Promise<void>;
}

/** Lines that wait to be put together. */
const mostLines = 1000;

interface Block {
  readonly connection: string;
  /** Of one value, put together before they go on: a text that grows line by line is garbage that lives long. */
  readonly lines: string[];
  readonly spool: Spool;
  hasEnded: boolean;
  hasBegun: boolean;
  /** While what waited in the spool is written: what comes then waits behind it. */
  draining: Promise<void> | undefined;
}

/**
 * Text for people: one server's lines as they come. Several servers' come as a block each, in the order of their names:
 * the first one's as they come, the others' when those before them have ended. Until then they lie in a spool: a server
 * that is held back instead would have its idle session closed.
 */
export function textOutput(
  shape: 'table' | 'list',
  outlet: Outlet,
  connections: readonly string[],
  { width, isWatched }: { readonly width: number; readonly isWatched: boolean },
): ObjectOutput {
  const blocks = connections.map((connection): Block => {
    const spool = new Spool(connection);
    return { connection, lines: [], spool, hasEnded: false, hasBegun: false, draining: undefined };
  });
  const writers = new Map<string, { readonly writer: Writer; readonly asked: ViewRequest | undefined }>();
  let current = 0;
  let isFirst = true;
  let advancing = Promise.resolve();
  const blockOf = (connection: string) => blocks.find((one) => one.connection === connection)!;
  const print = (block: Block, text: string) => {
    if (connections.length > 1 && !block.hasBegun) {
      outlet.result(`${isFirst ? '' : '\n'}PSComputerName: ${block.connection}\n`);
      isFirst = false;
      block.hasBegun = true;
    }
    outlet.result(text);
  };
  const send = (block: Block) => {
    if (block.lines.length === 0) return;
    const text = `${block.lines.join('\n')}\n`;
    block.lines.length = 0;
    if (block === blocks[current] && !block.draining) print(block, text);
    else block.spool.add(text);
  };
  const emit = (block: Block, line: string) => {
    if (block.lines.push(line) >= mostLines) send(block);
  };
  const writerOf = (connection: string, record: ObjectRecord): Writer => {
    const existing = writers.get(connection);
    const asked = record.stream === 'output' ? record.view : existing?.asked;
    if (existing && existing.asked === asked) return existing.writer;
    const block = blockOf(connection);
    existing?.writer.end();
    if (existing) emit(block, '');
    const view = asked ?? (shape === 'list' ? { shape } : undefined);
    const writer = createWriter({ width, view, wholeTexts: !isWatched, emit: (line) => emit(block, line) });
    writers.set(connection, { writer, asked });
    return writer;
  };
  const drain = async (block: Block) => {
    // Asked again where nothing can come in between: the loop's end is some turns of promises behind the last piece.
    while (!block.spool.isEmpty) {
      for await (const text of block.spool.pieces()) {
        print(block, text);
        await outlet.flush();
      }
    }
    block.draining = undefined;
  };
  const advance = async () => {
    while (blocks[current]?.hasEnded) {
      current += 1;
      const next = blocks[current];
      if (!next) return;
      // With nothing to wait for, it would have drained before that is said.
      if (next.spool.isEmpty) continue;
      next.draining = drain(next);
      await next.draining;
    }
  };
  const ended = (connection: string): Promise<void> => {
    writers.get(connection)?.writer.end();
    writers.delete(connection);
    const block = blockOf(connection);
    send(block);
    block.hasEnded = true;
    advancing = advancing.then(advance);
    return advancing;
  };
  return {
    ready: async (connection) => blockOf(connection).draining,
    write: (connection, record) => {
      const writer = writerOf(connection, record);
      if (record.stream === 'output') writer.write(record.value);
      else {
        // Rows that wait for their columns came before this.
        writer.flush();
        const block = blockOf(connection);
        for (const line of saidLines(record.text)) emit(block, line);
      }
      send(blockOf(connection));
    },
    pause: (connection) => {
      const block = blockOf(connection);
      // Somebody who watches sees what there is; a pipe gets columns that fit more than the first rows.
      if (isWatched && block === blocks[current]) {
        writers.get(connection)?.writer.flush();
        send(block);
      }
      return block.spool.settle();
    },
    ended,
    end: async () => {
      try {
        for (const connection of connections) await ended(connection);
      } finally {
        await Promise.all(blocks.map(({ spool }) => spool.close()));
      }
    },
  };
}
