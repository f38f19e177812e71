import { stripVTControlCharacters } from 'node:util';
import { widthOf } from '../../text/width.ts';

/**
 * In place of the package `string-width` for Ink and what it builds on: the one width of the project. With
 * `countAnsiEscapeCodes` sequences are no colours but text.
 */
export default function stringWidth(text: string, options?: { readonly countAnsiEscapeCodes?: boolean }): number {
  const hasSequences = !options?.countAnsiEscapeCodes && (text.includes('\x1b') || text.includes('\x9b'));
  return widthOf(hasSequences ? stripVTControlCharacters(text) : text);
}
