import type { LanguageError } from './errors.ts';
import { readPipeline, readScript, readStatements } from './parse/statements.ts';
import { TokenStream, type WordRole } from './parse/stream.ts';
import type { Token } from './tokens.ts';
import type { Script } from './tree.ts';

export interface ParseResult {
  readonly text: string;
  /** A statement with an error in it may be missing here. */
  readonly tree: Script;
  /** Together they are the text, in order and without gaps. */
  readonly tokens: readonly Token[];
  /** Which words are a command's name, a keyword, a member's name or a hashtable's key; by their start. */
  readonly roles: ReadonlyMap<number, WordRole>;
  /** In the order of the text. Empty: every statement is in the tree, and can be planned. */
  readonly errors: readonly LanguageError[];
}

/** Reads a text of one or more statements. Never throws. */
export function parse(text: string): ParseResult {
  const stream = new TokenStream(text, { readPipeline, readStatements });
  const statements = readScript(stream);
  const errors = stream.errors.toSorted((a, b) => a.span.start - b.span.start);
  return { text, tree: { statements }, tokens: stream.taken, roles: stream.roles, errors };
}

/** Whether the text wants another line: an open quote or bracket, a pipe, comma or backtick at its end. */
export function isIncomplete(text: string): boolean {
  return parse(text).errors.some((error) => error.incomplete);
}
