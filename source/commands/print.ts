import type { Writable } from 'node:stream';
import stringWidth from 'string-width';
import { neutralise } from '../text/neutralise.ts';
import { writeText } from './io.ts';

/** Rows under headings, columns as wide as their widest cell; the last column is not padded. */
export function tableLines(headings: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  const cells = [headings, headings.map((heading) => '-'.repeat(stringWidth(heading))), ...rows].map((row) =>
    row.map((text) => neutralise(text)),
  );
  const widths = headings.map((_, column) => Math.max(...cells.map((row) => stringWidth(row[column] ?? ''))));
  return cells.map((row) =>
    row
      .map((text, column) => text + ' '.repeat(widths[column]! - stringWidth(text)))
      .join('  ')
      .trimEnd(),
  );
}

export function printLines(stream: Writable, lines: readonly string[]): Promise<void> {
  return writeText(stream, lines.map((line) => `${line}\n`).join(''));
}

/** JSON for pipes, and for terminals too: what they would obey or hide is written as `\uXXXX`, which reads as the same. */
export function printJson(stream: Writable, value: unknown): Promise<void> {
  const text = JSON.stringify(value, undefined, 2).replaceAll(hidden, (character) =>
    [...Array(character.length).keys()]
      .map((index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`)
      .join(''),
  );
  return writeText(stream, `${text}\n`);
}

/** Outside strings JSON has nothing but ASCII, and within them no control character below 32 is left. */
const hidden = /[\p{Cf}\p{Cn}\p{Co}\p{Cs}\p{Zl}\p{Zp}\u007f-\u009f]/gu;
