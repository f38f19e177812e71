import type { Writable } from 'node:stream';
import stringWidth from 'string-width';
import { neutralise } from '../format/index.ts';
import { writeLine } from './io.ts';

/** Rows under headings, columns as wide as their widest cell; the last column is not padded. */
export async function printTable(
  stream: Writable,
  headings: readonly string[],
  rows: readonly (readonly string[])[],
): Promise<void> {
  const cells = [headings, headings.map((heading) => '-'.repeat(stringWidth(heading))), ...rows].map((row) =>
    row.map((text) => neutralise(text)),
  );
  const widths = headings.map((_, column) => Math.max(...cells.map((row) => stringWidth(row[column] ?? ''))));
  for (const row of cells) {
    const line = row.map((text, column) => text + ' '.repeat(widths[column]! - stringWidth(text))).join('  ');
    await writeLine(stream, line.trimEnd());
  }
}
