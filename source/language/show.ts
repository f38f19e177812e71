import { widthOf } from '../text/width.ts';
import type { LanguageError } from './errors.ts';

/**
 * An error as lines to print: what is wrong, the line of the text where it is with `~~~` below the place, what to do.
 * The text is what the user typed; its tabs become blanks so that the marks stand below the right cells.
 */
export function showError(text: string, error: LanguageError): readonly string[] {
  const start = Math.min(error.span.start, text.length);
  const lineStart = Math.max(text.lastIndexOf('\n', start - 1), text.lastIndexOf('\r', start - 1)) + 1;
  const rest = /^[^\r\n]*/.exec(text.slice(lineStart))?.[0] ?? '';
  const line = rest.replaceAll('\t', ' ');
  const before = widthOf(line.slice(0, start - lineStart));
  const marked = widthOf(line.slice(start - lineStart, Math.max(error.span.end, start) - lineStart));
  const place = line.trim() === '' ? [] : [line, `${' '.repeat(before)}${'~'.repeat(Math.max(1, marked))}`];
  return [error.message, ...place, error.next];
}
