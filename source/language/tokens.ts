import type { Span } from './errors.ts';
import type { NumberValue } from './scan/numbers.ts';

/**
 * | kind | what |
 * |---|---|
 * | `space`, `continuation`, `comment` | between tokens: blanks, backtick and line end, `# …` and `<# … #>` |
 * | `newline`, `semicolon`, `pipe`, `comma`, `punctuation` | what separates: `punctuation` is brackets, braces, `.`, `::` |
 * | `word` | a bare word: a command's name, an argument, a hashtable's key, a member's name, a type's name |
 * | `parameter` | `-Name` or `-Name:` in a command |
 * | `number`, `text`, `expandable`, `variable`, `splat` | literals and variables, quotes, `$` and `@` included |
 * | `operator` | `-eq`, `!`, `+`, `..`, `=`, redirections and other operators |
 * | `verbatim` | what stands behind `--%` |
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
  | 'splat'
  | 'operator'
  | 'verbatim'
  | 'error'
  | 'end';

export interface Token extends Span {
  readonly kind: TokenKind;
  /** As it stands in the text. */
  readonly source: string;
  /** What it means: the text of a string or word without quotes and escapes, a variable's or parameter's name. */
  readonly value: string;
  /** Of a number; undefined where it is beyond what its type holds. */
  readonly number?: NumberValue | undefined;
  /** Of an expandable string or word: text, variables and subexpressions in turn. */
  readonly parts?: readonly StringPart[] | undefined;
  /** Of a string: how it was quoted. */
  readonly quote?: 'single' | 'double' | undefined;
}

export type StringPart = string | VariablePart | SubexpressionPart;

export interface VariablePart extends Span {
  readonly name: string;
}

/** `$( … )` in a string or word, read once the string is taken. */
export interface SubexpressionPart extends Span {
  /**
   * What is read, up to the closing bracket: the text itself up to there, but for quotes that are doubled or escaped in
   * the string around it.
   */
  readonly inner: string;
  readonly isClosed: boolean;
  /** Together they are the part, in order; filled as it is read. */
  tokens: readonly Token[];
}
