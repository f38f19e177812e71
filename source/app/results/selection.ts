import { cellText, type ExportFormat, exporter } from './export.ts';
import type { OpenGrid } from './open-grid.ts';

export const scopes = ['cell', 'row', 'marked', 'shown', 'all'] as const;
/** What of a grid is copied or saved. */
export type ExportScope = (typeof scopes)[number];

export interface ExportRequest {
  readonly scope: ExportScope;
  readonly format: ExportFormat;
  /** All properties, or the columns that are shown. */
  readonly whole: boolean;
}

/** Rows whose text goes on in one piece. */
const piece = 64;

/** The text of a part of a grid, piece by piece, in turns of the event loop; rows on disk are fetched. */
export async function* exported(open: OpenGrid, { scope, format, whole }: ExportRequest): AsyncGenerator<string> {
  const { grid } = open;
  if (scope === 'cell') {
    const row = grid.current === undefined ? null : await open.fetched(grid.current);
    yield cellText(row, grid.currentColumn.property);
    return;
  }
  const rows = scope === 'all' ? Array.from({ length: grid.count }, (_, index) => index) : rowsOf(open, scope);
  const columns = whole || format === 'CLIXML' ? undefined : grid.columns;
  const { connection, line } = open.result.origin;
  // The command's name alone: who is given the file need not see what else the line held.
  const writer = await exporter(format, columns, `${connection}: ${commandOf(line)}`);
  let text = '';
  for (const [index, row] of rows.entries()) {
    text += writer.row(await open.fetched(row));
    if ((index + 1) % piece !== 0) continue;
    yield text;
    text = '';
    await open.pause();
  }
  yield text + writer.end();
}

/** How many rows that are. */
export function exportCount(open: OpenGrid, scope: ExportScope): number {
  if (scope === 'all') return open.grid.count;
  return scope === 'cell' ? 1 : rowsOf(open, scope).length;
}

export function rowsOf({ grid }: OpenGrid, scope: 'row' | 'marked' | 'shown'): readonly number[] {
  if (scope === 'row') return grid.current === undefined ? [] : [grid.current];
  return scope === 'marked' ? grid.marked : [...grid.shown];
}

/** The same as one text, of at most so many characters; what was left out is told by `isCut`. */
export async function exportedText(
  open: OpenGrid,
  request: ExportRequest,
  most: number,
): Promise<{ readonly text: string; readonly isCut: boolean }> {
  let text = '';
  for await (const part of exported(open, request)) {
    text += part;
    if (text.length > most) return { text: text.slice(0, most), isCut: true };
  }
  return { text, isCut: false };
}

/** The first command of a line, for a name or a heading. */
const commandOf = (line: string) => /[\p{L}\p{N}-]+/u.exec(line)?.[0]?.slice(0, 40) ?? 'result';

/** A name for a file with a result: its connection, what was run, when. */
export function fileNameOf({ result }: OpenGrid): string {
  const { connection, line, at } = result.origin;
  const command = commandOf(line);
  const date = new Date(at);
  const two = (number: number) => `${number}`.padStart(2, '0');
  const day = `${date.getFullYear()}${two(date.getMonth() + 1)}${two(date.getDate())}`;
  const time = `${two(date.getHours())}${two(date.getMinutes())}`;
  return `${connection.replaceAll(/[^\p{L}\p{N}._-]/gu, '_')}-${command}-${day}-${time}`;
}
