import type { PsValue } from '../objects/index.ts';
import type { Span } from './errors.ts';

/**
 * | kind | what |
 * |---|---|
 * | `space`, `continuation`, `comment` | between tokens: blanks, backtick and line end, `# …` and `<# … #>` |
 * | `newline`, `semicolon`, `pipe`, `comma`, `punctuation` | what separates: `punctuation` is brackets, braces, `=`, `.`, `::` |
 * | `word` | a bare word: a command's name, an argument, a hashtable's key, a member's name |
 * | `parameter` | `-Name` or `-Name:` in a command |
 * | `number`, `text`, `expandable`, `variable` | literals and variables, quotes and `$` included |
 * | `operator` | `-eq`, `!`, `+`, `..`, redirections and other operators |
 * | `error` | what could not be read: an open quote to the end of the text, a stray character |
 */
export type TokenKind =
  | 'space'
  | 'continuation'
  | 'comment'
  | 'newline'
  | 'semicolon'
  | 'pipe'
  | 'comma'
  | 'punctuation'
  | 'word'
  | 'parameter'
  | 'number'
  | 'text'
  | 'expandable'
  | 'variable'
  | 'operator'
  | 'error'
  | 'end';

export interface Token extends Span {
  readonly kind: TokenKind;
  /** As it stands in the text. */
  readonly source: string;
  /** What it means: the text of a string or word without quotes and escapes, a variable's or parameter's name. */
  readonly value: string;
  /** Of a number. */
  readonly number?: PsValue;
  /** Of an expandable string or word: text and variables in turn. */
  readonly parts?: readonly (string | (Span & { readonly name: string }))[];
  /** Of a string: how it was quoted. */
  readonly quote?: 'single' | 'double';
}
